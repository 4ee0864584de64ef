/** The least that a worker does with a message: takes it and gives a small object back. */
export function doe(taak: { readonly inhoud: Uint8Array }): { readonly bytes: number; readonly geldig: boolean } {
  return { bytes: taak.inhoud.byteLength, geldig: true };
}
