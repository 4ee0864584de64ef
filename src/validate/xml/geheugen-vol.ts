/** The WASM memory may not grow further: no verdict on the message. */
export class GeheugenVol extends Error {
  readonly code = 'GEHEUGEN';
  readonly retryable = true;
  constructor() {
    super('het geheugen van de werker is vol');
    this.name = 'GeheugenVol';
  }
}
