import type { Bevinding } from '../../bericht/bevinding.ts';
import { openBoom } from './boom.ts';
import type { Boom } from './boom.ts';
import type { Adres, Libxml2, LibxmlFout } from './libxml2.ts';
import { parseFout } from './parse-fout.ts';

/** A parsed message. Dispose it: its memory is not V8's. */
export interface Ontleding extends Disposable {
  /** The document for the schema check, 0 when the message is not well-formed. */
  readonly document: Adres;
  /** Present when the message is well-formed. */
  readonly boom?: Boom;
  /** Why it is not well-formed, in our own words; empty when it is. */
  readonly bevindingen: readonly Bevinding[];
}

/**
 * Parses a message once, from its bytes.
 * @param gebroken the guard saw no XML: then an acceptance by the parser counts as a fault too.
 */
export function ontleed(libxml2: Libxml2, inhoud: Uint8Array, gebroken: boolean): Ontleding {
  const { document, fouten } = libxml2.ontleed(inhoud);
  const ernstig = fouten.filter((fout) => fout.ernst >= 2);
  const goed = document !== 0 && ernstig.length === 0 && !gebroken;
  if (!goed && document !== 0) libxml2.geefVrij(document);
  const bevindingen = goed ? [] : verwoord(ernstig);
  let open = goed;
  return {
    document: goed ? document : 0,
    ...(goed ? { boom: openBoom(libxml2, document) } : {}),
    bevindingen,
    [Symbol.dispose]: () => {
      if (open) libxml2.geefVrij(document);
      open = false;
    },
  };
}

/** After the first fatal fault the parser only reports what follows from it. */
function verwoord(fouten: readonly LibxmlFout[]): readonly Bevinding[] {
  const eersteFataal = fouten.findIndex((fout) => fout.ernst === 3);
  const relevant = eersteFataal < 0 ? fouten : fouten.slice(0, eersteFataal + 1);
  return relevant.length === 0 ? [parseFout(0, 0, '')] : relevant.map((f) => parseFout(f.nummer, f.lijn, f.naam));
}
