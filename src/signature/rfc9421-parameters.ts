import type { Component } from './rfc9421-basis.ts';

/** Parameters of a signature that we make. */
export interface SignatureParams {
  /** Whole seconds since 1970. */
  readonly created: number;
  readonly expires?: number;
  readonly nonce?: string;
  readonly keyid: string;
  readonly alg: string;
  readonly tag: string;
}

/**
 * Writes the inner list of covered components with its parameters: the value in `Signature-Input` and the last line of
 * the base. The texts are ours (hex, base64url, names of a table), so nothing needs to be escaped.
 */
export function schrijfSignatureParams(
  componenten: readonly Component[],
  { alg, created, expires, keyid, nonce, tag }: SignatureParams,
): string {
  const lijst = componenten.map(({ id }) => id).join(' ');
  const verloopt = expires === undefined ? '' : `;expires=${expires}`;
  const eenmalig = nonce === undefined ? '' : `;nonce="${nonce}"`;
  return `(${lijst});created=${created}${verloopt}${eenmalig};keyid="${keyid}";alg="${alg}";tag="${tag}"`;
}
