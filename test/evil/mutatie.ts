/** Gives whole numbers from 0 up to below a bound; the same seed gives the same row. */
export type Loting = (tot: number) => number;

/** @returns a source of chance that can be repeated (mulberry32). */
export function createLoting(zaad: number): Loting {
  let stand = zaad >>> 0;
  return (tot) => {
    stand = (stand + 0x6d2b79f5) >>> 0;
    let t = Math.imul(stand ^ (stand >>> 15), stand | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % tot;
  };
}

type Mutatie = (bytes: Buffer, loting: Loting) => Buffer;

const zonder = (bytes: Buffer, van: number, tot: number): Buffer =>
  Buffer.concat([bytes.subarray(0, van), bytes.subarray(tot)]);
const metErin = (bytes: Buffer, plek: number, wat: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, plek), wat, bytes.subarray(plek)]);

/** Picks an element with everything in it, by the text alone. */
function element(bytes: Buffer, loting: Loting): readonly [van: number, tot: number] | undefined {
  const tekst = bytes.toString('latin1');
  const tags = [...tekst.matchAll(/<([a-z0-9]+:[A-Za-z0-9]+)>/g)];
  const tag = tags[loting(Math.max(1, tags.length))];
  if (tag === undefined) return undefined;
  const eindtag = `</${tag[1] ?? ''}>`;
  const eind = tekst.indexOf(eindtag, tag.index);
  return eind < 0 ? undefined : [tag.index, eind + eindtag.length];
}

/** Texts that mean something to one reader or another. */
const BROKKEN = [
  '<',
  '>',
  '&',
  ']]>',
  '<!--',
  '-->',
  '<?x?>',
  '<![CDATA[',
  '\0',
  '\ufeff',
  '\u202e',
  '"',
  '&#0;',
  '\r\n',
];

const MUTATIES: readonly Mutatie[] = [
  // one bit
  (bytes, loting) => {
    const uit = Buffer.from(bytes);
    const plek = loting(uit.length);
    uit[plek] = (uit[plek] ?? 0) ^ (1 << loting(8));
    return uit;
  },
  // one byte
  (bytes, loting) => {
    const uit = Buffer.from(bytes);
    uit[loting(uit.length)] = loting(256);
    return uit;
  },
  // one digit: often still well-formed
  (bytes, loting) => {
    const cijfers = [...bytes.keys()].filter((i) => /\d/.test(String.fromCharCode(bytes[i] ?? 0)));
    const uit = Buffer.from(bytes);
    uit[cijfers[loting(cijfers.length)] ?? 0] = 0x30 + loting(10);
    return uit;
  },
  (bytes, loting) => bytes.subarray(0, loting(bytes.length)),
  (bytes, loting) => {
    const van = loting(bytes.length);
    return zonder(bytes, van, Math.min(bytes.length, van + 1 + loting(64)));
  },
  (bytes, loting) => {
    const van = loting(bytes.length);
    return metErin(bytes, van, bytes.subarray(van, van + 1 + loting(64)));
  },
  (bytes, loting) => metErin(bytes, loting(bytes.length), Buffer.from(BROKKEN[loting(BROKKEN.length)] ?? '')),
  (bytes, loting) => {
    const [van, tot] = element(bytes, loting) ?? [0, 0];
    return zonder(bytes, van, tot);
  },
  (bytes, loting) => {
    const [van, tot] = element(bytes, loting) ?? [0, 0];
    return metErin(bytes, tot, bytes.subarray(van, tot));
  },
  // an element somewhere else
  (bytes, loting) => {
    const [van, tot] = element(bytes, loting) ?? [0, 0];
    const [, doel] = element(bytes, loting) ?? [0, 0];
    return metErin(bytes, doel, bytes.subarray(van, tot));
  },
];

/** @returns the message after one to three changes: bits flipped, bytes and elements cut, doubled, moved. */
export function muteer(bytes: Buffer, loting: Loting): Buffer {
  let uit = bytes;
  for (let keer = 1 + loting(3); keer > 0 && uit.length > 0; keer -= 1)
    uit = MUTATIES[loting(MUTATIES.length)]?.(uit, loting) ?? uit;
  return uit;
}
