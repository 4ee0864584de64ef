import type { KeyObject } from 'node:crypto';
import type { JournaalBreuk } from '../store/journaal-port.ts';
import { isRegelGetekend, tekenRegel } from './journaal-handtekening.ts';

type OngetekendeBreuk = Omit<JournaalBreuk, 'handtekening'>;

/** Signs a cut with the hub's P-256 key. */
export function tekenBreuk(breuk: OngetekendeBreuk, sleutel: KeyObject): JournaalBreuk {
  return { ...breuk, handtekening: tekenRegel(tekst(breuk), sleutel) };
}

/** Says whether the key signed exactly this cut. */
export function isBreukGetekend(breuk: JournaalBreuk, sleutel: KeyObject): boolean {
  return isRegelGetekend(tekst(breuk), breuk.handtekening, sleutel);
}

/** A JSON array: the reason is free text, and no line break in it may pass for the next field. */
function tekst(b: OngetekendeBreuk): Buffer {
  const { door, moment, naKop, oorzaak, reden, tot, totKop, van, vingerafdruk } = b;
  const velden = ['knooppunt-breuk-1', naKop, totKop, van, tot, oorzaak, door, reden, moment, vingerafdruk];
  return Buffer.from(JSON.stringify(velden));
}

/** A cut as a line of the file of heads, with its newline. */
export function breukRegel(b: JournaalBreuk): string {
  const { door, handtekening, moment, naKop, oorzaak, reden, tot, totKop, van, vingerafdruk } = b;
  const vorm = { breuk: { naKop, totKop, van, tot, oorzaak, door, reden, moment, vingerafdruk, handtekening } };
  return `${JSON.stringify(vorm)}\n`;
}

/** @returns the cut, or `undefined` when the line is not exactly what {@link breukRegel} writes. */
export function leesBreukRegel(regel: string): JournaalBreuk | undefined {
  try {
    const { breuk } = JSON.parse(regel) as { readonly breuk: JournaalBreuk };
    const getallen = [breuk.naKop, breuk.totKop, breuk.van, breuk.tot];
    return breukRegel(breuk) === `${regel}\n` && getallen.every(Number.isSafeInteger) ? breuk : undefined;
  } catch {
    return undefined;
  }
}
