import { REQUEST_TARGET } from './jades-namen.ts';

/** What the lines of a payload are made of. */
export interface JadesFeiten {
  readonly method: string;
  /** Path and query as on the wire, percent-encoding untouched. */
  readonly target: string;
  /** @returns the value of a header by its lower-case name, or `undefined` when it is absent. */
  readonly kop: (naam: string) => string | undefined;
}

/**
 * Builds the payload under a JAdES signature: per element of `pars`, in that order, one line `name: value`, joined with
 * one LF, none at the end.
 * @returns the text (latin1), or the first name that cannot be resolved.
 * @see ETSI TS 119 182-1 §5.2.8.2 with draft-cavage-http-signatures-10 §2.3
 */
export function bouwJadesPayload(
  pars: readonly string[],
  feiten: JadesFeiten,
): { readonly ok: true; readonly waarde: string } | { readonly ok: false; readonly fout: string } {
  let payload = '';
  for (const naam of pars) {
    const waarde =
      naam === REQUEST_TARGET ? `${feiten.method.toLowerCase()} ${feiten.target}` : feiten.kop(naam.toLowerCase());
    if (waarde === undefined) return { ok: false, fout: naam };
    payload += `${payload === '' ? '' : '\n'}${naam.toLowerCase()}: ${waarde}`;
  }
  return { ok: true, waarde: payload };
}

/**
 * @returns what is signed: the protected header in base64url, a full stop, and the payload as it is (`b64` is false).
 * @see RFC 7797 §3
 */
export function jadesInvoer(beschermd: string, payload: string): Buffer {
  return Buffer.from(`${beschermd}.${payload}`, 'latin1');
}
