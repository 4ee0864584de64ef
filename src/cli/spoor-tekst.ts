import { naamVanPartij } from '../bericht/aansluiting.ts';
import type { Tafels } from '../bericht/aansluiting.ts';
import type { BerichtSpoor, Gebeurtenis, Vlag } from '../client/antwoorden.ts';
import { standZin } from '../trace/stand-zin.ts';
import { aanZet, gebeurtenisWoord, redenWoord, tijdstip, vanNaar } from '../trace/woorden.ts';
import { bevindingRegels, maakTabel } from './uitvoer.ts';

/** A trace for people: first where the message is and who acts, then its particulars, then everything that happened. */
export function spoorAlsTekst(spoor: BerichtSpoor, tafels: Tafels | undefined): readonly string[] {
  const naam = (code: string): string => metNaam(code, tafels);
  const [van, naar] = vanNaar(spoor);
  const { gepauzeerd: pauze } = spoor;
  const verloop = { ...spoor, ...(pauze === undefined ? {} : { pauze }) };
  const { wie, zin } = standZin(verloop, { van: naam(van), naar: naam(naar) });
  return [
    spoor.berichtsoort === undefined
      ? 'Bericht dat niet te herkennen was'
      : `${spoor.berichtsoort} van ${naam(van)} naar ${naam(naar)}`,
    zin,
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
    ['gepauzeerd', vlagTekst(spoor.gepauzeerd)],
    ['gesloten', vlagTekst(spoor.gesloten)],
    ['bezorgd via', via],
    ['opvolging', route?.opvolging],
    ['aangeboden', spoor.poging === 0 ? undefined : `${spoor.poging} keer`],
    ['inhoud', `${spoor.bytes} bytes, ${spoor.inhoudBewaard ? 'nog bewaard' : 'niet meer bewaard'}`],
  ];
  return rijen.flatMap(([naam, waarde]) => (waarde === undefined ? [] : [`${naam.padEnd(14)}  ${waarde}`]));
}

function vlagTekst(vlag: Vlag | undefined): string | undefined {
  return vlag === undefined ? undefined : `sinds ${tijdstip(vlag.sinds)} door ${vlag.door}: ${vlag.reden}`;
}

function tijdlijn(gebeurtenissen: readonly Gebeurtenis[]): readonly string[] {
  const rijen = gebeurtenissen.map(({ code, door, gebeurtenis, moment, poging, reden }) => {
    const erbij = [code, poging === undefined ? undefined : `poging ${poging}`].filter((deel) => deel !== undefined);
    return [
      tijdstip(moment),
      `${gebeurtenisWoord(gebeurtenis)}${erbij.length === 0 ? '' : ` (${erbij.join(', ')})`}`,
      door === 'hub' ? 'het knooppunt' : door === 'helpdesk' ? 'de helpdesk' : door,
      reden === undefined ? '' : (redenWoord(reden) ?? reden),
    ];
  });
  return maakTabel(['wanneer', 'wat', 'door', ''], rijen);
}

function metNaam(code: string, tafels: Tafels | undefined): string {
  if (code === '') return 'onbekend';
  const naam = tafels === undefined ? undefined : naamVanPartij(tafels, code);
  return naam === undefined ? code : `${code} (${naam})`;
}
