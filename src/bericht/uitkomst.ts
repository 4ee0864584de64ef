/**
 * The outcome of a question whose "no" is expected and has a code (the sender, the message or a rule says no). What our
 * surroundings do to us is thrown instead.
 */
export type Uitkomst<T, F> = { readonly ok: true; readonly waarde: T } | { readonly ok: false; readonly fout: F };

/** Wraps a value as success. */
export function gelukt<T>(waarde: T): { readonly ok: true; readonly waarde: T } {
  return { ok: true, waarde };
}

/** Wraps a reason as failure. */
export function mislukt<F>(fout: F): { readonly ok: false; readonly fout: F } {
  return { ok: false, fout };
}
