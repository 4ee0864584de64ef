import type { AansluitingId, Tafels } from '../bericht/aansluiting.ts';
import { isGeldigOp } from '../bericht/datum.ts';
import type { Datum } from '../bericht/datum.ts';
import { parsePartijCode } from '../bericht/partij.ts';
import type { PartijCode } from '../bericht/partij.ts';
import { gelukt, mislukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import type { CertsJsonRegel } from '../keys/certs-json.ts';

/** What the party is needed for: whoever sends for it need not be the one who fetches for it. */
export type PartijDoel = 'indienen' | 'ophalen' | 'inzien';

/** A connection with a development key, and the party that was asked for when it was a party. */
export interface GevondenPartij {
  readonly regel: CertsJsonRegel;
  readonly partij?: PartijCode;
}

/** In what a name is looked up. */
export interface PartijBronnen {
  /** Lines of `certs.json`. */
  readonly regels: readonly CertsJsonRegel[];
  readonly tafels: Tafels | undefined;
  readonly op: Datum;
  readonly doel: PartijDoel;
}

/**
 * Finds whose key is meant by `--als`: the id of a connection, the code of a party, or a name, whole or in part, whatever
 * its case and accents. A party without a connection of its own is found through its mandate (to send) or its route (to
 * fetch).
 * @returns the connection, or a sentence in Dutch with the choices.
 */
export function vindPartij(tekst: string, bronnen: PartijBronnen): Uitkomst<GevondenPartij, string> {
  const { regels } = bronnen;
  const gezocht = tekst.trim();
  const opId = regels.find(({ aansluiting }) => aansluiting === gezocht.toLowerCase());
  if (opId !== undefined) return gelukt({ regel: opId });
  const code = parsePartijCode(gezocht);
  const gevonden = code === undefined ? opNaam(gezocht, bronnen) : opCode(code, bronnen);
  const [eerste, ...meer] = gevonden;
  if (eerste === undefined) {
    return mislukt(
      `Voor "${gezocht}" is hier geen aansluiting met een ontwikkelcertificaat. Kies er een:\n${keuzes(regels)}`,
    );
  }
  if (meer.length > 0) {
    const kandidaten = gevonden.map(({ regel }) => regel);
    return mislukt(`"${gezocht}" past bij meer dan een aansluiting. Kies er een:\n${keuzes(kandidaten)}`);
  }
  return gelukt(eerste);
}

function opCode(partij: PartijCode, { doel, op, regels, tafels }: PartijBronnen): readonly GevondenPartij[] {
  const eigen = regels.filter(({ partijen }) => partijen.includes(partij));
  const ids = eigen.length > 0 ? eigen.map(({ aansluiting }) => aansluiting) : namens(partij, { doel, op, tafels });
  return regels.filter(({ aansluiting }) => ids.includes(aansluiting)).map((regel) => ({ regel, partij }));
}

/** The connections that act for a party which has none of its own. */
function namens(
  partij: PartijCode,
  { doel, op, tafels }: Pick<PartijBronnen, 'doel' | 'op' | 'tafels'>,
): readonly AansluitingId[] {
  const mandaten = (tafels?.mandaten ?? []).filter((rij) => rij.afzender === partij && isGeldigOp(rij, op));
  const routes = (tafels?.routes ?? []).filter((rij) => rij.ontvanger === partij && isGeldigOp(rij, op));
  const indieners = mandaten.map(({ indiener }) => indiener);
  const ophalers = routes.map(({ aansluiting }) => aansluiting);
  if (doel === 'indienen') return indieners;
  return doel === 'ophalen' ? ophalers : [...indieners, ...ophalers];
}

function opNaam(tekst: string, bronnen: PartijBronnen): readonly GevondenPartij[] {
  const gezocht = plat(tekst);
  if (gezocht === '') return [];
  const kandidaten = benoemden(bronnen);
  const precies = kandidaten.filter(({ naam }) => plat(naam) === gezocht);
  const gekozen = precies.length > 0 ? precies : kandidaten.filter(({ naam }) => plat(naam).includes(gezocht));
  // a connection and its only party often bear the same name: the connection counts once
  const perAansluiting = new Map<AansluitingId, GevondenPartij>();
  for (const { gevonden } of gekozen) {
    const { aansluiting } = gevonden.regel;
    if (!perAansluiting.has(aansluiting)) perAansluiting.set(aansluiting, gevonden);
  }
  return [...perAansluiting.values()];
}

function benoemden(bronnen: PartijBronnen): readonly { readonly naam: string; readonly gevonden: GevondenPartij }[] {
  const { regels, tafels } = bronnen;
  const namen = [
    ...[...(tafels?.gemeenten.values() ?? [])].map(({ code, naam }) => ({ naam, partij: code })),
    ...[...(tafels?.aanbieders.values() ?? [])].map(({ agb, naam }) => ({ naam, partij: agb })),
  ];
  return [
    ...regels.map((regel) => ({ naam: regel.naam, gevonden: { regel } })),
    ...namen.flatMap(({ naam, partij }) => opCode(partij, bronnen).map((gevonden) => ({ naam, gevonden }))),
  ];
}

/** Lower case, without accents, one space between words. */
function plat(tekst: string): string {
  return tekst
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

function keuzes(regels: readonly CertsJsonRegel[]): string {
  const breedte = Math.max(0, ...regels.map(({ aansluiting }) => aansluiting.length));
  return regels
    .map(({ aansluiting, naam, partijen }) => {
      const codes = partijen.length === 0 ? '' : ` (${partijen.join(', ')})`;
      return `  ${aansluiting.padEnd(breedte)}  ${naam}${codes}`;
    })
    .join('\n');
}
