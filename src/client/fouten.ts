import type { Probleem } from './antwoorden.ts';

/**
 * What can go wrong around a call. Each has a `code` to branch on, `retryable` (the same call may succeed later), and a
 * message of one Dutch sentence for people that never holds personal data.
 */

/** The hub was not reached, or the connection broke, in all attempts. Whether the last one arrived is not known. */
export class KnooppuntOnbereikbaar extends Error {
  override readonly name = 'KnooppuntOnbereikbaar';
  readonly code = 'ONBEREIKBAAR';
  readonly retryable = true;
  /** Sending a message: send it again under this Traceer-Id, and nothing is taken twice. */
  readonly traceerId: string | undefined;
  constructor(uitleg: string, { cause, traceerId }: { readonly cause?: unknown; readonly traceerId?: string } = {}) {
    super(uitleg, { cause });
    this.traceerId = traceerId;
  }
}

/** The hub was there but could not do it now (429, 503 …), in all attempts. Nothing was taken. */
export class KnooppuntBezet extends Error {
  override readonly name = 'KnooppuntBezet';
  readonly code: string;
  readonly retryable = true;
  readonly probleem: Probleem;
  /** How long the hub asks to wait, in seconds. */
  readonly opnieuwNaSeconden: number | undefined;
  /** Sending a message: send it again under this Traceer-Id. */
  readonly traceerId: string | undefined;
  constructor(probleem: Probleem, opnieuwNaSeconden: number | undefined, traceerId?: string) {
    super(probleem.uitleg);
    this.code = probleem.code;
    this.probleem = probleem;
    this.opnieuwNaSeconden = opnieuwNaSeconden;
    this.traceerId = traceerId;
  }
}

/**
 * An answer whose origin is not proven: not signed, signed by a stranger, changed on its way, or given to another
 * request. Believe nothing that it says. Sending a message: it may have been taken; send it again under this Traceer-Id.
 */
export class AntwoordNietBewezen extends Error {
  override readonly name = 'AntwoordNietBewezen';
  /** A HND code, or `BINDING`: well signed, but for another request or with another status. */
  readonly code: string;
  readonly retryable = false;
  readonly httpStatus: number;
  readonly traceerId: string | undefined;
  constructor(code: string, uitleg: string, bij: { readonly httpStatus: number; readonly traceerId?: string }) {
    super(uitleg);
    this.code = code;
    this.httpStatus = bij.httpStatus;
    this.traceerId = bij.traceerId;
  }
}

/** The hub said no to a call other than sending a message. */
export class AanroepGeweigerd extends Error {
  override readonly name = 'AanroepGeweigerd';
  readonly code: string;
  readonly retryable = false;
  readonly probleem: Probleem;
  /** Whether the hub signed this no. */
  readonly bewezen: boolean;
  constructor(probleem: Probleem, bewezen: boolean) {
    super(probleem.uitleg);
    this.code = probleem.code;
    this.probleem = probleem;
    this.bewezen = bewezen;
  }
}

/** A proven answer of a form that this client does not know: it may be older than the hub. */
export class AntwoordOnleesbaar extends Error {
  override readonly name = 'AntwoordOnleesbaar';
  readonly code = 'ANTWOORD';
  readonly retryable = false;
  constructor(plaats: string) {
    super(`Het antwoord van het knooppunt heeft niet de verwachte vorm (${plaats}).`);
  }
}

/** Content of a delivery that does not fit its digest. Nothing of that batch is used; it is offered again. */
export class InhoudBeschadigd extends Error {
  override readonly name = 'InhoudBeschadigd';
  readonly code = 'HND19';
  readonly retryable = true;
  readonly leveringId: string;
  readonly traceerId: string;
  constructor({ leveringId, traceerId }: { readonly leveringId: string; readonly traceerId: string }) {
    super('De inhoud van een levering past niet bij de digest. Zij is niet gebruikt en wordt opnieuw aangeboden.');
    this.leveringId = leveringId;
    this.traceerId = traceerId;
  }
}

/**
 * Thrown by the callback of `verwerkPostbus` to refuse a message for good, with a code such as `StUF055`. Only for what
 * cannot be processed at all: a fault in its contents belongs in a retour.
 */
export class LeveringWeigeren extends Error {
  override readonly name = 'LeveringWeigeren';
  readonly code: string;
  /** At most 200 characters, without personal data: the sender reads it. */
  readonly omschrijving: string;
  constructor(code: string, omschrijving: string) {
    super(omschrijving);
    this.code = code;
    this.omschrijving = omschrijving;
  }
}

/** The client was set up in a way that cannot work. The message says what to change. */
export class ClientInstellingFout extends Error {
  override readonly name = 'ClientInstellingFout';
  readonly code = 'INSTELLING';
  readonly retryable = false;
}

/** Tells whether a caught error says of itself that the same call may succeed later. */
export function isHerhaalbaar(fout: unknown): boolean {
  return fout instanceof Error && (fout as { readonly retryable?: unknown }).retryable === true;
}
