import type { Bevinding } from '../bericht/bevinding.ts';
import type { BerichtType } from '../bericht/catalogus.ts';
import type { Kop } from '../bericht/kop.ts';
import type { LaagUitkomst, Rapport } from '../bericht/verdict.ts';
import { bepaalBerichtsoort } from './berichtsoort.ts';
import { leesFeiten } from './feiten/lees-feiten.ts';
import type { PersoonHasher } from './feiten/lees-feiten.ts';
import { leesKop } from './kop.ts';
import type { ValidatieOpdracht, ValidatieUitkomst } from './port.ts';
import { controleerWaarden } from './waarden.ts';
import { bewaak } from './xml/bewaking.ts';
import { openBoom } from './xml/boom.ts';
import type { Boom } from './xml/boom.ts';
import { openLibxml2 } from './xml/libxml2.ts';
import { lijnenVanElementen } from './xml/lijnen.ts';
import { ontleed } from './xml/ontleed.ts';
import type { Ontleding } from './xml/ontleed.ts';
import { laadSchemas } from './xsd/schemas.ts';
import { valideerXsd } from './xsd/valideer.ts';

/** What the checks need; one keurder a thread. */
export interface KeurderBenodigdheden {
  /** Folder with `<standaard>/<release>/*.xsd`. */
  readonly xsdMap: string;
  readonly hashPersoon: PersoonHasher;
}

/** Judges messages. */
export interface Keurder {
  /** Synchronous; the tree is gone when it returns. @throws for what is no verdict: *not judged*. */
  keur(opdracht: ValidatieOpdracht): ValidatieUitkomst;
  /** Size of the WASM memory in bytes: it never shrinks, so a worker that passed a mark is replaced. */
  geheugenBytes(): number;
}

/**
 * Makes a keurder: compiles all schemas once.
 * @throws SchemaOnbruikbaar when a schema is missing or does not compile; Libxml2Onverwacht for another build of libxml2.
 */
export function createKeurder({ xsdMap, hashPersoon }: KeurderBenodigdheden): Keurder {
  const libxml2 = openLibxml2();
  const schemas = laadSchemas(libxml2, xsdMap);

  const keurXsd = (
    opdracht: ValidatieOpdracht,
    ontleding: Ontleding,
    boom: Boom,
    xml: readonly Bevinding[],
  ): ValidatieUitkomst => {
    const lijn = lijnenVanElementen(opdracht.inhoud, [0])[0] ?? 1;
    const soort = bepaalBerichtsoort(boom, lijn);
    if (!soort.ok) return uitkomst({ code: 'BRS13', xml, xsd: [soort.fout] });
    const type = soort.waarde;
    const schema = schemas.get(type.soort);
    if (schema === undefined) throw new Error(`schema van ${type.soort} is niet geladen`);
    const kop = leesKop(boom, type);
    const { onzichtbaar, bsn } = controleerWaarden(boom, schema.namen, opdracht);
    const geheugen = libxml2.geheugen();
    const xsd = valideerXsd(libxml2, schema, { document: ontleding.document, inhoud: opdracht.inhoud });
    const basis = { type, kop, xml: [...xml, ...onzichtbaar], xsd };
    if (xsd.length > 0) return uitkomst({ ...basis, code: 'BRS13' });
    if (bsn.length > 0) return uitkomst({ ...basis, code: 'BRS18', regels: bsn });
    const geslaagd = uitkomst(basis);
    if (!opdracht.metFeiten) return geslaagd;
    // the schema check leaves the nodes where they are, but may have let the memory grow: then the tree lies in another
    // buffer. Else the tree that is open has all names at hand already
    const nogOpen = libxml2.geheugen() === geheugen ? boom : openBoom(libxml2, ontleding.document);
    return { ...geslaagd, feiten: leesFeiten(nogOpen, type, hashPersoon) };
  };

  return {
    geheugenBytes: () => libxml2.geheugen().byteLength,
    keur: (opdracht) => {
      if (opdracht.inhoud.byteLength === 0) return uitkomst({ code: 'LEEG', xml: [LEEG] });
      const { bevindingen, gebroken } = bewaak(opdracht.inhoud, opdracht.bomBeleid);
      if (bevindingen.some(({ ernst }) => ernst === 'weigeren')) return uitkomst({ code: 'BRS14', xml: bevindingen });
      using ontleding = ontleed(libxml2, opdracht.inhoud, gebroken);
      const xml = [...bevindingen, ...ontleding.bevindingen];
      if (ontleding.boom === undefined) return uitkomst({ code: 'BRS14', xml });
      return keurXsd(opdracht, ontleding, ontleding.boom, xml);
    },
  };
}

const LEEG: Bevinding = {
  laag: 'xml',
  code: 'LEEG',
  uitleg: 'Er is geen inhoud.',
  verwacht: 'een bericht in XML',
  wieIsAanZet: 'leverancier',
  ernst: 'weigeren',
};

/** What the layers found; a layer that is absent was not reached. */
interface Gevonden {
  readonly code?: 'LEEG' | 'BRS13' | 'BRS14' | 'BRS18';
  readonly type?: BerichtType;
  readonly kop?: Kop | undefined;
  readonly xml: readonly Bevinding[];
  readonly xsd?: readonly Bevinding[];
  readonly regels?: readonly Bevinding[];
}

/** Puts the report together. The message rules and the history rules are not part of the hub yet: skipped. */
function uitkomst({ code, type, kop, xml, xsd, regels }: Gevonden): ValidatieUitkomst {
  const rapport: Rapport = {
    ...(type === undefined ? {} : { bericht: type.soort }),
    uitkomst: code === undefined ? 'geaccepteerd' : 'afgekeurd',
    lagen: [
      { laag: 'xml', uitkomst: laag(xml) },
      { laag: 'xsd', uitkomst: laag(xsd) },
      { laag: 'regels', uitkomst: laag(regels) },
      { laag: 'historie', uitkomst: 'overgeslagen' },
    ],
    bevindingen: [...xml, ...(xsd ?? []), ...(regels ?? [])],
  };
  return {
    rapport,
    ...(code === undefined ? {} : { code }),
    ...(kop === undefined ? {} : { kop }),
    ...(type === undefined ? {} : { soort: type.soort }),
  };
}

function laag(bevindingen: readonly Bevinding[] | undefined): LaagUitkomst {
  if (bevindingen === undefined) return 'overgeslagen';
  return bevindingen.some(({ ernst }) => ernst === 'weigeren') ? 'gezakt' : 'geslaagd';
}
