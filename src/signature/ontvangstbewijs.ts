import { parseStrictObject } from './strict-json.ts';

/** The part of an answer that binds it to its request: stands in the JSON of the answer, under the signature. */
export interface Ontvangstbewijs {
  readonly httpStatus: number;
  /** UTC with milliseconds, as the hub wrote it. */
  readonly moment: string;
  /** Absent when the hub had none to give. */
  readonly traceerId?: string;
  /** Value of Digest or Content-Digest of the request, as the hub received it. */
  readonly verzoekDigest: string;
  /** base64url SHA-256 of the signature of the request. */
  readonly verzoekHandtekening: string;
}

const MOMENT = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/;

/** @returns the `ontvangstbewijs` in the JSON of an answer, or `undefined` when there is none of the right form. */
export function leesOntvangstbewijs(body: Uint8Array): Ontvangstbewijs | undefined {
  const bewijs = parseStrictObject(body, 64)?.leden['ontvangstbewijs'];
  if (typeof bewijs !== 'object' || bewijs === null) return undefined;
  const { httpStatus, moment, traceerId, verzoekDigest, verzoekHandtekening } = bewijs as Record<string, unknown>;
  if (typeof httpStatus !== 'number' || typeof moment !== 'string' || !MOMENT.test(moment)) return undefined;
  if (typeof verzoekDigest !== 'string' || typeof verzoekHandtekening !== 'string') return undefined;
  if (traceerId !== undefined && typeof traceerId !== 'string') return undefined;
  return {
    httpStatus,
    moment,
    ...(traceerId === undefined ? {} : { traceerId }),
    verzoekDigest,
    verzoekHandtekening,
  };
}
