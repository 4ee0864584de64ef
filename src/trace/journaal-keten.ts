import { createHash, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { JournaalKop, JournaalRij } from '../store/journaal-port.ts';

/** The chain before the first event. */
export const BEGIN = '0'.repeat(64);

/**
 * The digest of an event: SHA-256 over its canonical form, a JSON array whose first member names the form. Deletable
 * detail counts only through its salted digest, so that the chain holds when the detail is gone.
 */
export function bladDigest(rij: JournaalRij): Buffer {
  const hex = (bytes: Uint8Array | null): string | null => (bytes === null ? null : Buffer.from(bytes).toString('hex'));
  const vorm = [
    'knooppunt-gebeurtenis-1',
    rij.volgnummer,
    rij.bericht,
    rij.zicht,
    rij.moment,
    rij.gebeurtenis,
    rij.status,
    rij.actor,
    rij.code,
    rij.poging,
    rij.reden,
    hex(rij.inhoudSha256),
    hex(rij.detailDigest),
  ];
  return createHash('sha256').update(JSON.stringify(vorm)).digest();
}

/** One step of the chain: SHA-256 over the chain so far, the number (8 bytes, big endian) and the digest. */
export function volgendeKop(kop: Buffer, volgnummer: number, digest: Uint8Array): Buffer {
  const nummer = Buffer.alloc(8);
  nummer.writeBigUInt64BE(BigInt(volgnummer));
  return createHash('sha256').update(kop).update(nummer).update(digest).digest();
}

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
