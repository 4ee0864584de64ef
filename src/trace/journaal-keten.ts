import { sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { JournaalKop } from '../store/journaal-port.ts';

/** A head that is not signed yet. */
export type OngetekendeKop = Omit<JournaalKop, 'handtekening'>;

/** Signs a head with the hub's P-256 key. */
export function tekenKop(kop: OngetekendeKop, sleutel: KeyObject): JournaalKop {
  const handtekening = sign('sha256', tekst(kop), { key: sleutel, dsaEncoding: 'ieee-p1363' });
  return { ...kop, handtekening: handtekening.toString('base64url') };
}

/** Says whether the key signed exactly this head. */
export function isGetekend(kop: JournaalKop, sleutel: KeyObject): boolean {
  const handtekening = Buffer.from(kop.handtekening, 'base64url');
  // base64url can be written in more ways than one: only ours is a head that nobody touched
  if (handtekening.toString('base64url') !== kop.handtekening) return false;
  return verify('sha256', tekst(kop), { key: sleutel, dsaEncoding: 'ieee-p1363' }, handtekening);
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
