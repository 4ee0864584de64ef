/** Identity of a message in the hub: a UUID in lower case. The same on every offer. */
export type TraceerId = string & { readonly __brand: 'TraceerId' };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NIL = '00000000-0000-0000-0000-000000000000';
const MAX = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Reads a UUID of any version, in either case; compared in lower case ever after.
 * @returns `undefined` for nil, all-ones or any other form.
 */
export function parseTraceerId(text: string): TraceerId | undefined {
  if (!UUID.test(text)) return undefined;
  const lower = text.toLowerCase();
  return lower === NIL || lower === MAX ? undefined : (lower as TraceerId);
}
