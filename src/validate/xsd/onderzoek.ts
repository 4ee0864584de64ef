import { veiligeNaam } from '../veilige-naam.ts';
import { GEEN } from '../xml/boom.ts';
import type { Attribuut, Boom, Knoop } from '../xml/boom.ts';
import type { LibxmlFout } from '../xml/libxml2.ts';
import type { ElementDef, WaardeType } from './model.ts';
import { leesReeks, vergelijkReeks } from './reeks.ts';
import type { ReeksFout } from './reeks.ts';
import type { BerichtSchema } from './schemas.ts';
import { codeVoorWaarde, toonNaam, verwoordReeks, verwoordWaarde } from './teksten.ts';
import type { Bewoording } from './teksten.ts';
import { toetsWaarde } from './waarde.ts';

/** A finding whose line is still to be looked up. */
export interface XsdVondst extends Bewoording {
  readonly pad: string;
  /** Ordinal in document order of the element at whose line it stands; root = 0. */
  readonly element: number;
}

/** What the walk found. */
export interface XsdOnderzoek {
  readonly vondsten: readonly XsdVondst[];
  /** False when there is more than was looked at. */
  readonly volledig: boolean;
}

/** Behind a fault in the order of elements no more siblings than this are compared. */
const MAX_IN_WANORDE = 50_000;

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
/** xsi attributes that the schema check itself takes care of. */
const XSI_BEKEND = new Set(['type', 'nil', 'schemaLocation', 'noNamespaceSchemaLocation']);

// numbers of libxml2 (xmlParserErrors, XML_SCHEMAV_CVC_…)
const TEKST_TUSSEN = 1843;
const NIET_NILBAAR = 1847;
const TYPE_GEWEIGERD = 1852;
const ATTRIBUUT = 1866;

/**
 * Explains a refusal by libxml2: walks the whole tree beside the facts of the schema, so that everything wrong in the
 * layer is told at once. Values are as libxml2 judged them; only where it stopped looking (behind a fault in the order
 * of elements) are they judged here. Each fault of libxml2 has at least one finding.
 * @param maxVondsten the walk stops when there are this many.
 */
