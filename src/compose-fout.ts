/** A reason not to start, in one or more Dutch lines for the operator. Nothing was changed and nothing is running. */
export class StartGeweigerd extends Error {
  override readonly name = 'StartGeweigerd';
  readonly code = 'START';
}
