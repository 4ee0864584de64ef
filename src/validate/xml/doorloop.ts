import type { XmlCode } from './codes.ts';
import type { XmlGrenzen } from './grenzen.ts';

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPATIE = 0x20;
const UITROEP = 0x21;
const AANHAAL = 0x22;
const HEK = 0x23;
const AMPERSAND = 0x26;
const APOSTROF = 0x27;
const STREEP = 0x2d;
const SCHUIN = 0x2f;
const PUNTKOMMA = 0x3b;
const KLEINER = 0x3c;
const IS = 0x3d;
const GROTER = 0x3e;
const VRAAG = 0x3f;

/** How a scan ended: at the end, stopped because more would say nothing new, or at something that is no XML. */
export type DoorloopUitkomst = 'klaar' | 'gestopt' | 'gebroken';

/** Takes a finding; false = enough. */
export type Meld = (code: XmlCode, plaats: number, ernst?: 'weigeren' | 'melden') => boolean;

/** Where a step left the scan: the next place, or a reason to end. */
type Stap = number;
const GEBROKEN: Stap = -1;
const GESTOPT: Stap = -2;

interface Stand {
  readonly bytes: Buffer;
  readonly grenzen: XmlGrenzen;
  readonly meld: Meld;
  diepte: number;
  elementen: number;
  /** Bytes of the text that runs now, over references and CDATA; where it began; whether it was reported. */
  tekstLengte: number;
  tekstBegin: number;
  tekstGemeld: boolean;
  /** Per depth: whether the element has text of its own, and where its first comment stands (-1 = none). */
  readonly heeftTekst: Uint8Array;
  readonly commentaarOp: Int32Array;
}

/**
 * Scans the markup from `begin` and reports what the limits forbid. Steps byte by byte; the only memory is one slot per
 * level of depth. About 3 ns a byte.
 */
export function doorloop(bytes: Buffer, begin: number, grenzen: XmlGrenzen, meld: Meld): DoorloopUitkomst {
  const stand: Stand = {
    bytes,
    grenzen,
    meld,
    diepte: 0,
    elementen: 0,
    tekstLengte: 0,
    tekstBegin: begin,
    tekstGemeld: false,
    heeftTekst: new Uint8Array(grenzen.diepte + 1),
    commentaarOp: new Int32Array(grenzen.diepte + 1).fill(-1),
  };
  const eind = bytes.length;
  let plaats = begin;
  while (plaats < eind) {
    const volgende = bytes[plaats] === KLEINER ? markering(stand, plaats) : tekst(stand, plaats, eind);
    if (volgende < 0) return volgende === GEBROKEN ? 'gebroken' : 'gestopt';
    plaats = volgende;
  }
  return 'klaar';
}

function markering(stand: Stand, plaats: number): Stap {
  const teken = stand.bytes[plaats + 1];
  if (teken === UITROEP) return uitroep(stand, plaats);
  stand.tekstLengte = 0;
  stand.tekstGemeld = false;
  if (teken === SCHUIN) return eindtag(stand, plaats);
  if (teken === VRAAG) return instructie(stand, plaats);
  return begintag(stand, plaats);
}

/** Text up to the next markup. */
function tekst(stand: Stand, begin: number, eind: number): Stap {
  const { bytes } = stand;
  let lengte = 0;
  let nietLeeg = false;
  let plaats = begin;
  while (plaats < eind) {
    const teken = bytes[plaats] ?? 0;
    if (teken === KLEINER) break;
    if (teken === AMPERSAND) {
      const na = naVerwijzing(stand, plaats);
      if (na < 0) return GEBROKEN;
      lengte += verwijzingLengte(bytes, plaats, na);
      plaats = na;
      nietLeeg = true;
      continue;
    }
    // CR LF is one character once it is parsed
    if (teken !== CR || bytes[plaats + 1] !== LF) lengte += 1;
    if (teken > SPATIE) nietLeeg = true;
    plaats += 1;
  }
  return telTekst(stand, begin, lengte, nietLeeg) ? plaats : GESTOPT;
}

