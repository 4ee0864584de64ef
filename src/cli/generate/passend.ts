/** Longest run of white space in one place: a text of 64 KiB with its indentation stays below it. */
const MAX_WIT = 60_000;
const PROEF = 8;

/**
 * Makes a message of exactly the size that is asked, counted in UTF-8 bytes. It grows by real content as far as that
 * goes; white space between elements fills the rest. A message whose smallest form is larger stays as it is.
 * @param maak writes the message with so many further parts
 * @throws RangeError when a message that cannot grow has no room for so much white space
 */
export function maakPassend<T extends { readonly xml: string }>(maak: (extra: number) => T, bytes: number): T {
  const kleinste = maak(0);
  const basis = Buffer.byteLength(kleinste.xml);
  if (basis >= bytes) return vulAan(kleinste, bytes);
  let perDeel = (Buffer.byteLength(maak(PROEF).xml) - basis) / PROEF;
  if (perDeel <= 0) return vulAan(kleinste, bytes);

  // parts differ in size: guess by the mean, then correct by what the guess measured
  let beste = kleinste;
  let besteExtra = 0;
  let teVeel = Infinity;
  let extra = Math.floor((bytes - basis) / perDeel);
  while (extra > besteExtra && extra < teVeel) {
    const poging = maak(extra);
    const grootte = Buffer.byteLength(poging.xml);
    perDeel = (grootte - basis) / extra;
    if (grootte <= bytes) {
      beste = poging;
      besteExtra = extra;
    } else {
      teVeel = extra;
    }
    extra = Math.min(extra + Math.floor((bytes - grootte) / perDeel), teVeel - 1);
  }
  return vulAan(beste, bytes);
}

/** Puts spaces behind line breaks between elements, at most {@link MAX_WIT} in one place. */
function vulAan<T extends { readonly xml: string }>(bericht: T, bytes: number): T {
  let rest = bytes - Buffer.byteLength(bericht.xml);
  if (rest <= 0) return bericht;
  const stukken: string[] = [];
  let vanaf = 0;
  // a `>` in a text is escaped, so `>` and a line break only meet between elements; the root's own start tag is skipped
  let plek = bericht.xml.indexOf('>\n', bericht.xml.indexOf(':Header>'));
  while (rest > 0 && plek !== -1 && plek + 2 < bericht.xml.length) {
    const wit = Math.min(rest, MAX_WIT);
    stukken.push(bericht.xml.slice(vanaf, plek + 2), ' '.repeat(wit));
    rest -= wit;
    vanaf = plek + 2;
    plek = bericht.xml.indexOf('>\n', vanaf);
  }
  if (rest > 0) throw new RangeError('the message cannot be made as large as asked');
  stukken.push(bericht.xml.slice(vanaf));
  return { ...bericht, xml: stukken.join('') };
}
