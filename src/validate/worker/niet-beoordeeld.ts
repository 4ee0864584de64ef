/** What went wrong with the worker. */
export type NietBeoordeeldReden = 'gecrasht' | 'te_traag' | 'te_groot' | 'onbekend';

/** A job failed twice, the second time alone in a fresh worker: our fault, no verdict on its input. */
export class NietBeoordeeld extends Error {
  readonly code = 'NIET_BEOORDEELD';
  readonly retryable = true;
  readonly reden: NietBeoordeeldReden;
  /** Stack frames of what was thrown in the worker, without its text: that may quote the input. */
  readonly spoor: string | undefined;
  constructor(reden: NietBeoordeeldReden, spoor?: string) {
    super(`niet beoordeeld: ${reden}`);
    this.name = 'NietBeoordeeld';
    this.reden = reden;
    this.spoor = spoor;
  }
}

/** The script of the workers does not load: an unusable schema, a missing file. The start stops with this sentence. */
export class WerkerStartMislukt extends Error {
  readonly code = 'WERKER_START';
  readonly retryable = false;
  constructor(uitleg: string) {
    super(uitleg);
    this.name = 'WerkerStartMislukt';
  }
}