export function onderzoek(
  boom: Boom,
  schema: BerichtSchema,
  fouten: readonly LibxmlFout[],
  maxVondsten: number,
): XsdOnderzoek {
  const perKnoop = opKnoop(fouten);
  const vondsten: XsdVondst[] = [];
  /** Elements of which it is known why libxml2 found them out of order. */
  const verklaard = new Set<Knoop>();
  /** Ordinal of the next element; whether all was looked at. */
  const stand = { teller: 0, volledig: true };

  const meld = (pad: string, element: number, bewoording: Bewoording): void => {
    vondsten.push({ pad, element, ...bewoording });
  };

  /** Counts the elements of a part that nothing is known of. */
  const telOver = (knoop: Knoop): void => {
    stand.teller += 1;
    for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) telOver(kind);
  };

  const bezoek = (knoop: Knoop, def: ElementDef, pad: string, ongezien: boolean): void => {
    const element = stand.teller;
    const begin = vondsten.length;
    const eigen = perKnoop.get(knoop) ?? [];
    stand.teller += 1;
    const attributen = boom.attributen(knoop);
    controleerAttributen(pad, element, { eigen, attributen, ongezien });
    // behind a refused type or nil libxml2 has not looked either
    const dicht = ongezien || eigen.some(({ nummer }) => nummer === TYPE_GEWEIGERD || nummer === NIET_NILBAAR);
    if (def.type.soort === 'samengesteld')
      bezoekReeks(knoop, def.type.kinderen, { pad, element, eigen, ongezien: dicht });
    else if (def.type.soort === 'enkel')
      bezoekWaarde(knoop, def.naam, def.type.waarde, { pad, element, eigen, ongezien: dicht });
    else for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) telOver(kind);
    if (eigen.length > 0 && vondsten.length === begin && !verklaard.has(knoop)) meld(pad, element, ANDERS);
  };

  const controleerAttributen = (
    pad: string,
    element: number,
    { eigen, attributen, ongezien }: Pick<Plek, 'eigen' | 'ongezien'> & { readonly attributen: readonly Attribuut[] },
  ): void => {
    for (const { nummer, naam } of eigen) {
      if (nummer === ATTRIBUUT) meld(pad, element, attribuutFout(naam.replace(/^\{[^}]*\}/, '')));
      if (nummer === NIET_NILBAAR) meld(pad, element, NIL);
    }
    const heeftType = attributen.some(({ naam, namespace }) => naam === 'type' && namespace === XSI);
    if (heeftType && eigen.some(({ nummer }) => nummer === TYPE_GEWEIGERD || nummer === 1824))
      meld(pad, element, XSI_TYPE);
    if (!ongezien) return;
    for (const { naam, namespace } of attributen) {
      if (namespace !== XSI || !XSI_BEKEND.has(naam)) meld(pad, element, attribuutFout(naam));
    }
  };

  const bezoekWaarde = (knoop: Knoop, naam: string, type: WaardeType, plek: Plek): void => {
    if (boom.eersteKind(knoop) !== GEEN) {
      meld(plek.pad, plek.element, kindInWaarde(naam, type));
      for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) telOver(kind);
      return;
    }
    const nummers = plek.eigen.map(({ nummer }) => nummer);
    if (!plek.ongezien && nummers.length === 0) return;
    const tekst = boom.tekst(knoop);
    const code = plek.ongezien ? toetsWaarde(type, tekst) : codeVoorWaarde(nummers, type);
    if (code !== undefined) meld(plek.pad, plek.element, verwoordWaarde(code, naam, type, tekst));
  };

  const bezoekReeks = (knoop: Knoop, reeks: readonly ElementDef[], plek: Plek): void => {
    const { pad, element } = plek;
    const tekst =
      plek.eigen.some(({ nummer }) => nummer === TEKST_TUSSEN) || (plek.ongezien && boom.tekst(knoop).trim() !== '');
    if (tekst) meld(pad, element, TEKST);
    if (vondsten.length >= maxVondsten) return;
    const aantallen = new Map<string, number>();
    const gestopt = vindStop(knoop, reeks, aantallen);
    if (gestopt === GEEN) bezoekOrde(knoop, reeks, plek, aantallen);
    else {
      verklaard.add(gestopt);
      bezoekWanorde(knoop, reeks, plek, gestopt);
    }
  };

  /** First child at which libxml2 was stuck; counts the children by name up to there. */
  const vindStop = (knoop: Knoop, reeks: readonly ElementDef[], aantallen: Map<string, number>): Knoop => {
    const lezer = leesReeks(reeks);
    for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) {
      const naam = boom.naam(kind);
      if (lezer.neem(naam, boom.namespace(kind)) === undefined) return kind;
      aantallen.set(naam, (aantallen.get(naam) ?? 0) + 1);
    }
    return GEEN;
  };

  /** All children stand where they may; some may be missing at the end. Keeps no list: there may be a million. */
  const bezoekOrde = (
    knoop: Knoop,
    reeks: readonly ElementDef[],
    { pad, element, ongezien }: Plek,
    aantallen: ReadonlyMap<string, number>,
  ): void => {
    const lezer = leesReeks(reeks);
    let [vorige, nummer] = ['', 0];
    for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) {
      const naam = boom.naam(kind);
      const def = lezer.neem(naam, boom.namespace(kind));
      nummer = naam === vorige ? nummer + 1 : 1;
      vorige = naam;
      if (def === undefined || vondsten.length >= maxVondsten) return;
      bezoek(kind, def, `${pad}/${segment({ naam, nummer, aantal: aantallen.get(naam) ?? 1 })}`, ongezien);
    }
    for (const def of lezer.ontbrekend()) {
      const fout = { soort: 'ontbreekt', bij: 0, def } as const;
      meld(`${pad}/${def.naam}`, element, verwoordReeks(fout, undefined, schema.namen));
    }
  };

  const bezoekWanorde = (knoop: Knoop, reeks: readonly ElementDef[], plek: Plek, gestopt: Knoop): void => {
    const { pad, element } = plek;
    const { kinderen, rest } = leesKinderen(knoop);
    const { fouten: reeksFouten, defs } = vergelijkReeks(reeks, kinderen, {
      maxFouten: maxVondsten,
      volledig: rest === GEEN,
    });
    let volgende = 0;
    const meldTot = (bij: number): void => {
      for (let fout = reeksFouten[volgende]; fout !== undefined && fout.bij <= bij; fout = reeksFouten[volgende]) {
        volgende += 1;
        const kind = fout.soort === 'ontbreekt' ? undefined : kinderen[fout.bij];
        const eind = kind === undefined ? naamVan(fout) : segment(kind);
        // what is missing stands at the line of the element in whose place it should be, else of its parent
        const bijElement = fout.bij < kinderen.length ? stand.teller : element;
        meld(`${pad}/${eind}`, bijElement, verwoordReeks(fout, kind, schema.namen));
      }
    };
    let ongezien = plek.ongezien;
    kinderen.forEach((kind, i) => {
      if (vondsten.length >= maxVondsten) return;
      meldTot(i);
      ongezien ||= kind.knoop === gestopt;
      const def = defs[i];
      if (def === undefined) telOver(kind.knoop);
      else bezoek(kind.knoop, def, `${pad}/${segment(kind)}`, ongezien);
    });
    meldTot(kinderen.length);
    if (rest !== GEEN) stand.volledig = false;
    for (let kind = rest; kind !== GEEN && vondsten.length < maxVondsten; kind = boom.volgende(kind)) telOver(kind);
  };

  const segment = ({ naam, nummer, aantal }: Pick<Kind, 'naam' | 'nummer' | 'aantal'>): string => {
    const getoond = schema.namen.has(naam) ? naam : veiligeNaam(naam);
    return aantal > 1 ? `${getoond}[${nummer}]` : getoond;
  };

  /** The children of an element, and the first that is too far to look at. */
  const leesKinderen = (knoop: Knoop): { readonly kinderen: readonly Kind[]; readonly rest: Knoop } => {
    const gevonden: Omit<Kind, 'aantal'>[] = [];
    const aantallen = new Map<string, number>();
    let kind = boom.eersteKind(knoop);
    for (; kind !== GEEN && gevonden.length < MAX_IN_WANORDE; kind = boom.volgende(kind)) {
      const naam = boom.naam(kind);
      const nummer = (aantallen.get(naam) ?? 0) + 1;
      aantallen.set(naam, nummer);
      gevonden.push({ knoop: kind, naam, namespace: boom.namespace(kind), nummer });
    }
    return { kinderen: gevonden.map((deel) => ({ ...deel, aantal: aantallen.get(deel.naam) ?? 1 })), rest: kind };
  };

  bezoek(boom.wortel, schema.wortel, `/${schema.wortel.naam}`, false);
  if (vondsten.length === 0) meld(`/${schema.wortel.naam}`, 0, ANDERS);
  return { vondsten: vondsten.slice(0, maxVondsten), volledig: stand.volledig };
}

