const LF = 0x0a;

/**
 * Makes a function that tells the line (from 1) of a place in the bytes. Lines are counted only when asked for, and
 * on from the last place, so that asking in ascending order costs one pass in all.
 */
export function createLijnteller(bytes: Buffer): (plaats: number) => number {
  let gezien = 0;
  let lijn = 1;
  return (plaats) => {
    if (plaats < gezien) {
      gezien = 0;
      lijn = 1;
    }
    for (let lf = bytes.indexOf(LF, gezien); lf >= 0 && lf < plaats; lf = bytes.indexOf(LF, lf + 1)) {
      lijn += 1;
      gezien = lf + 1;
    }
    return lijn;
  };
}

const KLEINER = 0x3c;

/**
 * Tells on which line elements start, for any file length: libxml2 keeps no line above 65 535 in an element.
 * @param inhoud a message that the parser accepted.
 * @param volgnummers ordinals of elements in document order (root = 0), ascending.
 * @returns the line (from 1) of the `<` of each, in the same order.
 */
export function lijnenVanElementen(inhoud: Uint8Array, volgnummers: readonly number[]): number[] {
  const bytes = Buffer.from(inhoud.buffer, inhoud.byteOffset, inhoud.byteLength);
  const lijn = createLijnteller(bytes);
  const gevonden: number[] = [];
  let element = 0;
  let plaats = bytes.indexOf(KLEINER);
  while (plaats >= 0 && gevonden.length < volgnummers.length) {
    const soort = bytes[plaats + 1] ?? 0;
    if (soort === 0x21) {
      const cdata = bytes[plaats + 2] === 0x5b;
      plaats = bytes.indexOf(cdata ? ']]>' : '-->', plaats + 4, 'latin1');
    } else if (soort === 0x3f) plaats = bytes.indexOf('?>', plaats + 2, 'latin1');
    else if (soort !== 0x2f) {
      while (volgnummers[gevonden.length] === element) gevonden.push(lijn(plaats));
      element += 1;
    }
    // a well-formed message has no < inside an attribute value
    plaats = plaats < 0 ? -1 : bytes.indexOf(KLEINER, plaats + 1);
  }
  return gevonden;
}
