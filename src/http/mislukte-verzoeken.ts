import type { FoutCode } from '../bericht/fault-catalogue.ts';
import type { CertificaatRegister, HandtekeningFout } from '../verify/port.ts';

/** Methods that are remembered by name; another is remembered as {@link ANDERE_METHODE}, since the caller made it up. */
export const ONTHOUDEN_METHODEN = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
export const ANDERE_METHODE = 'ANDERS';
/** Stands in the place of the route for a path that the contract does not have. */
export const ONBEKEND_PAD = '(onbekend)';

/** A request that was refused without becoming a message. Never holds anything that the sender wrote. */
export interface MisluktVerzoek {
  readonly moment: Date;
  readonly methode: (typeof ONTHOUDEN_METHODEN)[number] | typeof ANDERE_METHODE;
  /** Route as the contract has it, `/v1/berichten/{traceerId}`, or {@link ONBEKEND_PAD}: never the path that came in. */
  readonly pad: string;
  readonly code: FoutCode;
  /** SHA-256 of the certificate that the request named. */
  readonly vingerafdruk: string;
}

/** The failures of one connection. */
export interface MislukteVerzoekenVan {
  /** Oldest first. */
  readonly verzoeken: readonly MisluktVerzoek[];
  /** How many fell out of the rings of this connection since `sinds`: anybody can name a certificate, so floods show. */
  readonly vervallen: number;
  /** Since when failures are kept: the start of this process. */
  readonly sinds: Date;
}

/** Keeps the last failures per certificate, in memory. */
export interface MislukteVerzoeken {
  /** Remembers a failure when it names a certificate of a known connection; else does nothing. */
  meld(
    wie: Pick<HandtekeningFout, 'beweerd' | 'vingerafdruk'>,
    wat: Omit<MisluktVerzoek, 'vingerafdruk' | 'methode'> & { readonly methode: string },
  ): void;
  /** @returns what is left of the failures that named a certificate of this connection. */
  van(aansluiting: string): MislukteVerzoekenVan;
}

/** Bounds of the memory: 1000 rings of 50 are about 8 MB. */
export interface RingGrenzen {
  readonly maxPerCertificaat: number;
  readonly maxCertificaten: number;
}

interface Ring {
  readonly aansluiting: string;
  readonly verzoeken: MisluktVerzoek[];
}

const GRENZEN: RingGrenzen = { maxPerCertificaat: 50, maxCertificaten: 1000 };

/**
 * Makes the rings. Only certificates of connections that the tables know get one, so a stranger cannot make any; what a
 * full ring or a dropped one loses is counted for its owner.
 */
export function createMislukteVerzoeken(
  certificaten: Pick<CertificaatRegister, 'zoek'>,
  sinds: Date,
  { maxPerCertificaat, maxCertificaten }: RingGrenzen = GRENZEN,
): MislukteVerzoeken {
  // in the order of last use: the first is dropped when there are too many
  const ringen = new Map<string, Ring>();
  const vervallen = new Map<string, number>();
  const verval = (aansluiting: string, aantal: number): void => {
    vervallen.set(aansluiting, (vervallen.get(aansluiting) ?? 0) + aantal);
  };

  return {
    meld: ({ beweerd, vingerafdruk }, wat) => {
      if (vingerafdruk === undefined) return;
      const aansluiting = (beweerd ?? certificaten.zoek(vingerafdruk)?.aansluiting)?.id;
      if (aansluiting === undefined) return;
      const sleutel = `${aansluiting} ${vingerafdruk}`;
      const ring = ringen.get(sleutel) ?? { aansluiting, verzoeken: [] };
      ringen.delete(sleutel);
      ringen.set(sleutel, ring);
      // a caller that goes on in spite of 429 must not push out what he is looking for
      const laatste = ring.verzoeken.at(-1);
      if (wat.code === 'DRUK' && laatste?.code === 'DRUK' && laatste.pad === wat.pad) {
        ring.verzoeken.pop();
        verval(aansluiting, 1);
      }
      const methode = ONTHOUDEN_METHODEN.find((naam) => naam === wat.methode) ?? ANDERE_METHODE;
      ring.verzoeken.push({ ...wat, methode, vingerafdruk });
      if (ring.verzoeken.length > maxPerCertificaat) {
        ring.verzoeken.shift();
        verval(aansluiting, 1);
      }
      if (ringen.size <= maxCertificaten) return;
      for (const [oudste, weg] of ringen) {
        ringen.delete(oudste);
        verval(weg.aansluiting, weg.verzoeken.length);
        break;
      }
    },
    van: (aansluiting) => ({
      verzoeken: [...ringen.values()]
        .filter((ring) => ring.aansluiting === aansluiting)
        .flatMap(({ verzoeken }) => verzoeken)
        .sort((a, b) => a.moment.getTime() - b.moment.getTime()),
      vervallen: vervallen.get(aansluiting) ?? 0,
      sinds,
    }),
  };
}
