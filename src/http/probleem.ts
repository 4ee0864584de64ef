import type { Bevinding } from '../bericht/bevinding.ts';
import { foutGegevens, type FoutCode } from '../bericht/fault-catalogue.ts';

/** What an answer that says no may hold beside the text of the catalogue. */
export interface ProbleemDetails {
  readonly uitleg?: string | undefined;
  readonly traceerId?: string | undefined;
  readonly bevindingen?: readonly Bevinding[] | undefined;
  /** Makes the receipt of this no, which holds its HTTP status. */
  readonly ontvangstbewijs?: ((httpStatus: number) => object) | undefined;
  /** Further members, such as the limit that was passed. */
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
}

/** A body in the form of RFC 9457, with the members of design §6. */
export interface Probleem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code: FoutCode;
  readonly traceerId?: string;
  readonly bevindingen?: readonly ReturnType<typeof bevindingJson>[];
}

/** Media type of {@link Probleem}. */
export const PROBLEEM_TYPE = 'application/problem+json';

/** @returns a finding in the form in which all answers and `check --json` show it. */
export function bevindingJson(bevinding: Bevinding): Readonly<Record<string, string | number | null>> {
  const { laag, code, regel, retourcode, pad, lijn, uitleg, verwacht, wieIsAanZet } = bevinding;
  return {
    laag,
    code,
    regel: regel ?? null,
    retourcode: retourcode ?? null,
    pad: pad ?? null,
    lijn: lijn ?? null,
    uitleg,
    verwacht: verwacht ?? null,
    wieIsAanZet,
  };
}

/** Makes the body of a no: status, title and detail from the catalogue, with the particulars of the case. */
export function probleem(code: FoutCode, details: ProbleemDetails = {}): Probleem {
  const { http, titel, uitleg } = foutGegevens(code);
  return {
    status: http,
    title: titel,
    detail: details.uitleg ?? uitleg,
    code,
    ...(details.traceerId === undefined ? {} : { traceerId: details.traceerId }),
    ...(details.bevindingen === undefined || details.bevindingen.length === 0
      ? {}
      : { bevindingen: details.bevindingen.map(bevindingJson) }),
    ...(details.ontvangstbewijs === undefined ? {} : { ontvangstbewijs: details.ontvangstbewijs(http) }),
    ...details.extra,
  };
}
