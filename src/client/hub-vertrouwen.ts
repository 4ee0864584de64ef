import { X509Certificate } from 'node:crypto';
import type { Klok } from '../observe/port.ts';
import { leesHubCertificaat } from '../signature/hub-certificaat.ts';
import type { HubCertificaat } from '../signature/hub-certificaat.ts';
import type { HubCertificaten } from './antwoorden.ts';
import { ClientInstellingFout } from './fouten.ts';

/**
 * Which certificates of the hub a client believes. `certificaten`: these, as given by the operator of the hub.
 * `vingerafdrukken`: fetched from the hub, and taken when the SHA-256 is in the list. `ca` with `oin`: fetched, and taken
 * when the certificate chains to one of these roots and its subject carries the OIN of the hub: a root alone would let
 * everyone with a certificate of the same CA answer in its name. Revocation is not looked at: a withdrawn certificate
 * has to be taken out of the hub, or out of the lists here.
 */
export type HubVertrouwen =
  | { readonly certificaten: readonly (string | Buffer)[] }
  | { readonly vingerafdrukken: readonly string[] }
  | { readonly ca: readonly (string | Buffer)[]; readonly oin: string };

/** A trusted certificate of the hub with its PEM, which goes into the proof. */
export interface VertrouwdCertificaat extends HubCertificaat {
  readonly pem: string;
}

/** The trusted certificates of one hub. */
export interface HubCertificaatBron {
  huidige(): Promise<readonly VertrouwdCertificaat[]>;
  /**
   * Asks the hub again, because an answer bears a certificate that is not known: the hub may have renewed its own.
   * Not more often than once a minute.
   * @returns whether it was asked.
   */
  ververs(): Promise<boolean>;
}

const VERVERS_MS = 60_000;
const MAX_KETEN = 4;

/**
 * Makes the source of trusted certificates.
 * @param haal asks the hub for its certificates; only for the kinds of trust that need it.
 * @throws ClientInstellingFout when a given certificate cannot be read.
 */
export function createHubCertificaatBron(
  vertrouwen: HubVertrouwen,
  haal: () => Promise<HubCertificaten>,
  klok: Klok,
): HubCertificaatBron {
  if ('certificaten' in vertrouwen) {
    const vast = vertrouwen.certificaten.map((pemOfDer) => leesGegeven(pemOfDer));
    return { huidige: () => Promise.resolve(vast), ververs: () => Promise.resolve(false) };
  }
  const magBlijven = createToets(vertrouwen, klok);
  let gehaald: Promise<readonly VertrouwdCertificaat[]> | undefined;
  let gevraagdOp = 0;

  const haalOp = (): Promise<readonly VertrouwdCertificaat[]> => {
    gevraagdOp = klok.monotoonMs();
    const poging = haal().then(({ certificaten, keten }) => {
      const boven = keten.map(probeerLees).filter((gelezen) => gelezen !== undefined);
      return certificaten
        .map(({ pem }) => probeerLees(pem))
        .filter((blad) => blad !== undefined)
        .filter((blad) => magBlijven(blad, boven))
        .map(metPem);
    });
    gehaald = poging;
    // what failed is asked again by the next call
    poging.catch(() => {
      if (gehaald === poging) gehaald = undefined;
    });
    return poging;
  };

  return {
    huidige: () => gehaald ?? haalOp(),
    async ververs() {
      if (klok.monotoonMs() - gevraagdOp < VERVERS_MS) return false;
      await haalOp();
      return true;
    },
  };
}

type Toets = (blad: X509Certificate, boven: readonly X509Certificate[]) => boolean;

function createToets(vertrouwen: Exclude<HubVertrouwen, { certificaten: unknown }>, klok: Klok): Toets {
  if ('vingerafdrukken' in vertrouwen) {
    const bekend = new Set(vertrouwen.vingerafdrukken.map((tekst) => tekst.replaceAll(':', '').toLowerCase()));
    return (blad) => bekend.has(blad.fingerprint256.replaceAll(':', '').toLowerCase());
  }
  const wortels = vertrouwen.ca.map((pemOfDer) => leesCertificaat(pemOfDer));
  const { oin } = vertrouwen;
  return (blad, boven) => {
    const nu = klok.nu();
    return !blad.ca && draagtOin(blad, oin) && isGeldig(blad, nu) && isOnderWortel(blad, { boven, wortels, nu });
  };
}

interface KetenDelen {
  readonly boven: readonly X509Certificate[];
  readonly wortels: readonly X509Certificate[];
  readonly nu: Date;
}

function isOnderWortel(blad: X509Certificate, { boven, wortels, nu }: KetenDelen): boolean {
  let laatste = blad;
  for (let diepte = 0; diepte < MAX_KETEN; diepte += 1) {
    const huidig = laatste;
    const gafUit = (ca: X509Certificate): boolean =>
      ca.ca && isGeldig(ca, nu) && huidig.checkIssued(ca) && huidig.verify(ca.publicKey);
    if (wortels.some(gafUit)) return true;
    const tussen = boven.find((ca) => ca.fingerprint256 !== huidig.fingerprint256 && gafUit(ca));
    if (tussen === undefined) return false;
    laatste = tussen;
  }
  return false;
}

function isGeldig(certificaat: X509Certificate, nu: Date): boolean {
  return Date.parse(certificaat.validFrom) <= nu.getTime() && nu.getTime() <= Date.parse(certificaat.validTo);
}

/** Exactly one subject.serialNumber, and it is the OIN: two would let a reader choose. */
function draagtOin(certificaat: X509Certificate, oin: string): boolean {
  const { serialNumber } = certificaat.toLegacyObject().subject as unknown as { readonly serialNumber?: unknown };
  return serialNumber === oin;
}

function probeerLees(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    // one that we cannot read is one that we do not trust
    return undefined;
  }
}

function leesCertificaat(pemOfDer: string | Buffer): X509Certificate {
  try {
    return new X509Certificate(pemOfDer);
  } catch (fout) {
    throw new ClientInstellingFout('Een opgegeven certificaat van het knooppunt is geen certificaat in PEM of DER.', {
      cause: fout,
    });
  }
}

function leesGegeven(pemOfDer: string | Buffer): VertrouwdCertificaat {
  const certificaat = leesCertificaat(pemOfDer);
  try {
    return metPem(certificaat);
  } catch (fout) {
    throw new ClientInstellingFout('De sleutel van een opgegeven hubcertificaat is van een onbekende soort.', {
      cause: fout,
    });
  }
}

function metPem(certificaat: X509Certificate): VertrouwdCertificaat {
  return { ...leesHubCertificaat(certificaat.raw), pem: certificaat.toString() };
}
