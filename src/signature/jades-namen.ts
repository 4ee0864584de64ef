/** Family of header names: those of the published signing module, and those of before November 2025. */
export type KopFamilie = 'adr' | 'nlgov-adr';

/** `bericht` covers the request or the answer as a whole, `payload` its body digest alone. */
export type HandtekeningVorm = 'bericht' | 'payload';

/** Names of the JAdES headers, as we write them. @see API Design Rules, module Signing 1.0.0 */
export const JADES_KOPPEN: Readonly<Record<KopFamilie, Readonly<Record<HandtekeningVorm, string>>>> = {
  adr: { bericht: 'Message-Signature', payload: 'Payload-Signature' },
  'nlgov-adr': { bericht: 'nlgov-adr-message-sig', payload: 'nlgov-adr-payload-sig' },
};

/** The four names in lower case: none of them can be under a signature itself. */
export const JADES_KOPNAMEN: ReadonlySet<string> = new Set([
  'message-signature',
  'payload-signature',
  'nlgov-adr-message-sig',
  'nlgov-adr-payload-sig',
]);

/** The name in `pars` that stands for method and target. */
export const REQUEST_TARGET = '(request-target)';

/** The only mechanism of `sigD` that is used: a detached payload made of header lines. */
export const HTTP_HEADERS_MID = 'http://uri.etsi.org/19182/HttpHeaders';

/** Headers that change what the hub does with a request: present means under the signature. */
export const STURENDE_KOPPEN = ['traceer-id', 'conversatie-id'] as const;

/** Headers that a message signature covers when they are there, in the order in which we write them. */
export const TE_DEKKEN_KOPPEN = ['host', 'origin', 'content-type', 'content-encoding', 'content-length'] as const;