function naamVan(fout: ReeksFout): string {
  return fout.soort === 'onbekend' ? '' : fout.def.naam;
}

function opKnoop(fouten: readonly LibxmlFout[]): ReadonlyMap<number, readonly LibxmlFout[]> {
  const gegroepeerd = new Map<number, LibxmlFout[]>();
  for (const fout of fouten) {
    const rij = gegroepeerd.get(fout.knoop);
    if (rij === undefined) gegroepeerd.set(fout.knoop, [fout]);
    else rij.push(fout);
  }
  return gegroepeerd;
}

/** Where the walk is, and what libxml2 said of this element. */
interface Plek {
  readonly pad: string;
  readonly element: number;
  readonly eigen: readonly LibxmlFout[];
  /** libxml2 has not looked here. */
  readonly ongezien: boolean;
}

interface Kind {
  readonly knoop: Knoop;
  readonly naam: string;
  readonly namespace: string;
  /** Place among equal siblings, from 1, and their number. */
  readonly nummer: number;
  readonly aantal: number;
}

const ANDERS: Bewoording = { code: 'XSD99', uitleg: 'Dit deel van het bericht voldoet niet aan het schema.' };

const TEKST: Bewoording = {
  code: 'XSD16',
  uitleg: 'Hier staat tekst tussen de elementen.',
  verwacht: 'alleen elementen, met hoogstens witruimte ertussen',
};

const NIL: Bewoording = {
  code: 'XSD17',
  uitleg: 'Het element is leeg gemeld met xsi:nil. Dat is in dit bericht niet toegestaan.',
  verwacht: 'een waarde, of het element weglaten als dat mag',
};

const XSI_TYPE: Bewoording = {
  code: 'XML11',
  uitleg: 'Het element kiest met xsi:type een ander type dan het schema voorschrijft.',
  verwacht: 'een element zonder xsi:type',
};

function attribuutFout(naam: string): Bewoording {
  return {
    code: 'XSD14',
    uitleg: `Het attribuut ${toonNaam(naam, new Set())} is niet toegestaan.`,
    verwacht: 'een element zonder attributen',
  };
}

function kindInWaarde(naam: string, type: WaardeType): Bewoording {
  const { verwacht } = verwoordWaarde('XSD09', naam, type, 'x');
  return {
    code: 'XSD15',
    uitleg: `${naam} bevat een ander element, maar mag alleen een waarde bevatten.`,
    ...(verwacht === undefined ? {} : { verwacht }),
  };
}
