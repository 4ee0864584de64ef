import * as intern from 'libxml2-wasm/lib/libxml2.mjs';
import {
  XmlNodeSetStruct,
  xmlCtxtSetErrorHandler,
  xmlDocGetRootElement,
  xmlFreeDoc,
  xmlFreeParserCtxt,
  xmlNewParserCtxt,
  xmlReadMemory,
  xmlRegisterInputProvider,
  xmlSchemaFreeParserCtxt,
  xmlSchemaFreeValidCtxt,
  xmlSchemaNewDocParserCtxt,
  xmlSchemaNewValidCtxt,
  xmlSchemaParse,
  xmlSchemaSetParserStructuredErrors,
  xmlSchemaSetValidStructuredErrors,
  xmlSchemaValidateDoc,
} from 'libxml2-wasm/lib/libxml2.mjs';
import { closeBuffer, openBuffer, readBuffer } from 'libxml2-wasm/lib/utils.mjs';

import { GeheugenVol } from './geheugen-vol.ts';

/**
 * The one file that knows libxml2-wasm from the inside. Its public classes cost as much again as the parse itself (a
 * wrapper per node, a copy through malloc per text) and hide the error code, so that one would have to read sentences
 * that quote the message; hence the exported functions underneath, and the tree read straight from the WASM memory
 * (`boom.ts`). {@link openLibxml2} checks the layout that this depends on, so that another build stops the start.
 */

/** Address of a structure in the WASM memory. 0 = none. */
export type Adres = number;

/** What libxml2 says of one fault. `tekst1` may quote the message: it never leaves this folder as a value. */
export interface LibxmlFout {
  /** Number of the fault in libxml2's own list (`xmlParserErrors`). */
  readonly nummer: number;
  /** 1 = warning, 2 = error, 3 = fatal. */
  readonly ernst: number;
  readonly lijn: number;
  readonly knoop: Adres;
  /** First text argument; only for faults whose first argument is a name of the document, else empty. */
  readonly naam: string;
  /** Only while a schema compiles, so about a file of ours: which one, and libxml2's sentence. */
  readonly overSchema?: { readonly url: string; readonly zin: string };
}

/** The outcome of a parse: a document (to be freed by the caller) or faults, or both. */
export interface LibxmlOntleding {
  readonly document: Adres;
  readonly fouten: readonly LibxmlFout[];
}

/** Serves the files that a schema imports, by address; `undefined` = there is no such file. */
export type SchemaBron = (url: string) => Uint8Array | undefined;

/** The functions of libxml2 that the checks use. All are synchronous; nothing reads a file or the network. */
export interface Libxml2 {
  /** Parses a message: no network, no DTD, no entities, no XInclude, limits on. Free what comes out. */
  ontleed(inhoud: Uint8Array, url?: string): LibxmlOntleding;
  geefVrij(document: Adres): void;
  wortel(document: Adres): Adres;
  /** Compiles a schema; files that it imports come from `bron`. Address 0 = it does not compile. */
  compileer(document: Adres, bron: SchemaBron): { readonly schema: Adres; readonly fouten: readonly LibxmlFout[] };
  /** @returns the faults, at most `maxFouten` of them, and whether the document is valid. */
  valideer(
    schema: Adres,
    document: Adres,
    maxFouten: number,
  ): { readonly geldig: boolean; readonly fouten: readonly LibxmlFout[] };
  /** The WASM memory as it is now; stale after the next call that may allocate. */
  geheugen(): ArrayBuffer;
}

/** libxml2-wasm is not the build that this was written for. */
export class Libxml2Onverwacht extends Error {
  readonly code = 'INTERN';
  readonly retryable = false;
  constructor(reden: string) {
    super(`libxml2-wasm is niet de versie die dit knooppunt kent: ${reden}`);
    this.name = 'Libxml2Onverwacht';
  }
}

/** NONET, COMPACT, BIG_LINES, NO_XXE: short texts lie in their node (a fifth faster), lines past 65 535 are known. */
const OPTIES = 2048 | 65_536 | 4_194_304 | 8_388_608;

/** Faults whose first text is a name in the document, not a value: an attribute, a prefix, an entity. */
const MET_NAAM = new Set([1866, 1867, 201, 26, 42, 203]);

const ONTLEED_MAX = 100;
/** `XML_ERR_NO_MEMORY`. */
const GEEN_GEHEUGEN = 2;
const FATAAL = 3;

/** Exported by the module, left out of its types: makes a function of ours callable from WASM. */
const { addFunction } = intern as unknown as {
  readonly addFunction?: (functie: (context: number, fout: Adres) => void, vorm: string) => Adres;
};

// the library itself is one per thread, so what it calls back into is too
let bron: SchemaBron | undefined;
let opvang: LibxmlFout[] = [];
let opvangMax = 0;
let geheugen: ArrayBuffer | undefined;
let opvanger: Adres = 0;

function huidigGeheugen(): ArrayBuffer {
  // a buffer that has grown leaves the old one detached, with length 0
  if (geheugen === undefined || geheugen.byteLength === 0) {
    geheugen = XmlNodeSetStruct.nodeTable(8, 0).buffer as ArrayBuffer;
  }
  return geheugen;
}

function leesTekst(adres: Adres): string {
  if (adres === 0) return '';
  const bytes = new Uint8Array(huidigGeheugen());
  let eind = adres;
  while (bytes[eind] !== 0) eind += 1;
  return Buffer.from(bytes.buffer, adres, eind - adres).toString('utf8');
}

