import type {
  Aansluiting,
  AansluitingId,
  Gemeente,
  Mandaat,
  Omgeving,
  RouteRegel,
  TafelPlaats,
  Tafels,
} from '../../bericht/aansluiting.ts';
import type { Datum } from '../../bericht/datum.ts';
import { isTestOin } from '../../bericht/oin.ts';
import type { Oin } from '../../bericht/oin.ts';
import { partijSoort } from '../../bericht/partij.ts';
import type { AgbCode, GemeenteCode, PartijCode } from '../../bericht/partij.ts';
import type { GelezenAansluitingen } from './lees-aansluitingen.ts';
import type { GelezenTafel } from './lees-csv-tafels.ts';
import type { FoutenBak } from './tafel-fout.ts';

/** All that was read, for the checks from one table to another; what could not be read is absent. */
export interface Gelezen {
  readonly gemeenten: GelezenTafel<Gemeente, GemeenteCode> | undefined;
  readonly aanbieders: { readonly genoemd: ReadonlySet<AgbCode> } | undefined;
  readonly aansluitingen: GelezenAansluitingen | undefined;
  readonly mandaten: readonly Mandaat[] | undefined;
  readonly routes: readonly RouteRegel[] | undefined;
}

/**
 * Checks what one table says of another. A table that could not be read gives no faults elsewhere: nobody can tell
 * whether its codes exist.
 */
export function keurSamenhang(gelezen: Gelezen, fouten: FoutenBak): void {
  const { gemeenten, aansluitingen, mandaten = [], routes = [] } = gelezen;
  if (gemeenten !== undefined) keurOpvolgers(gemeenten, fouten);

  for (const { partij, plaats } of aansluitingen?.bediend ?? []) keurPartij(partij, { gelezen, plaats }, fouten);
  keurBediend(aansluitingen?.bediend ?? [], fouten);
  keurOinBinding(aansluitingen?.rijen ?? [], fouten);

  for (const { afzender, indiener, plaats } of mandaten) {
    keurPartij(afzender, { gelezen, plaats }, fouten);
    keurAansluiting(indiener, { gelezen, plaats }, fouten);
  }
  for (const { ontvanger, aansluiting, plaats } of routes) {
    if (ontvanger !== undefined) keurPartij(ontvanger, { gelezen, plaats }, fouten);
    keurAansluiting(aansluiting, { gelezen, plaats }, fouten);
  }
}

/**
 * Checks which certificates and OINs may stand in this environment: `productie` knows no test OIN, `demo` nothing else.
 * An empty list of certificates is for development only: there the certificates are made at the first start.
 * @param vorige the tables that are in use, to tell a removed certificate from one that ended by itself: the last valid
 *   one may not be taken away, but one that ends at its date must not stop the hub for all others.
 */
export function keurOmgeving(
  aansluitingen: readonly Aansluiting[],
  { omgeving, op, vorige }: { readonly omgeving: Omgeving; readonly op: Datum; readonly vorige: Tafels | undefined },
  fouten: FoutenBak,
): void {
  for (const aansluiting of aansluitingen) {
    const { id, oin, certificaten, certificaatbinding, geblokkeerd, plaats } = aansluiting;
    const isTest = isTestOin(oin);
    if (omgeving === 'productie' && isTest)
      fouten.meld(plaats, 'OIN_OMGEVING', `Het OIN van ${id} is een test-OIN (00000099…). Dat mag niet in productie.`);
    if (omgeving === 'demo' && !isTest)
      fouten.meld(plaats, 'OIN_OMGEVING', `Het OIN van ${id} is echt. In de demo mag alleen een test-OIN (00000099…).`);
    const magLeeg = certificaatbinding === 'oin' || (isTest && omgeving !== 'productie');
    if (certificaten.length === 0 && !magLeeg)
      fouten.meld(
        plaats,
        'CERTIFICAAT_ONTBREEKT',
        `Bij ${id} staat geen certificaat. Zet er ten minste een vingerafdruk bij.`,
      );
    const eerder = vorige?.aansluitingen.get(id);
    if (eerder === undefined || geblokkeerd || certificaten.length === 0) continue;
    if (heeftGeldig(eerder, op) && !heeftGeldig(aansluiting, op)) {
      const uitleg = `Bij ${id} is het laatste geldige certificaat weggehaald. Zet er een geldig bij, of blokkeer de aansluiting.`;
      fouten.meld(plaats, 'CERTIFICAAT_ONTBREEKT', uitleg);
    }
  }
}

