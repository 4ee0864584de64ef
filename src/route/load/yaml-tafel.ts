import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { YAMLError } from 'yaml';
import type { FoutenBak } from './tafel-fout.ts';

/** Where something stands in a YAML file: keys and positions from the root. */
export type YamlPad = readonly PropertyKey[];

/** A YAML table: maps as objects without prototype, lists, and every scalar as text. */
export interface YamlTafel {
  readonly waarde: unknown;
  /** Line of what stands at a path; of its nearest ancestor when nothing stands there. */
  lijnVan(pad: YamlPad): number;
}

/** Tables nest five deep; more is a mistake, or an attempt to fill the stack. */
const MAX_DIEPTE = 12;

/**
 * Reads a YAML table. All scalars are text (`0363` stays `0363`). Anchors, references and labels are faults: a table is
 * read by people, and a reference can blow up.
 * @returns the contents, or `undefined` when the file is no YAML: then nothing can be said of what it holds.
 */
export function leesYaml(
  { bestand, tekst }: { readonly bestand: string; readonly tekst: string },
  fouten: FoutenBak,
): YamlTafel | undefined {
  const lijnen = new LineCounter();
  const document = parseDocument(tekst, {
    schema: 'failsafe',
    lineCounter: lijnen,
    prettyErrors: false,
    // 'silent' would also pass over a second document
    logLevel: 'error',
    stringKeys: true,
    // looks through all earlier keys for each key; walk() below does it with a set
    uniqueKeys: false,
  });
  const lijnOp = (plek: number | undefined): number =>
    plek === undefined ? 1 : Math.max(1, lijnen.linePos(plek).line);
  const gemeld = new Set<number>();
  for (const fout of [...document.errors, ...document.warnings]) {
    const lijn = lijnOp(fout.pos[0]);
    // one mistake often gives several findings in its line
    if (!gemeld.has(lijn)) fouten.meld({ bestand, lijn }, 'YAML', yamlUitleg(fout.code));
    gemeld.add(lijn);
  }
  if (document.errors.length > 0) return undefined;

  const plaatsen = new WeakMap<object, Map<PropertyKey, number>>();

  function walk(knoop: unknown, lijn: number, diepte: number): unknown {
    const meld = (uitleg: string): void => fouten.meld({ bestand, lijn }, 'YAML', uitleg);
    if (knoop === null || knoop === undefined) return '';
    if (diepte > MAX_DIEPTE) {
      meld(NIVEAUS);
      return '';
    }
    if (isScalar(knoop)) {
      if (knoop.anchor !== undefined) meld('Een anker (&) mag hier niet. Schrijf de waarde uit.');
      return typeof knoop.value === 'string' ? knoop.value : '';
    }
    if (isSeq(knoop)) {
      if (knoop.anchor !== undefined) meld('Een anker (&) mag hier niet. Schrijf de waarde uit.');
      const eigen = new Map<PropertyKey, number>();
      const lijst = knoop.items.map((item, index) => {
        const itemLijn = lijnOp(beginVan(item)) || lijn;
        eigen.set(index, itemLijn);
        return walk(item, itemLijn, diepte + 1);
      });
      plaatsen.set(lijst, eigen);
      return lijst;
    }
    if (isMap(knoop)) {
      if (knoop.anchor !== undefined) meld('Een anker (&) mag hier niet. Schrijf de waarde uit.');
      const eigen = new Map<PropertyKey, number>();
      const blok = Object.create(null) as Record<string, unknown>;
      for (const { key, value } of knoop.items) {
        const naam = isScalar(key) && typeof key.value === 'string' ? key.value : '';
        const sleutelLijn = lijnOp(beginVan(key));
        if (eigen.has(naam)) {
          const eerder = `De sleutel ${leesbareNaam(naam)} staat al op regel ${eigen.get(naam) ?? 0}.`;
          fouten.meld({ bestand, lijn: sleutelLijn }, 'DUBBELE_SLEUTEL', `${eerder} Laat er een weg.`);
        } else {
          eigen.set(naam, sleutelLijn);
          blok[naam] = walk(value, sleutelLijn, diepte + 1);
        }
      }
      plaatsen.set(blok, eigen);
      return blok;
    }
    meld('Een verwijzing (*) mag hier niet. Schrijf de waarde uit.');
    return '';
  }

  const waarde = walk(document.contents, 1, 0);
  return { waarde, lijnVan: (pad) => zoekLijn(waarde, pad, plaatsen) };
}

/** Name of a key as it may stand in a sentence: names of another form are not repeated. */
export function leesbareNaam(naam: string): string {
  return /^[A-Za-z0-9_-]{1,40}$/.test(naam) ? `"${naam}"` : '(niet leesbaar)';
}

/** @returns what stands at a path, or `undefined`. */
export function waardeOp(wortel: unknown, pad: YamlPad): unknown {
  return pad.reduce<unknown>(
    (waarde, deel) =>
      typeof waarde === 'object' && waarde !== null ? (waarde as Record<PropertyKey, unknown>)[deel] : undefined,
    wortel,
  );
}

function zoekLijn(wortel: unknown, pad: YamlPad, plaatsen: WeakMap<object, Map<PropertyKey, number>>): number {
  let waarde = wortel;
  let lijn = 1;
  for (const deel of pad) {
    const gevonden = typeof waarde === 'object' && waarde !== null ? plaatsen.get(waarde)?.get(deel) : undefined;
    if (gevonden === undefined) return lijn;
    lijn = gevonden;
    waarde = waardeOp(waarde, [deel]);
  }
  return lijn;
}

function beginVan(knoop: unknown): number | undefined {
  const bereik = typeof knoop === 'object' && knoop !== null && 'range' in knoop ? knoop.range : undefined;
  const begin: unknown = Array.isArray(bereik) ? bereik[0] : undefined;
  return typeof begin === 'number' ? begin : undefined;
}

/** Our own sentences: those of the library are English and quote the file. */
function yamlUitleg(code: YAMLError['code']): string {
  return (
    YAML_UITLEG[code] ?? 'De regel is geen geldige YAML. Controleer inspringen, dubbele punten en aanhalingstekens.'
  );
}

const NIVEAUS = 'Er zitten te veel niveaus in elkaar.';
const INSPRINGEN = 'De regel springt niet goed in. Zet sleutels van hetzelfde blok recht onder elkaar.';

const YAML_UITLEG: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  TAB_AS_INDENT: 'De regel springt in met een tab. Gebruik spaties.',
  BAD_INDENT: INSPRINGEN,
  BLOCK_IN_FLOW: INSPRINGEN,
  MULTIPLE_DOCS: 'Er staat meer dan een document (---) in het bestand. Maak er een van.',
  TAG_RESOLVE_FAILED: 'Een label (!) mag hier niet. Schrijf alleen de waarde.',
  RESOURCE_EXHAUSTION: NIVEAUS,
  NON_STRING_KEY: 'Een sleutel moet gewone tekst zijn.',
  MISSING_CHAR: 'Er ontbreekt een teken: een dubbele punt, een komma, een haakje of een aanhalingsteken.',
};
