import type { z } from 'zod';
import type { Rol } from '../bericht/aansluiting.ts';
import type { FoutCode } from '../bericht/fault-catalogue.ts';
import type { BewezenVerzoek } from '../verify/port.ts';
import type { ProbleemDetails } from './probleem.ts';

/**
 * One operation of the HTTP contract. The table of operations is the source of the router, the checks and the OpenAPI
 * document: what is not in it does not exist.
 */
export interface Operatie {
  /** operationId, and the name in the log. */
  readonly id: string;
  readonly methode: 'GET' | 'POST';
  /** Path with `{name}` for parameters; each parameter is a UUID. */
  readonly pad: string;
  readonly groep: string;
  readonly samenvatting: string;
  readonly beschrijving?: string;
  /** Who may call: anyone (unsigned), any connection, or connections with one of these roles. */
  readonly wie: 'iedereen' | 'aansluiting' | readonly Rol[];
  /** Whether a payload signature alone is enough (where the table line allows it). */
  readonly payloadHandtekening?: boolean;
  readonly query?: z.ZodObject;
  /** Headers that a caller may send beside those of the signature. */
  readonly verzoekKoppen?: Readonly<Record<string, z.ZodType>>;
  readonly body?: {
    readonly contentType: 'application/json' | 'application/xml';
    readonly schema?: z.ZodType;
    readonly maxBytes: number;
    /** False: no body at all is fine as well. */
    readonly verplicht?: boolean;
  };
  readonly antwoorden: Readonly<Record<number, OperatieAntwoord>>;
  /** Codes that this operation can answer beside those that every signed one can. */
  readonly codes: readonly FoutCode[];
}

/** One kind of good answer. */
export interface OperatieAntwoord {
  readonly beschrijving: string;
  readonly contentType?: string;
  readonly schema?: z.ZodType;
  readonly koppen?: Readonly<Record<string, string>>;
}

/** A call that passed the checks: its parts are of the declared form, its sender is proven (but for open ones). */
export interface Aanroep {
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
  /** The body as it came in; empty when there is none. */
  readonly ruw: Buffer;
  readonly method: string;
  readonly target: string;
  readonly kop: (naam: string) => string | undefined;
  readonly rawHeaders: readonly string[];
  readonly peerAdres: string;
  /** Ends when the caller goes away or the hub stops. */
  readonly signaal: AbortSignal;
}

/** A call of a proven connection. */
export interface BewezenAanroep extends Aanroep {
  readonly bewezen: BewezenVerzoek;
}

/** A good answer, before it is signed. */
export interface Antwoord {
  readonly status: number;
  readonly json?: unknown;
  readonly inhoud?: { readonly contentType: string; readonly bytes: Buffer };
  readonly koppen?: readonly (readonly [string, string])[];
}

/** A no with its code. */
export interface Weigering {
  readonly code: FoutCode;
  readonly details?: ProbleemDetails;
  readonly koppen?: readonly (readonly [string, string])[];
}

/** An operation with what it does. */
export type OpenOperatie = Operatie & {
  readonly wie: 'iedereen';
  readonly behandel: (aanroep: Aanroep) => Promise<Antwoord | Weigering>;
};

/** An operation of proven connections with what it does. */
export type OndertekendeOperatie = Operatie & {
  readonly wie: 'aansluiting' | readonly Rol[];
  readonly behandel: (aanroep: BewezenAanroep) => Promise<Antwoord | Weigering>;
};

/** Tells a no from a good answer. */
export function isWeigering(uit: Antwoord | Weigering): uit is Weigering {
  return 'code' in uit;
}

/** Says no with a code. */
export function weiger(code: FoutCode, details?: ProbleemDetails): Weigering {
  return details === undefined ? { code } : { code, details };
}
