import { GEEN } from '../xml/boom.ts';
import type { Boom, Knoop } from '../xml/boom.ts';

/**
 * What the schemas say, as data: only read to explain a refusal (where something is missing, what was expected). The
 * verdict itself is libxml2's.
 */

/** A simple type with all its facets, those of the types that it restricts included. */
export interface WaardeType {
  /** Local name of the built-in type at the bottom: `string`, `integer`, `date`, `time` … */
  readonly basis: string;
  readonly minLengte?: number;
  readonly maxLengte?: number;
  readonly min?: string;
  readonly max?: string;
  readonly lijst?: readonly string[];
  /** All must match. */
  readonly patronen: readonly string[];
}

/** What an element may hold. `onbekend`: written in a way that this reading does not cover. */
export type InhoudType =
  | { readonly soort: 'enkel'; readonly waarde: WaardeType }
  | { readonly soort: 'samengesteld'; readonly kinderen: readonly ElementDef[] }
  | { readonly soort: 'onbekend' };

/** An element at its place in a sequence. */
export interface ElementDef {
  readonly naam: string;
  readonly namespace: string;
  readonly min: number;
  /** `Infinity` = unbounded. */
  readonly max: number;
  readonly type: InhoudType;
}

/** A schema file that was read: its top-level components by name. */
interface Bestand {
  readonly boom: Boom;
  readonly doel: string;
  readonly gekwalificeerd: boolean;
}

const XS = 'http://www.w3.org/2001/XMLSchema';

/** Reads the declaration of an element by namespace and name; `undefined` when there is none. */
export type SchemaLezer = (namespace: string, naam: string) => ElementDef | undefined;

/** Makes a reader over parsed schema files that belong together (a message schema and what it imports). */
export function createSchemaLezer(bomen: readonly Boom[]): SchemaLezer {
  const bestanden = bomen.map((boom): Bestand => ({
    boom,
    doel: boom.attribuut(boom.wortel, 'targetNamespace') ?? '',
    gekwalificeerd: boom.attribuut(boom.wortel, 'elementFormDefault') === 'qualified',
  }));
  const typen = new Map<string, InhoudType>();

  const zoek = (namespace: string, naam: string, soorten: readonly string[]): [Bestand, Knoop] | undefined => {
    for (const bestand of bestanden) {
      if (bestand.doel !== namespace) continue;
      for (const kind of kinderenVan(bestand.boom, bestand.boom.wortel)) {
        const past = soorten.includes(bestand.boom.naam(kind)) && bestand.boom.attribuut(kind, 'name') === naam;
        if (past) return [bestand, kind];
      }
    }
    return undefined;
  };

  const oplossen = (bestand: Bestand, knoop: Knoop, qnaam: string): [namespace: string, naam: string] => {
    const [naam = '', prefix = ''] = qnaam.split(':').reverse();
    return [bestand.boom.namespaceVanPrefix(knoop, prefix) ?? '', naam];
  };

  const typeVanNaam = (namespace: string, naam: string): InhoudType => {
    if (namespace === XS) return { soort: 'enkel', waarde: { basis: naam, patronen: [] } };
    const sleutel = `${namespace} ${naam}`;
    const bekend = typen.get(sleutel);
    if (bekend !== undefined) return bekend;
    const gevonden = zoek(namespace, naam, ['simpleType', 'complexType']);
    if (gevonden === undefined) return { soort: 'onbekend' };
    const [bestand, knoop] = gevonden;
    if (bestand.boom.naam(knoop) === 'simpleType') {
      const type = enkelType(bestand, knoop);
      typen.set(sleutel, type);
      return type;
    }
    // known before its children are read, so that a type may hold itself
    const kinderen: ElementDef[] = [];
    typen.set(sleutel, { soort: 'samengesteld', kinderen });
    const type = samengesteldType(bestand, knoop, kinderen);
    typen.set(sleutel, type);
    return type;
  };

  const enkelType = (bestand: Bestand, knoop: Knoop): InhoudType => {
    const { boom } = bestand;
    const beperking = kinderenVan(boom, knoop).find((kind) => boom.naam(kind) === 'restriction');
    if (beperking === undefined) return { soort: 'onbekend' };
    const basis = boom.attribuut(beperking, 'base');
    if (basis === undefined) return { soort: 'onbekend' };
    const boven = typeVanNaam(...oplossen(bestand, beperking, basis));
    if (boven.soort !== 'enkel') return { soort: 'onbekend' };
    return { soort: 'enkel', waarde: metFacetten(boven.waarde, facettenVan(boom, beperking)) };
  };

  const samengesteldType = (bestand: Bestand, knoop: Knoop, kinderen: ElementDef[]): InhoudType => {
    const { boom } = bestand;
    const delen = kinderenVan(boom, knoop).filter((kind) => boom.naam(kind) !== 'annotation');
    const [reeks] = delen;
    const begrepen = delen.length === 1 && reeks !== undefined && boom.naam(reeks) === 'sequence';
    if (!begrepen || !vulReeks(bestand, reeks, kinderen)) return { soort: 'onbekend' };
    return { soort: 'samengesteld', kinderen };
  };

  const vulReeks = (bestand: Bestand, reeks: Knoop, kinderen: ElementDef[]): boolean => {
    const { boom } = bestand;
    if (boom.attribuut(reeks, 'minOccurs') !== undefined || boom.attribuut(reeks, 'maxOccurs') !== undefined)
      return false;
    return kinderenVan(boom, reeks).every((deel) => {
      const soort = boom.naam(deel);
      if (soort === 'annotation') return true;
      if (soort === 'sequence') return vulReeks(bestand, deel, kinderen);
      if (soort !== 'element') return false;
      kinderen.push(elementDef(bestand, deel));
      return true;
    });
  };

  const elementDef = (bestand: Bestand, knoop: Knoop): ElementDef => {
    const { boom } = bestand;
    const max = boom.attribuut(knoop, 'maxOccurs') ?? '1';
    const aantal = {
      min: Number(boom.attribuut(knoop, 'minOccurs') ?? '1'),
      max: max === 'unbounded' ? Infinity : Number(max),
    };
    const verwijzing = boom.attribuut(knoop, 'ref');
    if (verwijzing !== undefined) {
      const [namespace, naam] = oplossen(bestand, knoop, verwijzing);
      return { naam, namespace, ...aantal, type: leesElement(namespace, naam)?.type ?? { soort: 'onbekend' } };
    }
    return {
      naam: boom.attribuut(knoop, 'name') ?? '',
      namespace: bestand.gekwalificeerd || boom.ouder(knoop) === boom.wortel ? bestand.doel : '',
      ...aantal,
      type: typeVan(bestand, knoop),
    };
  };

  const typeVan = (bestand: Bestand, knoop: Knoop): InhoudType => {
    const { boom } = bestand;
    const naam = boom.attribuut(knoop, 'type');
    if (naam !== undefined) return typeVanNaam(...oplossen(bestand, knoop, naam));
    for (const kind of kinderenVan(boom, knoop)) {
      if (boom.naam(kind) === 'simpleType') return enkelType(bestand, kind);
      if (boom.naam(kind) === 'complexType') return samengesteldType(bestand, kind, []);
    }
    return { soort: 'onbekend' };
  };

  const leesElement: SchemaLezer = (namespace, naam) => {
    const gevonden = zoek(namespace, naam, ['element']);
    return gevonden === undefined ? undefined : elementDef(...gevonden);
  };
  return leesElement;
}

