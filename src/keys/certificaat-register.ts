import type { Aansluiting, AansluitingCertificaat, Omgeving, Tafels } from '../bericht/aansluiting.ts';
import { datumInNederland, isGeldigOp } from '../bericht/datum.ts';
import { gelukt, mislukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import type { BekendCertificaat, CertificaatOordeel, CertificaatRegister } from '../verify/port.ts';
import { ONTWIKKEL_ROOT } from './ontwikkel-namen.ts';
import { oinVan, sleutelGegevens, toetsBlad } from './blad-eisen.ts';
import type { BladReden } from './blad-eisen.ts';
import type { CertificaatBronnen } from './certificaat-bronnen.ts';
import { leesCertificaat, vingerafdrukVan } from './certificaat-lezen.ts';
import type { GelezenCertificaat } from './certificaat-lezen.ts';
import { toetsIntrekking } from './intrekking.ts';
import type { IntrekkingReden } from './intrekking.ts';
import { bouwKeten } from './keten.ts';
import type { KetenReden } from './keten.ts';

/** Why a certificate is refused, for the operator's eyes and the party's own diagnosis. */
export type CertificaatReden = BladReden | KetenReden | IntrekkingReden | 'buiten_tabel' | 'onbekend';

/** A certificate of a connection, as the tables and the files know it. */
export interface CertificaatGegevens {
  readonly aansluiting: Aansluiting;
  readonly vingerafdruk: string;
  /** Dates of the certificate itself; `undefined` when the tables name a fingerprint that no file holds. */
  readonly geldigheid: { readonly van: Date; readonly tot: Date } | undefined;
  /** Absent when the certificate is fine at this moment. */
  readonly reden?: CertificaatReden;
}

/** The register with what its operator needs besides. */
export interface BeheerdCertificaatRegister extends CertificaatRegister {
  /** Takes newly read files; all cached judgements are dropped. New tables are noticed by themselves. */
  herlaad(bronnen: CertificaatBronnen): void;
  /** All certificates that the tables name, and how they stand at a moment. */
  certificaten(nu: Date): readonly CertificaatGegevens[];
  /** @returns why {@link CertificaatRegister.beoordeel} refuses, or `undefined` when it does not. */
  waaromNiet(certificaat: BekendCertificaat, nu: Date): CertificaatReden | undefined;
}

/** What the register is made of. */
export interface CertificaatRegisterOpties {
  /** The tables of this moment; another object means new tables, so do not build one on every call. */
  readonly tafels: () => Tafels;
  readonly bronnen: CertificaatBronnen;
  readonly intrekking: 'strikt' | 'soepel';
  readonly omgeving: Omgeving;
}

interface Gegevens {
  readonly gelezen: GelezenCertificaat;
  /** Line of the tables; `undefined` when the certificate came with a message (binding by OIN). */
  readonly regel: AansluitingCertificaat | undefined;
}

interface Oordeel {
  readonly vanMs: number;
  readonly totMs: number;
  readonly uitkomst: Uitkomst<CertificaatOordeel, CertificaatReden>;
  readonly antwoord: Uitkomst<CertificaatOordeel, 'HND12' | 'HND13'>;
}

/** A refusal is kept shortly: the same bad certificate may come in a hundred times a second. */
const WEIGERING_MS = 10_000;
/** Dates of the tables change at Dutch midnight, which is always a whole hour in UTC as well. */
const UUR_MS = 3_600_000;
/** Certificates that came with a message and chain to our roots: more than this many are not remembered. */
const MAX_OP_OIN = 10_000;

/** Lists that are too old or missing are our surroundings' fault: the sender may come again. */
const ONBEPAALD: ReadonlySet<CertificaatReden> = new Set(['geen_intrekkingslijst', 'intrekkingslijst_verlopen']);

/**
 * Makes the register of certificates on top of the tables. A certificate is found by its fingerprint, and its key comes
 * from our own copy; a judgement is kept until the first of: end of a certificate of the chain, nextUpdate of a list, the
 * hour when the table line has dates, {@link BeheerdCertificaatRegister.herlaad}, new tables.
 */
export function createCertificaatRegister(opties: CertificaatRegisterOpties): BeheerdCertificaatRegister {
  const { tafels, intrekking, omgeving } = opties;
  let bronnen = toegestaan(opties.bronnen, omgeving);
  const gegevens = new WeakMap<BekendCertificaat, Gegevens>();
  let gezieneTafels: Tafels | undefined;
  let bekend = new Map<string, BekendCertificaat>();
  let opOin = new Map<string, BekendCertificaat>();
  let oordelen = new WeakMap<BekendCertificaat, Oordeel>();

  function neemOp(aansluiting: Aansluiting, { gelezen, regel }: Gegevens): BekendCertificaat {
    const certificaat: BekendCertificaat = {
      aansluiting,
      vingerafdruk: gelezen.vingerafdruk,
      sleutel: gelezen.sleutel,
      ...sleutelGegevens(gelezen),
    };
    gegevens.set(certificaat, { gelezen, regel });
    return certificaat;
  }

  function bouwIndex(nieuw: Tafels): void {
    const bladen = new Map(bronnen.bladen.map((blad) => [blad.vingerafdruk, blad]));
    const index = new Map<string, BekendCertificaat>();
    for (const aansluiting of nieuw.aansluitingen.values())
      for (const regel of aansluiting.certificaten) {
        const gelezen = bladen.get(regel.vingerafdruk);
        if (gelezen !== undefined) index.set(regel.vingerafdruk, neemOp(aansluiting, { gelezen, regel }));
      }
    gezieneTafels = nieuw;
    bekend = index;
    opOin = new Map();
    oordelen = new WeakMap();
  }

  function actueel(): Tafels {
    const nu = tafels();
    if (nu !== gezieneTafels) bouwIndex(nu);
    return nu;
  }

  function bereken(certificaat: BekendCertificaat, nu: Date): Oordeel {
    const nuMs = nu.getTime();
    const bron = gegevens.get(certificaat);
    const eindUur = Math.floor(nuMs / UUR_MS) * UUR_MS + UUR_MS - 1;
    const weiger = (reden: CertificaatReden): Oordeel => ({
      vanMs: nuMs,
      totMs: Math.min(nuMs + WEIGERING_MS, eindUur, totBegin(bron, nuMs)),
      uitkomst: mislukt(reden),
      antwoord: mislukt(ONBEPAALD.has(reden) ? 'HND13' : 'HND12'),
    });
    if (bron === undefined) return weiger('onbekend');
    const { gelezen, regel } = bron;
    const metDatums = regel?.van !== undefined || regel?.tot !== undefined;
    if (metDatums && !isGeldigOp({ geldigVan: regel.van, geldigTot: regel.tot }, datumInNederland(nu)))
      return weiger('buiten_tabel');
    const fout = toetsBlad(gelezen, { oin: certificaat.aansluiting.oin, omgeving });
    if (fout !== undefined) return weiger(fout);
    const keten = bouwKeten(gelezen, bronnen, nu);
    if (!keten.ok) return weiger(keten.fout);
    const lijst = toetsIntrekking(keten.waarde, bronnen.crls, intrekking, nu);
    if (!lijst.ok) return weiger(lijst.fout);
    const { crlNummer, totMs } = lijst.waarde;
    const uitkomst = gelukt(crlNummer === undefined ? {} : { crlNummer });
    return {
      vanMs: metDatums ? nuMs : Math.max(...keten.waarde.map(({ vanMs }) => vanMs)),
      totMs: Math.min(totMs, metDatums ? eindUur : Infinity, ...keten.waarde.map((schakel) => schakel.totMs)),
      uitkomst,
      antwoord: uitkomst,
    };
  }

  function oordeel(certificaat: BekendCertificaat, nu: Date): Oordeel {
    actueel();
    const nuMs = nu.getTime();
    const gekend = oordelen.get(certificaat);
    if (gekend !== undefined && gekend.vanMs <= nuMs && nuMs <= gekend.totMs) return gekend;
    const nieuw = bereken(certificaat, nu);
    oordelen.set(certificaat, nieuw);
    return nieuw;
  }

  function zoekOpOin(der: Buffer): BekendCertificaat | undefined {
    const nu = actueel();
    const vingerafdruk = vingerafdrukVan(der);
    const gekend = opOin.get(vingerafdruk);
    if (gekend !== undefined) return gekend;
    const gelezen = leesCertificaat(der);
    const oin = gelezen === undefined ? undefined : oinVan(gelezen);
    if (gelezen === undefined || oin === undefined) return undefined;
    const kandidaten = [...nu.aansluitingen.values()].filter(
      (aansluiting) => aansluiting.oin === oin && aansluiting.certificaatbinding === 'oin',
    );
    const [aansluiting, ...meer] = kandidaten;
    // two connections with one OIN: the certificate does not tell which one it is
    if (aansluiting === undefined || meer.length > 0 || !bouwKeten(gelezen, bronnen).ok) return undefined;
    const listed = bekend.get(vingerafdruk);
    const gevonden = listed?.aansluiting === aansluiting ? listed : neemOp(aansluiting, { gelezen, regel: undefined });
    if (opOin.size >= MAX_OP_OIN) opOin.clear();
    opOin.set(vingerafdruk, gevonden);
    return gevonden;
  }

  function waaromNiet(certificaat: BekendCertificaat, nu: Date): CertificaatReden | undefined {
    const { uitkomst } = oordeel(certificaat, nu);
    return uitkomst.ok ? undefined : uitkomst.fout;
  }

  return {
    zoek(vingerafdruk) {
      actueel();
      return bekend.get(vingerafdruk);
    },
    zoekOpOin,
    beoordeel: (certificaat, nu) => oordeel(certificaat, nu).antwoord,
    herlaad(nieuw) {
      bronnen = toegestaan(nieuw, omgeving);
      bouwIndex(tafels());
    },
    certificaten(nu) {
      return [...actueel().aansluitingen.values()].flatMap((aansluiting) =>
        aansluiting.certificaten.map(({ vingerafdruk }) => {
          const certificaat = bekend.get(vingerafdruk);
          const gelezen = certificaat === undefined ? undefined : gegevens.get(certificaat)?.gelezen;
          if (certificaat === undefined || gelezen === undefined)
            return { aansluiting, vingerafdruk, geldigheid: undefined, reden: 'onbekend' as const };
          const geldigheid = { van: new Date(gelezen.vanMs), tot: new Date(gelezen.totMs) };
          const reden = waaromNiet(certificaat, nu);
          return { aansluiting, vingerafdruk, geldigheid, ...(reden === undefined ? {} : { reden }) };
        }),
      );
    },
    waaromNiet,
  };
}

/** A certificate that is not valid yet must not be refused a moment longer. */
function totBegin(bron: Gegevens | undefined, nuMs: number): number {
  const begin = bron?.gelezen.vanMs ?? 0;
  return begin > nuMs ? begin - 1 : Infinity;
}

/** The development root is a file that anyone may copy into a folder: production never trusts it. */
function toegestaan(bronnen: CertificaatBronnen, omgeving: Omgeving): CertificaatBronnen {
  if (omgeving !== 'productie') return bronnen;
  return { ...bronnen, wortels: bronnen.wortels.filter(({ x509 }) => !x509.subject.includes(ONTWIKKEL_ROOT)) };
}
