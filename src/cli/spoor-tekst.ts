import { naamVanPartij } from '../bericht/aansluiting.ts';
import type { Tafels } from '../bericht/aansluiting.ts';
import { foutGegevens, isFoutCode } from '../bericht/fault-catalogue.ts';
import { DEAD_LETTER_REDENEN } from '../bericht/status.ts';
import type { DeadLetterReden, Gebeurtenis as GebeurtenisNaam, Status } from '../bericht/status.ts';
import type { BerichtSpoor, Gebeurtenis } from '../client/antwoorden.ts';
import { aanZet, tijdstip, vanNaar } from '../trace/woorden.ts';
import { bevindingRegels, maakTabel } from './uitvoer.ts';

/** What is going on with a message, and who has to act. */
interface Stand {
  readonly zin: string;
  readonly wie: string;
}

/** A trace for people: first where the message is and who acts, then its particulars, then everything that happened. */
export function spoorAlsTekst(spoor: BerichtSpoor, tafels: Tafels | undefined): readonly string[] {
  const naam = (code: string): string => metNaam(code, tafels);
  const [van, naar] = vanNaar(spoor);
  const { wie, zin } = standVan(spoor, naam(naar));
  return [
    spoor.berichtsoort === undefined
      ? 'Bericht dat niet te herkennen was'
      : `${spoor.berichtsoort} van ${naam(van)} naar ${naam(naar)}`,
    `${spoor.statusWoord}. ${zin}`,
    `Aan zet: ${aanZet(wie)}.`,
    '',
    ...gegevens(spoor),
    '',
    'Wat er gebeurde (Nederlandse tijd)',
    ...tijdlijn(spoor.gebeurtenissen).map((regel) => `  ${regel}`),
    ...(spoor.bevindingen.length === 0 ? [] : ['', 'Bevindingen']),
    ...spoor.bevindingen.flatMap((bevinding) => bevindingRegels(bevinding)).map((regel) => `  ${regel}`),
  ];
}

function standVan(spoor: BerichtSpoor, ontvanger: string): Stand {
  const { code, deadLetterReden, poging, status } = spoor;
  const laatste = (naam: GebeurtenisNaam): string => {
    const moment = spoor.gebeurtenissen.findLast(({ gebeurtenis }) => gebeurtenis === naam)?.moment;
    return moment === undefined ? '' : ` op ${tijdstip(moment)}`;
  };
  switch (status as Status) {
    case 'ontvangen':
      return { zin: `Het knooppunt zet het klaar voor ${ontvanger}.`, wie: 'hubbeheer' };
    case 'in_wachtrij': {
      const eerder = poging === 0 ? '' : ` Het is ${poging} keer eerder aangeboden.`;
      return { zin: `Het wacht tot ${ontvanger} het ophaalt.${eerder}`, wie: 'ontvanger' };
    }
    case 'aangeboden':
      return {
        zin: `${ontvanger} heeft het opgehaald${laatste('aangeboden')}, maar nog niet bevestigd.`,
        wie: 'ontvanger',
      };
    case 'bezorgd':
      return { zin: `${ontvanger} heeft de ontvangst bevestigd${laatste('bevestigd')}.`, wie: 'niemand' };
    case 'geweigerd':
      return {
        zin: `${ontvanger} heeft het geweigerd${laatste('geweigerd')}${code === undefined ? '' : ` (${code})`}. Herstel het en stuur een nieuw bericht.`,
        wie: 'afzender',
      };
    case 'onbestelbaar':
      return onbestelbaar(deadLetterReden, ontvanger);
    case 'afgekeurd': {
      const uitleg = code !== undefined && isFoutCode(code) ? ` ${foutGegevens(code).uitleg}` : '';
      const wie = code !== undefined && isFoutCode(code) ? foutGegevens(code).wieIsAanZet : 'afzender';
      return { zin: `Het is niet aangenomen (${code ?? 'zonder code'}).${uitleg}`, wie };
    }
    case 'niet_beoordeeld':
      return {
        zin: 'Het knooppunt kon het niet beoordelen en heeft het niet aangenomen. Stuur het opnieuw met dezelfde Traceer-Id.',
        wie: 'afzender',
      };
    default:
      // a later hub may know statuses that this client does not
      return { zin: '', wie: 'niemand' };
  }
}

const REDENEN: Readonly<Record<DeadLetterReden, string>> = {
  pogingen_op: 'alle pogingen om het te bezorgen zijn gedaan',
  geen_route_meer: 'er is geen route meer naar de ontvanger',
  geweigerd_technisch: 'het systeem van de ontvanger neemt het niet aan',
  te_groot_voor_ontvanger: 'het is te groot voor de ontvanger',
  niet_routeerbaar_op_broker: 'de wachtrij van de ontvanger bestaat niet',
  inhoud_verlopen: 'de inhoud is verwijderd omdat de bewaartermijn voorbij is; stuur het bericht opnieuw',
};

