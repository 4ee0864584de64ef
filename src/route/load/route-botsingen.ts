import type { RouteRegel } from '../../bericht/aansluiting.ts';
import type { BerichtSoort } from '../../bericht/catalogus.ts';
import type { Datum } from '../../bericht/datum.ts';
import type { PartijCode } from '../../bericht/partij.ts';
import { gaatNaar, kenmerkenVan, maskerVan, sleutelVan } from '../route-kenmerk.ts';
import { MAX_FOUTEN_PER_BESTAND } from './tafel-fout.ts';
import type { FoutenBak } from './tafel-fout.ts';

interface Regel {
  readonly route: RouteRegel;
  readonly kenmerken: ReturnType<typeof kenmerkenVan>;
  readonly masker: number;
  readonly van: string;
  readonly tot: string;
}

/**
 * Finds routes of which neither is more specific while both take the same message on the same day.
 *
 * A route is more specific than another when it looks at all that the other looks at, and at more. Two routes that look
 * at different things (one at the berichtsoort, one at the ontvanger) clash, unless a third that looks at all of it says,
 * on every such day, where the message goes that both would take. So in a good table the most specific route is the one
 * that looks at most, and it is never in doubt.
 */
export function keurRouteBotsingen(routes: readonly RouteRegel[], fouten: FoutenBak): void {
  const perMasker = new Map<number, Regel[]>();
  const opSleutel = new Map<string, Regel[]>();
  for (const route of routes) {
    const kenmerken = kenmerkenVan(route);
    const masker = maskerVan(kenmerken);
    const regel: Regel = { route, kenmerken, masker, van: route.geldigVan ?? '', tot: route.geldigTot ?? '\uffff' };
    voegToe(perMasker, masker, regel);
    voegToe(opSleutel, `${masker} ${sleutelVan(kenmerken, masker)}`, regel);
  }
  let ruimte = MAX_FOUTEN_PER_BESTAND;
  const meld = (a: Regel, b: Regel): void => {
    ruimte -= 1;
    const [eerste, tweede] = a.route.plaats.lijn <= b.route.plaats.lijn ? [a, b] : [b, a];
    const gelijk =
      a.masker === b.masker ? 'kijken naar hetzelfde' : 'passen op hetzelfde bericht en geen van beide is specifieker';
    const uitleg = `Deze route en die op regel ${eerste.route.plaats.lijn} ${gelijk} en gelden tegelijk. Maak er een specifieker, voeg een route toe voor wat zij delen, of pas de datums aan.`;
    fouten.meld(tweede.route.plaats, 'ROUTES_BOTSEN', uitleg);
  };
  for (const gelijken of opSleutel.values()) keurGelijken(gelijken, meld);
  for (const [maskerA, a] of perMasker)
    for (const [maskerB, b] of perMasker) {
      const omvat = (maskerA | maskerB) === maskerA || (maskerA | maskerB) === maskerB;
      if (maskerA < maskerB && !omvat) keurKruis({ a, b, opSleutel, vol: () => ruimte <= 0 }, meld);
    }
}

/** Routes that look at the same and want the same: may only follow one another in time. */
function keurGelijken(regels: readonly Regel[], meld: (a: Regel, b: Regel) => void): void {
  const [eerste, ...rest] = regels.toSorted((a, b) => (a.van < b.van ? -1 : a.van > b.van ? 1 : 0));
  let laatste = eerste;
  for (const regel of rest) {
    if (laatste === undefined) return;
    if (regel.van <= laatste.tot) meld(laatste, regel);
    if (regel.tot > laatste.tot) laatste = regel;
  }
}

/** Routes that look at different things: compared only where they want the same at what both look at. */
function keurKruis(
  {
    a,
    b,
    opSleutel,
    vol,
  }: {
    readonly a: readonly Regel[];
    readonly b: readonly Regel[];
    readonly opSleutel: ReadonlyMap<string, readonly Regel[]>;
    readonly vol: () => boolean;
  },
  meld: (a: Regel, b: Regel) => void,
): void {
  const gedeeld = (a[0]?.masker ?? 0) & (b[0]?.masker ?? 0);
  const perSleutel = new Map<string, Regel[]>();
  for (const regel of b) voegToe(perSleutel, sleutelVan(regel.kenmerken, gedeeld), regel);
  for (const regelA of a)
    for (const regelB of perSleutel.get(sleutelVan(regelA.kenmerken, gedeeld)) ?? []) {
      if (vol()) return;
      const samen = { ...regelA.kenmerken, ...regelB.kenmerken };
      if (!tegelijk(regelA, regelB) || !kanSamen(samen)) continue;
      const masker = regelA.masker | regelB.masker;
      if (!dekt(opSleutel.get(`${masker} ${sleutelVan(samen, masker)}`) ?? [], regelA, regelB)) meld(regelA, regelB);
    }
}

function tegelijk(a: Regel, b: Regel): boolean {
  return a.van <= b.tot && b.van <= a.tot;
}

/** A route for a gemeente and one for a berichtsoort that goes to aanbieders never take the same message. */
function kanSamen({
  berichtsoort,
  ontvanger,
}: {
  readonly berichtsoort?: string;
  readonly ontvanger?: string;
}): boolean {
  return (
    berichtsoort === undefined ||
    ontvanger === undefined ||
    gaatNaar(berichtsoort as BerichtSoort, ontvanger as PartijCode)
  );
}

/** Tells whether the more specific routes are there on every day that the two share. */
function dekt(specifieker: readonly Regel[], a: Regel, b: Regel): boolean {
  const tot = a.tot < b.tot ? a.tot : b.tot;
  let dag: string | undefined = a.van > b.van ? a.van : b.van;
  for (const regel of specifieker.toSorted((x, y) => (x.van < y.van ? -1 : x.van > y.van ? 1 : 0))) {
    if (regel.van > dag) return false;
    if (regel.tot < dag) continue;
    if (regel.tot >= tot) return true;
    dag = volgendeDag(regel.tot as Datum);
  }
  return false;
}

function volgendeDag(dag: Datum): string {
  return new Date(Date.parse(`${dag}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function voegToe<K>(groepen: Map<K, Regel[]>, sleutel: K, regel: Regel): void {
  const groep = groepen.get(sleutel);
  if (groep === undefined) groepen.set(sleutel, [regel]);
  else groep.push(regel);
}
