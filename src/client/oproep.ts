/** What every call takes beside its own. */
export interface OproepOpties {
  /** Ends the call; it then throws the reason of the signal. */
  readonly signaal?: AbortSignal;
}
