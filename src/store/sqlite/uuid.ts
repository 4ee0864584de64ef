/** UUIDs are kept as their sixteen bytes: less than half of the text, in every index that holds one. */

/** @returns the sixteen bytes of a UUID. */
export function uuidBytes(tekst: string): Buffer {
  return Buffer.from(tekst.replaceAll('-', ''), 'hex');
}

/** @returns the text of a UUID, lower case. */
export function uuidTekst(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Tells whether a text has the form of a UUID; anything else can be no id of ours. */
export function isUuid(tekst: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(tekst);
}
