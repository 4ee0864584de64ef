/**
 * Strict base64. Node's decoder skips foreign characters, takes both alphabets and does not mind padding or unused
 * bits; encoding again and comparing refuses all of that at once, so that one value has one spelling.
 */

/** @returns the bytes of standard base64 with padding (RFC 4648 §4), or `undefined` when it is spelled in any other way. */
export function parseBase64(tekst: string): Buffer | undefined {
  const bytes = Buffer.from(tekst, 'base64');
  return bytes.toString('base64') === tekst ? bytes : undefined;
}

/** @returns the bytes of base64url without padding (RFC 4648 §5), or `undefined` when it is spelled in any other way. */
export function parseBase64Url(tekst: string): Buffer | undefined {
  const bytes = Buffer.from(tekst, 'base64url');
  return bytes.toString('base64url') === tekst ? bytes : undefined;
}
