import type { KeyObject } from 'node:crypto';
import type { JournaalKop } from '../store/journaal-port.ts';
import { isRegelGetekend, tekenRegel } from './journaal-handtekening.ts';

/** A head that is not signed yet. */
export type OngetekendeKop = Omit<JournaalKop, 'handtekening'>;

/** Signs a head with the hub's P-256 key. */
export function tekenKop(kop: OngetekendeKop, sleutel: KeyObject): JournaalKop {
  return { ...kop, handtekening: tekenRegel(tekst(kop), sleutel) };
}

/** Says whether the key signed exactly this head. */
export function isGetekend(kop: JournaalKop, sleutel: KeyObject): boolean {
  return isRegelGetekend(tekst(kop), kop.handtekening, sleutel);
}

function tekst({ aantal, kop, moment, nummer, tot, vingerafdruk, vorige }: OngetekendeKop): Buffer {
  return Buffer.from(['knooppunt-kop-1', nummer, tot, aantal, kop, vorige, moment, vingerafdruk, ''].join('\n'));
}

/** A head as a line of the file, with its newline. */
export function kopRegel(k: JournaalKop): string {
  const { aantal, handtekening, kop, moment, nummer, tot, vingerafdruk, vorige } = k;
  return `${JSON.stringify({ nummer, tot, aantal, kop, vorige, moment, vingerafdruk, handtekening })}\n`;
}

/** @returns the head, or `undefined` when the line is not exactly what {@link kopRegel} writes. */
export function leesKopRegel(regel: string): JournaalKop | undefined {
  try {
    const kop = JSON.parse(regel) as JournaalKop;
    return kopRegel(kop) === `${regel}\n` && Number.isSafeInteger(kop.nummer) ? kop : undefined;
  } catch {
    return undefined;
  }
}