/** @returns false when enough was reported. */
function telTekst(stand: Stand, begin: number, lengte: number, nietLeeg: boolean): boolean {
  if (stand.tekstLengte === 0) stand.tekstBegin = begin;
  stand.tekstLengte += lengte;
  if (stand.tekstLengte > stand.grenzen.tekstBytes && !stand.tekstGemeld) {
    stand.tekstGemeld = true;
    if (!stand.meld('XML06', stand.tekstBegin)) return false;
  }
  if (!nietLeeg || stand.heeftTekst[stand.diepte] === 1 || stand.diepte === 0) return true;
  stand.heeftTekst[stand.diepte] = 1;
  const commentaar = stand.commentaarOp[stand.diepte] ?? -1;
  return commentaar < 0 || stand.meld('XML07', commentaar);
}

/** Comment, CDATA or a declaration. */
function uitroep(stand: Stand, plaats: number): Stap {
  const { bytes } = stand;
  if (bytes[plaats + 2] === STREEP && bytes[plaats + 3] === STREEP) {
    const na = bytes.indexOf('-->', plaats + 4, 'latin1');
    if (na < 0) return GEBROKEN;
    stand.tekstLengte = 0;
    stand.tekstGemeld = false;
    if (stand.heeftTekst[stand.diepte] === 1) return stand.meld('XML07', plaats) ? na + 3 : GESTOPT;
    if (stand.commentaarOp[stand.diepte] === -1) stand.commentaarOp[stand.diepte] = plaats;
    return na + 3;
  }
  if (begintMet(bytes, plaats + 2, '[CDATA[')) {
    const begin = plaats + 9;
    const na = bytes.indexOf(']]>', begin, 'latin1');
    if (na < 0) return GEBROKEN;
    return telTekst(stand, plaats, na - begin, nietWit(bytes, begin, na)) ? na + 3 : GESTOPT;
  }
  if (begintMet(bytes, plaats + 2, 'DOCTYPE') || begintMet(bytes, plaats + 2, 'ENTITY')) {
    // what follows has a grammar of its own: nothing behind it is judged
    stand.meld('XML01', plaats);
    return GESTOPT;
  }
  return GEBROKEN;
}

function instructie(stand: Stand, plaats: number): Stap {
  const { bytes } = stand;
  const na = bytes.indexOf('?>', plaats + 2, 'latin1');
  // a second or late XML declaration is a fault of its own, told by the parser
  if (na < 0 || isXmlDoel(bytes, plaats + 2)) return GEBROKEN;
  return stand.meld('XML07', plaats) ? na + 2 : GESTOPT;
}

function eindtag(stand: Stand, plaats: number): Stap {
  const { bytes } = stand;
  let eind = naNaam(bytes, plaats + 2);
  while (isWit(bytes[eind])) eind += 1;
  if (bytes[eind] !== GROTER || stand.diepte === 0) return GEBROKEN;
  stand.diepte -= 1;
  return eind + 1;
}

function begintag(stand: Stand, tag: number): Stap {
  const { bytes, grenzen } = stand;
  let plaats = naNaam(bytes, tag + 1);
  if (plaats === tag + 1) return GEBROKEN;
  if (plaats - tag - 1 > grenzen.naamBytes && !stand.meld('XML06', tag)) return GESTOPT;
  stand.elementen += 1;
  if (stand.elementen > grenzen.elementen) {
    stand.meld('XML09', tag);
    return GESTOPT;
  }
  for (let attributen = 0; ; attributen += 1) {
    while (isWit(bytes[plaats])) plaats += 1;
    const teken = bytes[plaats];
    if (teken === GROTER || (teken === SCHUIN && bytes[plaats + 1] === GROTER)) break;
    if (attributen === grenzen.attributen && !stand.meld('XML05', tag)) return GESTOPT;
    plaats = attribuut(stand, plaats);
    if (plaats < 0) return plaats;
  }
  if (stand.diepte >= grenzen.diepte) {
    stand.meld('XML04', tag);
    return GESTOPT;
  }
  if (bytes[plaats] === SCHUIN) return plaats + 2;
  stand.diepte += 1;
  stand.heeftTekst[stand.diepte] = 0;
  stand.commentaarOp[stand.diepte] = -1;
  return plaats + 1;
}