function kinderenVan(boom: Boom, knoop: Knoop): Knoop[] {
  const gevonden: Knoop[] = [];
  for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) {
    if (boom.namespace(kind) === XS) gevonden.push(kind);
  }
  return gevonden;
}

type Facetten = ReadonlyMap<string, readonly string[]>;

function facettenVan(boom: Boom, beperking: Knoop): Facetten {
  const gevonden = new Map<string, string[]>();
  for (const kind of kinderenVan(boom, beperking)) {
    const waarde = boom.attribuut(kind, 'value');
    if (waarde === undefined) continue;
    const naam = boom.naam(kind);
    gevonden.set(naam, [...(gevonden.get(naam) ?? []), waarde]);
  }
  return gevonden;
}

/** A restriction replaces bounds and lists, and adds patterns; patterns of one step are alternatives. */
function metFacetten(boven: WaardeType, facetten: Facetten): WaardeType {
  const lengte = facetten.get('length')?.[0];
  const minLengte = facetten.get('minLength')?.[0] ?? lengte;
  const maxLengte = facetten.get('maxLength')?.[0] ?? lengte;
  const min = facetten.get('minInclusive')?.[0];
  const max = facetten.get('maxInclusive')?.[0];
  const lijst = facetten.get('enumeration');
  const patronen = facetten.get('pattern');
  const patroon =
    patronen === undefined
      ? []
      : [patronen.length === 1 ? (patronen[0] ?? '') : patronen.map((p) => `(${p})`).join('|')];
  return {
    ...boven,
    ...(minLengte === undefined ? {} : { minLengte: Number(minLengte) }),
    ...(maxLengte === undefined ? {} : { maxLengte: Number(maxLengte) }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(lijst === undefined ? {} : { lijst }),
    patronen: [...boven.patronen, ...patroon],
  };
}

/** All element names that occur below an element: names that a finding may repeat. */
export function namenIn(wortel: ElementDef): ReadonlySet<string> {
  const namen = new Set<string>();
  const gezien = new Set<InhoudType>();
  const bezoek = (element: ElementDef): void => {
    namen.add(element.naam);
    if (element.type.soort !== 'samengesteld' || gezien.has(element.type)) return;
    gezien.add(element.type);
    element.type.kinderen.forEach(bezoek);
  };
  bezoek(wortel);
  return namen;
}