function onbestelbaar(reden: string | undefined, ontvanger: string): Stand {
  if (reden === undefined || !Object.hasOwn(REDENEN, reden))
    return { zin: `Het kon niet worden bezorgd bij ${ontvanger}.`, wie: 'hubbeheer' };
  const bekend = reden as DeadLetterReden;
  return { zin: `Het kon niet worden bezorgd bij ${ontvanger}: ${REDENEN[bekend]}.`, wie: DEAD_LETTER_REDENEN[bekend] };
}

function gegevens(spoor: BerichtSpoor): readonly string[] {
  const { conversatieId, dagtekening, identificatie, identificatieRetour, indiener, mandaat, route } = spoor;
  const via =
    route === undefined ? undefined : `${route.aansluiting} (${route.tafelRegel}, tabel ${route.tafelVersie})`;
  const rijen: readonly (readonly [string, string | undefined])[] = [
    ['traceerId', spoor.traceerId],
    ['conversatie', conversatieId === spoor.traceerId ? undefined : conversatieId],
    [
      'identificatie',
      identificatie === undefined ? undefined : [identificatie, dagtekening].filter(Boolean).join(', '),
    ],
    ['van het retour', identificatieRetour],
    ['ontvangen', tijdstip(spoor.ontvangenOp)],
    ['indiener', mandaat === undefined ? indiener : `${indiener} (met toestemmingsverklaring, ${mandaat})`],
    ['bezorgd via', via],
    ['opvolging', route?.opvolging],
    ['aangeboden', spoor.poging === 0 ? undefined : `${spoor.poging} keer`],
    ['inhoud', `${spoor.bytes} bytes, ${spoor.inhoudBewaard ? 'nog bewaard' : 'niet meer bewaard'}`],
  ];
  return rijen.flatMap(([naam, waarde]) => (waarde === undefined ? [] : [`${naam.padEnd(14)}  ${waarde}`]));
}

const GEBEURTENISSEN: Readonly<Record<GebeurtenisNaam, string>> = {
  geaccepteerd: 'aangenomen',
  afgekeurd: 'afgekeurd',
  niet_beoordeeld: 'niet beoordeeld',
  klaargezet: 'klaargezet voor de ontvanger',
  geen_route_meer: 'geen route meer',
  inhoud_verlopen: 'inhoud verwijderd voor bezorging',
  aangeboden: 'opgehaald door de ontvanger',
  aanbieding_verlopen: 'niet op tijd bevestigd, staat weer klaar',
  poging_mislukt: 'poging mislukt, staat weer klaar',
  teruggegeven: 'onverwerkt teruggegeven, staat weer klaar',
  bevestigd: 'ontvangst bevestigd',
  geweigerd: 'geweigerd door de ontvanger',
  pogingen_op: 'geen pogingen meer over',
  opnieuw_aangeboden: 'opnieuw aangeboden',
  herhaald: 'nogmaals ontvangen, zelfde inhoud',
  botsing: 'nogmaals ontvangen, andere inhoud: geweigerd',
  ingezien: 'inhoud ingezien',
  omgehangen: 'naar een andere aansluiting verplaatst',
  inhoud_verwijderd: 'inhoud verwijderd: de bewaartermijn is voorbij',
  bevindingen_verwijderd: 'bevindingen verwijderd: de bewaartermijn is voorbij',
  metagegevens_verwijderd: 'gegevens verwijderd: de bewaartermijn is voorbij',
  feiten_verwijderd: 'feiten verwijderd: de bewaartermijn is voorbij',
  gesloten: 'gesloten door beheer',
  heropend: 'sluiting ongedaan gemaakt',
  gepauzeerd: 'aansluiting gepauzeerd',
  hervat: 'aansluiting hervat',
};

function tijdlijn(gebeurtenissen: readonly Gebeurtenis[]): readonly string[] {
  const rijen = gebeurtenissen.map(({ code, door, gebeurtenis, moment, poging, reden }) => {
    const wat = Object.hasOwn(GEBEURTENISSEN, gebeurtenis)
      ? GEBEURTENISSEN[gebeurtenis as GebeurtenisNaam]
      : gebeurtenis;
    const erbij = [code, poging === undefined ? undefined : `poging ${poging}`].filter((deel) => deel !== undefined);
    return [
      tijdstip(moment),
      `${wat}${erbij.length === 0 ? '' : ` (${erbij.join(', ')})`}`,
      door === 'hub' ? 'het knooppunt' : door === 'helpdesk' ? 'de helpdesk' : door,
      reden ?? '',
    ];
  });
  return maakTabel(['wanneer', 'wat', 'door', ''], rijen);
}

function metNaam(code: string, tafels: Tafels | undefined): string {
  if (code === '') return 'onbekend';
  const naam = tafels === undefined ? undefined : naamVanPartij(tafels, code);
  return naam === undefined ? code : `${code} (${naam})`;
}