/** An attribute: name, =, value between quotes. */
function attribuut(stand: Stand, naam: number): Stap {
  const { bytes, grenzen } = stand;
  let plaats = naNaam(bytes, naam);
  if (plaats === naam) return GEBROKEN;
  if (plaats - naam > grenzen.naamBytes && !stand.meld('XML06', naam)) return GESTOPT;
  if (isSchemaLocatie(bytes, naam, plaats) && !stand.meld('XML10', naam, 'melden')) return GESTOPT;
  while (isWit(bytes[plaats])) plaats += 1;
  if (bytes[plaats] !== IS) return GEBROKEN;
  plaats += 1;
  while (isWit(bytes[plaats])) plaats += 1;
  const aanhaling = bytes[plaats];
  if (aanhaling !== AANHAAL && aanhaling !== APOSTROF) return GEBROKEN;
  const na = bytes.indexOf(aanhaling, plaats + 1);
  if (na < 0) return GEBROKEN;
  // a written value is never shorter than the value itself, so counting exactly is rarely needed
  const teLang = na - plaats - 1 > grenzen.waardeBytes && waardeLengte(stand, plaats + 1, na) > grenzen.waardeBytes;
  return teLang && !stand.meld('XML06', naam) ? GESTOPT : na + 1;
}

function isWit(byte: number | undefined): boolean {
  return byte === SPATIE || byte === LF || byte === TAB || byte === CR;
}

function nietWit(bytes: Buffer, van: number, tot: number): boolean {
  for (let i = van; i < tot; i += 1) if (!isWit(bytes[i])) return true;
  return false;
}

/** Place behind a name: up to white space or a delimiter. Which letters a name may have is for the parser. */
function naNaam(bytes: Buffer, van: number): number {
  let i = van;
  for (let c = bytes[i]; c !== undefined && c > SPATIE; c = bytes[i]) {
    if (c === GROTER || c === SCHUIN || c === IS || c === KLEINER || c === AANHAAL || c === APOSTROF) break;
    i += 1;
  }
  return i;
}

function begintMet(bytes: Buffer, plaats: number, woord: string): boolean {
  for (let i = 0; i < woord.length; i += 1) if (bytes[plaats + i] !== woord.charCodeAt(i)) return false;
  return true;
}

/** The target `xml`, in any case, is reserved for the declaration. */
function isXmlDoel(bytes: Buffer, plaats: number): boolean {
  const na = bytes[plaats + 3];
  return bytes.toString('latin1', plaats, plaats + 3).toLowerCase() === 'xml' && (isWit(na) || na === VRAAG);
}

/** `xsi:schemaLocation` and `xsi:noNamespaceSchemaLocation`; the prefix is the sender's own choice. */
function isSchemaLocatie(bytes: Buffer, van: number, tot: number): boolean {
  if (tot - van < 16 || bytes[tot - 1] !== 0x6e) return false;
  const naam = bytes.toString('latin1', van, tot);
  return naam.endsWith(':schemaLocation') || naam.endsWith(':noNamespaceSchemaLocation');
}

/** Place behind a reference that starts here, or -1 when it does not end where a reference must. */
function naVerwijzing(stand: Stand, plaats: number): number {
  const grens = plaats + stand.grenzen.naamBytes;
  for (let i = plaats + 1; i < grens; i += 1) {
    const c = stand.bytes[i];
    if (c === PUNTKOMMA) return i + 1;
    if (c === undefined || c <= SPATIE || c === KLEINER || c === AMPERSAND) return -1;
  }
  return -1;
}

/** Bytes of UTF-8 of the character that a reference stands for; 1 for `&lt;` and its like. */
function verwijzingLengte(bytes: Buffer, plaats: number, na: number): number {
  if (bytes[plaats + 1] !== HEK) return 1;
  const hex = bytes[plaats + 2] === 0x78;
  const punt = Number.parseInt(bytes.toString('latin1', plaats + (hex ? 3 : 2), na - 1), hex ? 16 : 10);
  if (punt < 0x80) return 1;
  if (punt < 0x800) return 2;
  return punt < 0x1_0000 ? 3 : 4;
}

function waardeLengte(stand: Stand, van: number, tot: number): number {
  let lengte = 0;
  let i = van;
  while (i < tot) {
    const na = stand.bytes[i] === AMPERSAND ? naVerwijzing(stand, i) : -1;
    lengte += na < 0 ? 1 : verwijzingLengte(stand.bytes, i, na);
    i = na < 0 ? i + 1 : na;
  }
  return lengte;
}
