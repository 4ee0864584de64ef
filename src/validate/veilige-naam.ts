/** What is shown of a name that no schema of ours knows. */
const MAX_TEKENS = 64;

/** Control, bidirectional and invisible characters: shown as \u escapes. */
const ONZICHTBAAR = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u00a0]/gu;

/**
 * Makes a name from the input fit to be shown: cut at 64 characters, invisible characters and quotes escaped. A name is
 * the only thing of the input that a finding may repeat.
 */
export function veiligeNaam(naam: string): string {
  const tekens = Array.from(naam.slice(0, 2 * MAX_TEKENS));
  const kort = tekens.length > MAX_TEKENS ? `${tekens.slice(0, MAX_TEKENS).join('')}…` : tekens.join('');
  return kort
    .replace(ONZICHTBAAR, (teken) => `\\u{${(teken.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/["<>&]/g, (teken) => `\\u{${teken.charCodeAt(0).toString(16)}}`);
}

/** Tells whether a text holds a character that is not seen, or that changes how its neighbours are shown. */
export function heeftOnzichtbaarTeken(tekst: string): boolean {
  return tekst.search(ONZICHTBAAR) >= 0;
}
