const REGEXPEN = new Map<string, RegExp | undefined>([
  // its nested repeats would make JavaScript's engine try for ever; it says no more than this
  ['([.\\s]*\\S+[.\\s]*)+', /[^ \t\r\n]/],
]);

/** The pattern of a schema as a regular expression, or `undefined` where the two languages might differ. */
export function patroonAlsRegExp(patroon: string): RegExp | undefined {
  if (!REGEXPEN.has(patroon)) REGEXPEN.set(patroon, vertaal(patroon));
  return REGEXPEN.get(patroon);
}

/** One token: a set, an escape that both know, a repeat, a group sign, a dot, or a plain character. */
const TEKEN =
  /\[\^?(?:[^[\]\\&]|\\s)+\]|\\[s.-]|[*+?](?![*+?{])|\{[0-9]+(?:,[0-9]*)?\}(?![*+?{])|[(|)]|\.|[^[\]\\*+?{}(|).^$]/uy;

/**
 * In XSD `.` is all but CR and LF, and `\s` is only the four of XML. Left untranslated: other escapes, and a repeated
 * group with a repeat inside, which may cost exponential time here.
 */
function vertaal(patroon: string): RegExp | undefined {
  let uit = '';
  let herhalingInGroep = false;
  let vorige = '';
  for (TEKEN.lastIndex = 0; TEKEN.lastIndex < patroon.length;) {
    const teken = TEKEN.exec(patroon)?.[0];
    if (teken === undefined) return undefined;
    const isHerhaling = /^[*+?{]/.test(teken);
    if (isHerhaling && vorige === ')' && herhalingInGroep) return undefined;
    if (teken === '(') herhalingInGroep = false;
    else if (isHerhaling) herhalingInGroep = true;
    if (teken === '.') uit += '[^\\r\\n]';
    else if (teken === '\\s') uit += '[ \\t\\r\\n]';
    // libxml2 does not take a hyphen at the end of a set for a member of it
    else if (teken.startsWith('[')) uit += teken.replace('\\s', ' \\t\\r\\n').replace(/-\]$/, ']');
    else uit += /^[/]$/.test(teken) ? `\\${teken}` : teken;
    vorige = teken;
  }
  return new RegExp(`^(?:${uit})$`, 'u');
}