function vangOp(_context: number, adres: Adres): void {
  if (opvang.length >= opvangMax) return;
  const woorden = new Int32Array(huidigGeheugen(), adres, 13);
  const nummer = woorden[1] ?? 0;
  opvang.push({
    nummer,
    ernst: woorden[3] ?? 0,
    lijn: woorden[5] ?? 0,
    knoop: woorden[12] ?? 0,
    naam: MET_NAAM.has(nummer) ? leesTekst(woorden[6] ?? 0) : '',
    ...(bron === undefined ? {} : { overSchema: { url: leesTekst(woorden[4] ?? 0), zin: leesTekst(woorden[2] ?? 0) } }),
  });
}

function metOpvang<T>(max: number, werk: () => T): { readonly waarde: T; readonly fouten: readonly LibxmlFout[] } {
  opvang = [];
  opvangMax = max;
  const waarde = werk();
  const fouten = opvang;
  opvang = [];
  return { waarde, fouten };
}

function ontleed(inhoud: Uint8Array, url?: string): LibxmlOntleding {
  const { waarde, fouten } = metOpvang(ONTLEED_MAX, () => {
    const context = xmlNewParserCtxt();
    xmlCtxtSetErrorHandler(context, opvanger, 0);
    const document = xmlReadMemory(context, inhoud, url ?? null, null, OPTIES);
    xmlFreeParserCtxt(context);
    return document;
  });
  // libxml2 without memory has judged nothing
  const zonderReden = waarde === 0 && !fouten.some(({ ernst }) => ernst === FATAAL);
  if (zonderReden || fouten.some(({ nummer }) => nummer === GEEN_GEHEUGEN)) throw new GeheugenVol();
  return { document: waarde, fouten };
}

function compileer(document: Adres, schemaBron: SchemaBron): ReturnType<Libxml2['compileer']> {
  bron = schemaBron;
  try {
    const { waarde, fouten } = metOpvang(ONTLEED_MAX, () => {
      const context = xmlSchemaNewDocParserCtxt(document);
      xmlSchemaSetParserStructuredErrors(context, opvanger, 0);
      const schema = xmlSchemaParse(context);
      xmlSchemaFreeParserCtxt(context);
      return schema;
    });
    return { schema: waarde, fouten };
  } finally {
    // while messages are judged no file is served at all
    bron = undefined;
  }
}

function valideer(schema: Adres, document: Adres, maxFouten: number): ReturnType<Libxml2['valideer']> {
  const { waarde, fouten } = metOpvang(maxFouten, () => {
    const context = xmlSchemaNewValidCtxt(schema);
    xmlSchemaSetValidStructuredErrors(context, opvanger, 0);
    const uitkomst = xmlSchemaValidateDoc(context, document);
    xmlSchemaFreeValidCtxt(context);
    return uitkomst;
  });
  if (fouten.some(({ nummer }) => nummer === GEEN_GEHEUGEN)) throw new GeheugenVol();
  // negative: libxml2 itself failed; that is no verdict on the message
  if (waarde < 0) throw new Error('libxml2 kon het bericht niet tegen het schema houden');
  return { geldig: waarde === 0, fouten };
}

/** Registers the callbacks of this thread once; safe to call again. @throws Libxml2Onverwacht when the build differs. */
export function openLibxml2(): Libxml2 {
  if (opvanger === 0) {
    if (addFunction === undefined) throw new Libxml2Onverwacht('addFunction ontbreekt');
    opvanger = addFunction(vangOp, 'vii');
    xmlRegisterInputProvider({
      match: (url) => bron?.(url) !== undefined,
      open: (url) => {
        const inhoud = bron?.(url);
        return inhoud === undefined ? undefined : openBuffer(inhoud);
      },
      read: readBuffer,
      close: (nummer) => {
        closeBuffer(nummer);
        return true;
      },
    });
    controleerIndeling();
  }
  return {
    ontleed,
    geefVrij: xmlFreeDoc,
    wortel: xmlDocGetRootElement,
    compileer,
    valideer,
    geheugen: huidigGeheugen,
  };
}

/** Reads a document of which everything is known, so that a change in libxml2's structures shows at the start. */
function controleerIndeling(): void {
  const { document } = ontleed(Buffer.from('<p:a xmlns:p="urn:x">\n<b c="1">tekst</b></p:a>'));
  const { fouten } = ontleed(Buffer.from('<a>\n</b>'));
  try {
    const woorden = new Int32Array(huidigGeheugen());
    const wortel = xmlDocGetRootElement(document);
    const kind = woorden[(wortel >> 2) + 4] ?? 0;
    const tekst = woorden[(kind >> 2) + 3] ?? 0;
    const ruimte = woorden[(wortel >> 2) + 9] ?? 0;
    const attribuut = woorden[(kind >> 2) + 11] ?? 0;
    const klopt =
      leesTekst(woorden[(wortel >> 2) + 2] ?? 0) === 'a' &&
      leesTekst(woorden[(ruimte >> 2) + 2] ?? 0) === 'urn:x' &&
      leesTekst(woorden[(kind >> 2) + 2] ?? 0) === 'b' &&
      woorden[(kind >> 2) + 5] === wortel &&
      leesTekst(woorden[(tekst >> 2) + 10] ?? 0) === 'tekst' &&
      leesTekst(woorden[(attribuut >> 2) + 2] ?? 0) === 'c';
    if (!klopt) throw new Libxml2Onverwacht('de boom ligt anders in het geheugen');
    const fout = fouten[0];
    if (fout?.nummer !== 76 || fout.lijn !== 2) throw new Libxml2Onverwacht('fouten hebben andere nummers');
  } finally {
    xmlFreeDoc(document);
  }
}