/** Tells whether a connection has a certificate that, by its line, is valid on a day. */
export function heeftGeldig({ certificaten }: Pick<Aansluiting, 'certificaten'>, op: Datum): boolean {
  return certificaten.some(({ van, tot }) => (van === undefined || van <= op) && (tot === undefined || op <= tot));
}

interface Bron {
  readonly gelezen: Gelezen;
  readonly plaats: TafelPlaats;
}

function keurPartij(partij: PartijCode, { gelezen, plaats }: Bron, fouten: FoutenBak): void {
  const isGemeente = partijSoort(partij) === 'gemeente';
  const genoemd: ReadonlySet<string> | undefined = (isGemeente ? gelezen.gemeenten : gelezen.aanbieders)?.genoemd;
  if (genoemd === undefined || genoemd.has(partij)) return;
  const bestand = isGemeente ? 'gemeenten.csv' : 'aanbieders.csv';
  fouten.meld(
    plaats,
    'PARTIJ_ONBEKEND',
    `Partij ${partij} staat niet in ${bestand}. Voeg haar daar toe of herstel de code.`,
  );
}

function keurAansluiting(id: AansluitingId, { gelezen, plaats }: Bron, fouten: FoutenBak): void {
  if (gelezen.aansluitingen === undefined || gelezen.aansluitingen.genoemd.has(id)) return;
  fouten.meld(plaats, 'AANSLUITING_ONBEKEND', `Aansluiting ${id} staat niet in aansluitingen.yaml.`);
}

function keurBediend(bediend: GelezenAansluitingen['bediend'], fouten: FoutenBak): void {
  const gezien = new Map<PartijCode, number>();
  for (const { partij, plaats } of bediend) {
    const eerder = gezien.get(partij);
    if (eerder === undefined) gezien.set(partij, plaats.lijn);
    else
      fouten.meld(
        plaats,
        'PARTIJ_DUBBEL',
        `Partij ${partij} wordt al bediend op regel ${eerder}. Laat een van beide weg.`,
      );
  }
}

function keurOinBinding(aansluitingen: readonly Aansluiting[], fouten: FoutenBak): void {
  const perOin = new Map<Oin, Aansluiting[]>();
  for (const aansluiting of aansluitingen) {
    const groep = perOin.get(aansluiting.oin);
    if (groep === undefined) perOin.set(aansluiting.oin, [aansluiting]);
    else groep.push(aansluiting);
  }
  for (const groep of perOin.values()) {
    if (groep.length < 2 || groep.every(({ certificaatbinding }) => certificaatbinding !== 'oin')) continue;
    for (const { plaats } of groep.slice(1)) {
      const uitleg = `Dit OIN staat ook op regel ${groep[0]?.plaats.lijn ?? 0}, en een van beide wordt op OIN herkend. Gebruik vingerafdrukken.`;
      fouten.meld(plaats, 'OIN_DUBBEL', uitleg);
    }
  }
}

function keurOpvolgers({ rijen, genoemd }: GelezenTafel<Gemeente, GemeenteCode>, fouten: FoutenBak): void {
  const perCode = new Map(rijen.map((gemeente) => [gemeente.code, gemeente]));
  const klaar = new Set<GemeenteCode>();
  for (const gemeente of rijen) {
    const { code, opvolger, geldigTot, plaats } = gemeente;
    if (opvolger === undefined) continue;
    if (!genoemd.has(opvolger))
      fouten.meld(plaats, 'OPVOLGER_ONBEKEND', `Opvolger ${opvolger} van ${code} staat niet in gemeenten.csv.`);
    if (geldigTot === undefined)
      fouten.meld(plaats, 'ONTBREEKT', `Gemeente ${code} heeft een opvolger maar geen geldigTot.`);
    keurKring(gemeente, { perCode, klaar }, fouten);
  }
}

/** Follows a chain until its end, a chain that was looked at before, or itself; a circle is told once. */
function keurKring(
  begin: Gemeente,
  { perCode, klaar }: { readonly perCode: ReadonlyMap<GemeenteCode, Gemeente>; readonly klaar: Set<GemeenteCode> },
  fouten: FoutenBak,
): void {
  const pad = new Set<GemeenteCode>();
  let gemeente: Gemeente | undefined = begin;
  while (gemeente !== undefined && !klaar.has(gemeente.code)) {
    if (pad.has(gemeente.code)) {
      fouten.meld(
        gemeente.plaats,
        'OPVOLGER_KRINGLOOP',
        `De opvolgers van ${gemeente.code} leiden naar ${gemeente.code} terug.`,
      );
      break;
    }
    pad.add(gemeente.code);
    gemeente = gemeente.opvolger === undefined ? undefined : perCode.get(gemeente.opvolger);
  }
  for (const code of pad) klaar.add(code);
}
