import { sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Signs what stands in the file of heads with the hub's P-256 key: r||s, base64url. */
export function tekenRegel(bytes: Buffer, sleutel: KeyObject): string {
  return sign('sha256', bytes, { key: sleutel, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}

/** Says whether the key signed exactly these bytes. */
export function isRegelGetekend(bytes: Buffer, handtekening: string, sleutel: KeyObject): boolean {
  const gelezen = Buffer.from(handtekening, 'base64url');
  // base64url can be written in more ways than one: only ours is a line that nobody touched
  if (gelezen.toString('base64url') !== handtekening) return false;
  return verify('sha256', bytes, { key: sleutel, dsaEncoding: 'ieee-p1363' }, gelezen);
}
