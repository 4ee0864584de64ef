/** A part of the document. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * What each field and query parameter means, in Dutch. A field that means the same everywhere stands here once; one that
 * does not stands under the name of its schema as well.
 */
const VELDEN: Readonly<Record<string, string>> = {
  aansluiting: 'Naam van de aansluiting',
  aantal: 'Hoe vaak het optrad sinds het openging',
  actief: 'Of het knooppunt er nu mee ondertekent',
  afzender: 'Wie in de header van het bericht als afzender staat: gemeentecode of AGB-code',
  alarmen: 'De alarmen, nieuwste eerst',
  alg: 'Algoritme van de sleutel, of `vroeger` voor een certificaat dat niet meer wordt gebruikt',
  basis: 'De regels die het knooppunt onder de handtekening opbouwt: vergelijk ze met de uwe',
  bericht: 'Berichtsoort, als die te lezen was',
  berichten: 'De berichten, nieuwste eerst',
  berichtsoort: 'Berichtcode van de standaard, zoals WMO305',
  berichtStatus: 'Waar het bericht nu is',
  bevindingen: 'Alle plaatsen waar het bericht niet voldoet; leeg als er geen zijn',
  bytes: 'Grootte van de inhoud',
  certificaten: 'De certificaten, nieuwste eerst',
  code: 'Code uit de lijst met codes; ontbreekt als alles goed ging',
  contentDigest: 'SHA-256 over de inhoud, als `sha-256=:…:`',
  contentType: 'Soort inhoud van het bericht',
  conversatieId: 'Verbindt berichten die bij elkaar horen',
  cursor: 'De waarde van `volgende` uit het vorige antwoord',
  dagtekening: 'Datum uit het bericht (jjjj-mm-dd)',
  deadLetterReden: 'Waarom het bericht onbestelbaar is',
  detail: 'Wat er aan de hand is en wat eraan te doen is',
  door: 'Wie dit deed: het knooppunt (`hub`) of een aansluiting',
  eigenaar: 'Wie ermee bezig is',
  fscTransactionId: 'Transactienummer van FSC, als dat meekwam',
  gebeurtenis: 'Wat er gebeurde',
  gebeurtenissen: 'Wat er gebeurde, oudste eerst',
  geldigTot: 'Tot wanneer het geldig is',
  geldigVan: 'Vanaf wanneer het geldig is',
  gesloten: 'Wanneer het dichtging; ontbreekt zolang het open is',
  handelingen: 'De handelingen, nieuwste eerst',
  herhaald: 'Dit bericht was al eerder aangenomen',
  herlevering: 'Dit bericht is al eerder aangeboden: ontdubbel op `traceerId`',
  httpStatus: 'De uitkomst als HTTP-status',
  id: 'Nummer van het alarm',
  identificatie: 'Identificatie uit de header van het bericht',
  identificatieRetour: 'Identificatie van het retourbericht zelf',
  indiener: 'De aansluiting die het bericht indiende',
  info: 'Titel, versie en contact',
  inhoudBewaard: 'Of de inhoud nog op te vragen is',
  keten: 'Certificaten van de uitgevers (PEM), van onder naar boven',
  laag: 'In welke stap van de controle dit bleek',
  laatst: 'Wanneer het voor het laatst optrad',
  laatste: 'Het hoogste volgnummer van dit antwoord: geef dit de volgende keer mee als `na`',
  lagen: 'De stappen van de controle, in volgorde',
  leaseSeconden: 'Hoe lang u de tijd hebt om te bevestigen',
  leveringId: 'Nummer van deze levering: hiermee bevestigt, weigert of geeft u terug',
  leveringIds: 'De leveringen die bij u veilig zijn opgeslagen',
  leveringen: 'De berichten in bruikleen, in volgorde; leeg als er niets klaarstaat',
  lijn: 'Regel in het bericht, vanaf 1',
  mandaat: 'De toestemmingsverklaring waarmee is ingediend',
  max: 'Hoeveel u er ten hoogste wilt',
  methode: 'HTTP-methode van het verzoek',
  mislukteVerzoeken: 'De verzoeken, oudste eerst',
  moment: 'Wanneer, in UTC',
  na: 'Alleen wat na dit volgnummer komt',
  naam: 'Naam van het onderdeel',
  ok: 'Of het in orde is',
  omschrijving: 'Waarom, voor de afzender; zonder persoonsgegevens',
  onderdelen: 'Elk onderdeel apart',
  onderwerp: 'Aansluiting of vingerafdruk; leeg als het over het knooppunt zelf gaat',
  ontvangenOp: 'Wanneer het knooppunt het bericht ontving',
  ontvanger: 'Wie in de header van het bericht als ontvanger staat: gemeentecode of AGB-code',
  ontvangstbewijs: 'Bindt dit antwoord aan uw verzoek: bewaar het ondertekende antwoord',
  ookGesloten: 'Ook alarmen die al gesloten zijn',
  openapi: 'Versie van OpenAPI',
  opvolging: 'De partij die de geadresseerde opvolgde, bij een herindeling',
  pad: 'Plaats in het bericht, als pad van elementen',
  partij: 'Alleen voor deze partij; zonder geldt het voor alle partijen van uw aansluiting',
  paths: 'De aanroepen',
  pauzes: 'De aansluitingen waaraan nu niet wordt afgeleverd',
  pem: 'Het certificaat zelf',
  poging: 'De hoeveelste keer dat het is aangeboden, vanaf 1',
  proef: 'Alleen tellen, niets doen',
  profiel: 'Hoe het verzoek is ondertekend',
  reden: 'Waarom, zonder persoonsgegevens',
  regel: 'Code van de regel uit de standaard, als het er een is',
  resultaten: 'De uitkomst per stuk',
  retourcode: 'Retourcode van de standaard, als er een is',
  route: 'Waarheen het bericht gaat, en welke regel van de tabellen dat bepaalde',
  selectie: 'Alle onbestelbare berichten die hieraan voldoen',
  sinds: 'Sinds wanneer',
  sluitingen: 'De gesloten berichten, nieuwste eerst',
  soort: 'Wat er geleverd wordt',
  status: 'Waar het bericht is',
  statusWoord: 'Hetzelfde, om te tonen',
  tafelRegel: 'Bestand en regel die de route bepaalden',
  tafelVersie: 'Versie van de tabellen',
  title: 'Korte titel',
  tot: 'Alleen van voor dit moment',
  traceerId: 'Nummer waarmee het bericht overal te volgen is',
  traceerIds: 'De berichten waar het om gaat',
  traceparent: 'W3C Trace Context, als die meekwam',
  uitkomst: 'Het oordeel',
  uitleg: 'Wat er aan de hand is, in een zin',
  uwRollen: 'Waarom u dit bericht mag zien: als `indiener`, als `partij`, of allebei',
  vanaf: 'Alleen vanaf dit moment',
  verder: 'Geef dit als `na` mee voor de rest',
  verlooptOp: 'Tot wanneer u kunt bevestigen voordat het opnieuw wordt aangeboden',
  version: 'Versie van de API',
  vervallen: 'Hoeveel er sinds `sinds` niet meer worden getoond',
  verwacht: 'Wat er verwacht werd',
  verzoekDigest: 'De digest uit uw verzoek, letterlijk',
  verzoekHandtekening: 'SHA-256 (base64url) over de handtekening van uw verzoek',
  verzonden: 'Altijd `false`: controleren verzendt niets',
  vingerafdruk: 'SHA-256 over het certificaat',
  volgende: 'Geef dit als `cursor` mee voor de volgende pagina; ontbreekt op de laatste',
  volgnummer: 'Loopt op; later is hoger',
  wachtSeconden: 'Hoe lang het antwoord mag wachten als er nog niets is',
  wieIsAanZet: 'Wie dit kan oplossen',

  'Klok.nu': 'Hoe laat het volgens het knooppunt is',
  'SleutelGewisseld.versie': 'De versie die vanaf nu verzegelt',
  'Sleutels.versie': 'De versie die in gebruik kwam',
  'Sleutels.wisselingen': 'De wisselingen, oudste eerst',
  'AfhandelResultaten.leveringId': 'De levering uit uw verzoek',
  'Gezondheid.status': '`gereed`, `niet_gereed` of `draait`',
  'HandelingResultaten.code': 'NIET_GEVONDEN, NIET_NU, INHOUD_WEG, BRS33 of AL_ZO; ontbreekt als het is gedaan',
  'Levering.volgnummer': 'Plaats in de volgorde van deze postbus',
  'MislukteVerzoeken.sinds': 'Sinds wanneer het knooppunt ze onthoudt',
  'MislukteVerzoeken.code': 'Waarom het werd geweigerd: code uit de lijst met codes',
  'Probleem.code': 'Waarom: code uit de lijst met codes',
  'Probleem.status': 'De HTTP-status',
  'Probleem.title': 'De titel van de code',
  'Bevinding.code': 'Code uit de lijst met codes',
};

/** @returns the text for a field of a schema (`''` for one without a name), or `undefined` when there is none. */
export function veldTekst(schema: string, veld: string): string | undefined {
  return VELDEN[`${schema}.${veld}`] ?? VELDEN[veld];
}

/** Gives each property of a schema, at any depth, its text; what has one of its own keeps it. */
export function beschrijfVelden(schema: JsonObject, naam = ''): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).map(([sleutel, waarde]) => [
      sleutel,
      sleutel === 'properties' && isObject(waarde) ? beschrijfProperties(waarde, naam) : diep(waarde, naam),
    ]),
  );
}

function beschrijfProperties(properties: JsonObject, naam: string): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([veld, vorm]) => {
      const description = veldTekst(naam, veld);
      return [veld, { ...(description === undefined ? {} : { description }), ...(diep(vorm, naam) as JsonObject) }];
    }),
  );
}

function diep(waarde: unknown, naam: string): unknown {
  if (Array.isArray(waarde)) return waarde.map((deel) => diep(deel, naam));
  return isObject(waarde) ? beschrijfVelden(waarde, naam) : waarde;
}

function isObject(waarde: unknown): waarde is JsonObject {
  return typeof waarde === 'object' && waarde !== null && !Array.isArray(waarde);
}
