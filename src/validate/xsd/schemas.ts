import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BERICHTTYPEN } from '../../bericht/catalogus.ts';
import type { BerichtSoort, BerichtType } from '../../bericht/catalogus.ts';
import { openBoom } from '../xml/boom.ts';
import type { Boom } from '../xml/boom.ts';
import type { Adres, Libxml2, LibxmlFout } from '../xml/libxml2.ts';
import { createSchemaLezer, namenIn } from './model.ts';
import type { ElementDef } from './model.ts';

/** A compiled schema with its facts. */
export interface BerichtSchema {
  readonly type: BerichtType;
  /** For {@link Libxml2.valideer}. */
  readonly schema: Adres;
  /** What the schema says of the root element. */
  readonly wortel: ElementDef;
  /** All element names of this message. */
  readonly namen: ReadonlySet<string>;
}

/** A schema file is missing or does not compile: the start stops with its name, line and reason. */
export class SchemaOnbruikbaar extends Error {
  readonly code = 'XSD';
  readonly retryable = false;
  readonly bestand: string;
  readonly lijn: number | undefined;
  readonly reden: string;
  constructor(plaats: { readonly bestand: string; readonly lijn?: number }, reden: string, options?: ErrorOptions) {
    const lijn = plaats.lijn === undefined ? '' : `, regel ${plaats.lijn}`;
    super(`Schema ${plaats.bestand}${lijn}: ${reden}`, options);
    this.name = 'SchemaOnbruikbaar';
    this.bestand = plaats.bestand;
    this.lijn = plaats.lijn;
    this.reden = reden;
  }
}

/** Own scheme: what a schema imports can only be a file of its own folder. */
const SCHEME = 'knooppunt-xsd:///';

/** A file of the folder of a release: its published spelling and its content. */
interface Bestand {
  readonly naam: string;
  readonly inhoud: Buffer;
}

/** The files of one release, by lower-case name: published sets spell them in several ways. */
type MapInhoud = ReadonlyMap<string, Bestand>;

/**
 * Compiles the schemas of all messages of the catalogue. Files are found in `<xsdMap>/<standaard>/<release>/`, whatever
 * their case, and nowhere else. What comes out lives as long as the thread.
 * @throws SchemaOnbruikbaar for the first file that is missing or does not compile.
 */
export function laadSchemas(libxml2: Libxml2, xsdMap: string): ReadonlyMap<BerichtSoort, BerichtSchema> {
  const mappen = new Map<string, MapInhoud>();
  const schemas = new Map<BerichtSoort, BerichtSchema>();
  for (const type of BERICHTTYPEN) {
    const pad = `${type.standaard}/${type.release}`;
    let map = mappen.get(pad);
    if (map === undefined) {
      map = leesMap(join(xsdMap, pad), pad);
      mappen.set(pad, map);
    }
    schemas.set(type.soort, laadSchema(libxml2, { type, pad, map }));
  }
  return schemas;
}

function leesMap(map: string, pad: string): MapInhoud {
  let namen: string[];
  try {
    namen = readdirSync(map);
  } catch (fout) {
    throw new SchemaOnbruikbaar({ bestand: pad }, 'de map is er niet of is niet te lezen.', { cause: fout });
  }
  const xsds = namen.filter((naam) => naam.toLowerCase().endsWith('.xsd')).sort();
  return new Map(xsds.map((naam) => [naam.toLowerCase(), { naam, inhoud: readFileSync(join(map, naam)) }]));
}

function laadSchema(
  libxml2: Libxml2,
  { type, pad, map }: { readonly type: BerichtType; readonly pad: string; readonly map: MapInhoud },
): BerichtSchema {
  const plaats = (naam: string, lijn?: number) => ({ bestand: `${pad}/${naam}`, ...(lijn ? { lijn } : {}) });
  const zoek = (naam: string): Bestand => {
    const bestand = map.get(naam.toLowerCase());
    if (bestand === undefined) throw new SchemaOnbruikbaar(plaats(naam), 'het bestand ontbreekt.');
    return bestand;
  };
  const lees = ({ naam, inhoud }: Bestand): Adres => {
    const { document, fouten } = libxml2.ontleed(inhoud, `${SCHEME}${pad}/${naam}`);
    const fout = fouten.find(({ ernst }) => ernst >= 2);
    if (document !== 0 && fout === undefined) return document;
    throw new SchemaOnbruikbaar(plaats(naam, fout?.lijn), `het is geen welgevormd XML (libxml2 ${fout?.nummer ?? 0}).`);
  };

  const hoofd = zoek(type.xsd.slice(pad.length + 1));
  const documenten = new Map<string, Adres>();
  const verzamel = (bestand: Bestand): void => {
    const sleutel = bestand.naam.toLowerCase();
    if (documenten.has(sleutel)) return;
    const document = lees(bestand);
    documenten.set(sleutel, document);
    invoerVan(openBoom(libxml2, document)).forEach((naam) => verzamel(zoek(naam)));
  };
  verzamel(hoofd);

  const document = documenten.get(hoofd.naam.toLowerCase()) ?? 0;
  // only a file of this very folder has an answer
  const naamIn = (url: string): string =>
    url.startsWith(`${SCHEME}${pad}/`) ? url.slice(SCHEME.length + pad.length + 1) : '';
  const { schema, fouten } = libxml2.compileer(document, (url) => map.get(naamIn(url).toLowerCase())?.inhoud);
  const fout = fouten.find(({ ernst }) => ernst >= 2);
  if (schema === 0 || fout !== undefined) {
    const bestand = naamIn(fout?.overSchema?.url ?? '') || hoofd.naam;
    throw new SchemaOnbruikbaar(plaats(bestand, fout?.lijn), redenVan(fout));
  }

  // the memory may have grown: the trees are opened anew
  const wortel = createSchemaLezer([...documenten.values()].map((adres) => openBoom(libxml2, adres)))(
    type.namespace,
    'Bericht',
  );
  if (wortel === undefined) {
    throw new SchemaOnbruikbaar(plaats(hoofd.naam), `element Bericht in namespace ${type.namespace} ontbreekt.`);
  }
  // the schema refers to its own document, so that one stays; the others were only read
  for (const adres of documenten.values()) if (adres !== document) libxml2.geefVrij(adres);
  return { type, schema, wortel, namen: namenIn(wortel) };
}

/** File names that a schema imports or includes; only the last part counts. */
function invoerVan(boom: Boom): string[] {
  const namen: string[] = [];
  for (let kind = boom.eersteKind(boom.wortel); kind !== 0; kind = boom.volgende(kind)) {
    if (!['import', 'include'].includes(boom.naam(kind))) continue;
    const plaats = boom.attribuut(kind, 'schemaLocation');
    if (plaats !== undefined) namen.push(plaats.slice(plaats.lastIndexOf('/') + 1));
  }
  return namen;
}

function redenVan(fout: LibxmlFout | undefined): string {
  const zin = fout?.overSchema?.zin.trim() ?? '';
  return `het compileert niet als XSD (libxml2 ${fout?.nummer ?? 0}${zin === '' ? '' : `: ${zin}`}).`;
}
