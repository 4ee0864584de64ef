import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlElement,
  XmlText,
  xmlRegisterInputProvider,
  XsdValidator,
} from 'libxml2-wasm';
import { berichtType } from '../../../src/bericht/catalogus.ts';
import type { SynthetischBericht } from '../../../src/cli/generate/generator.ts';

/** Where the schemas are said to come from: the provider is shared by the whole process, so the prefix is our own. */
const BRON = 'file:///schemas-voor-generate/';
const MAPPEN = ['iwmo/3.2', 'ijw/3.2'] as const;

/** The schemas in `xsd/`, compiled when they are asked for. */
export interface Schemas {
  /** @returns what is wrong with a message; an empty list when it is valid */
  fouten(bericht: Pick<SynthetischBericht, 'soort' | 'xml'>): readonly string[];
  /** @returns the versions that the appinfo of a message schema tells writers to copy */
  versies(soort: SynthetischBericht['soort']): { readonly basis: string; readonly bericht: string };
  dispose(): void;
}

export function openSchemas(): Schemas {
  const bytes = new Map<string, Buffer>();
  for (const map of MAPPEN) {
    for (const bestand of readdirSync(join(process.cwd(), 'xsd', map))) {
      bytes.set(`${BRON}${map}/${bestand}`, readFileSync(join(process.cwd(), 'xsd', map, bestand)));
    }
  }
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(bytes)));
  const gereed = new Map<string, XsdValidator>();

  function validator(xsd: string): XsdValidator {
    const bekend = gereed.get(xsd);
    if (bekend !== undefined) return bekend;
    using doc = XmlDocument.fromBuffer(bytes.get(BRON + xsd)!, { url: BRON + xsd });
    const nieuw = XsdValidator.fromDoc(doc);
    gereed.set(xsd, nieuw);
    return nieuw;
  }

  return {
    fouten: ({ soort, xml }) => {
      using doc = XmlDocument.fromString(xml);
      try {
        validator(berichtType(soort).xsd).validate(doc);
        return [];
      } catch (fout) {
        return [(fout as Error).message];
      }
    },
    versies: (soort) => {
      const tekst = bytes.get(BRON + berichtType(soort).xsd)!.toString();
      const lees = (naam: string): string => new RegExp(`:${naam}>([0-9.]+)<`).exec(tekst)![1]!;
      return { basis: lees('BasisschemaXsdVersie'), bericht: lees('BerichtXsdVersie') };
    },
    dispose: () => {
      for (const een of gereed.values()) een.dispose();
    },
  };
}

/** An element as the test reads it: its text, and its children by name. */
export interface Gelezen {
  readonly tekst: string;
  /** @returns the text of the element at a path of names, or `undefined` */
  waarde(...pad: string[]): string | undefined;
  /** @returns the first element at a path of names; it must be there */
  een(...pad: string[]): Gelezen;
  /** @returns all elements with this name under the element, however deep */
  alle(naam: string): readonly Gelezen[];
  /** @returns everything in it but RetourCodes, as text that can be compared */
  kaal(): string;
}

/** Parses a message with the parser of the hub, so not with the library that wrote it. */
export function leesBericht(xml: string): Gelezen {
  using doc = XmlDocument.fromString(xml);
  return leesElement(doc.root)[1];
}

type Kind = readonly [string, Gelezen];

function leesElement(element: XmlElement): Kind {
  const kinderen: Kind[] = [];
  let tekst = '';
  for (let knoop = element.firstChild; knoop !== null; knoop = knoop.next) {
    if (knoop instanceof XmlElement) kinderen.push(leesElement(knoop));
    else if (knoop instanceof XmlText) tekst += knoop.content;
  }
  const vind = ([naam, ...rest]: readonly string[]): Gelezen | undefined => {
    const kind = kinderen.find(([eigen]) => eigen === naam)?.[1];
    return rest.length === 0 || kind === undefined ? kind : zoek(kind, rest);
  };
  const gelezen: Gelezen = {
    tekst,
    waarde: (...pad) => vind(pad)?.tekst,
    een: (...pad) => vind(pad)!,
    alle: (naam) => kinderen.flatMap(([eigen, kind]) => [...(eigen === naam ? [kind] : []), ...kind.alle(naam)]),
    kaal: () =>
      kinderen.length === 0
        ? tekst
        : kinderen
            .filter(([naam]) => naam !== 'RetourCodes')
            .map(([naam, kind]) => `<${naam}>${kind.kaal()}`)
            .join(''),
  };
  return [element.name, gelezen];
}

function zoek(kind: Gelezen, pad: readonly string[]): Gelezen | undefined {
  return kind.een(...pad);
}
