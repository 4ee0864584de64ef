import { gelukt, mislukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import type { JournaalBreuk, JournaalKop, JournaalStand } from '../store/journaal-port.ts';
import { kopRegel } from './journaal-keten.ts';
import type { BestandRegel } from './koppen-bestand.ts';

/**
 * How many numbers are left out where nobody can tell which were given out last: the file of heads is a second behind, or
 * as many events as came in while nothing could be sealed.
 */
export const NUMMER_MARGE = 1_000_000;

/** Where file and database stand to one another, and so what cut there is to be signed. */
export type BreukStand = Pick<JournaalBreuk, 'naKop' | 'totKop' | 'van' | 'tot' | 'oorzaak'>;

/**
 * Holds the file of heads against a database that was put back, or that a hub refuses to seal.
 * @param oud the last number that was given out before; `undefined` when that is not known.
 * @returns the cut, `undefined` when both fit; or a Dutch sentence when the file is not of this database: no cut explains
 *   that.
 */
export function bepaalBreuk(vraag: {
  readonly stand: JournaalStand;
  readonly oud: number | undefined;
  readonly bestand: Iterable<BestandRegel>;
}): Uitkomst<BreukStand | undefined, string> {
  const { hoogsteKop, laatsteKop, laatste } = vraag.stand;
  const naKop = laatsteKop?.nummer ?? 0;
  let [laatsteInBestand, hoogste, regel] = [0, laatste, 0];
  let zelfde: JournaalKop | undefined;
  let losseBreuk: JournaalBreuk | undefined;
  for (const { breuk, kop } of vraag.bestand) {
    regel += 1;
    if (kop === undefined && breuk === undefined)
      return mislukt(
        `Regel ${regel} van het bestand met koppen is geen kop. Zet het bestand opzij: dan geldt het als kwijt.`,
      );
    losseBreuk = breuk;
    hoogste = Math.max(hoogste, kop?.tot ?? 0, breuk?.tot ?? 0);
    if (kop === undefined) continue;
    laatsteInBestand = kop.nummer;
    if (kop.nummer === naKop) zelfde = kop;
  }
  const vreemd = zelfde === undefined || laatsteKop === undefined || kopRegel(zelfde) !== kopRegel(laatsteKop);
  if (naKop > 0 && laatsteInBestand >= naKop && vreemd)
    return mislukt('Het bestand met koppen hoort niet bij deze database.');
  const totKop = Math.max(hoogsteKop, laatsteInBestand, losseBreuk?.totKop ?? 0);
  const kwijt = laatsteInBestand < naKop;
  const past =
    laatsteInBestand === naKop && vraag.oud === laatste && (losseBreuk === undefined || losseBreuk.naKop === naKop);
  if (past) return gelukt(undefined);
  return gelukt({
    naKop,
    totKop,
    van: (laatsteKop?.tot ?? 0) + 1,
    // a file that is ahead of a database that was not put back by us: nobody knows what else the lost one gave out
    tot:
      vraag.oud === undefined || (vraag.oud === laatste && laatsteInBestand > naKop)
        ? hoogste + NUMMER_MARGE
        : Math.max(hoogste, vraag.oud),
    oorzaak: kwijt ? 'bestand_kwijt' : 'teruggezet',
  });
}
