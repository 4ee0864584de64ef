import type { Tafels } from './bericht/aansluiting.ts';
import { StartGeweigerd } from './compose-fout.ts';
import type { Config } from './config/port.ts';
import { laadCertificaatBronnen, type CertificaatBronnen } from './keys/certificaat-bronnen.ts';
import { schrijfPem } from './keys/certificaat-lezen.ts';
import { createCertificaatRegister, type BeheerdCertificaatRegister } from './keys/certificaat-register.ts';
import {
  leesCertsJson,
  metOntwikkelCertificaten,
  ontwikkelAansluitingen,
  type CertsJsonRegel,
} from './keys/certs-json.ts';
import { zorgVoorOntwikkelPki } from './keys/ontwikkel-pki.ts';
import { foutVelden } from './observe/fout-velden.ts';
import type { Klok, Logger } from './observe/port.ts';
import { createTafelHouder } from './route/tafel-houder.ts';

/** The tables together with the certificates that belong to them: they change together. */
export interface Tafelbron {
  /** The tables in use, with the fingerprints of development certificates filled in; the same object until they change. */
  readonly tafels: () => Tafels;
  readonly certificaten: BeheerdCertificaatRegister;
  /** The certificate files in use. */
  readonly bronnen: () => CertificaatBronnen;
  /** PEM of the CAs above the certificates. */
  readonly keten: readonly string[];
  /** Number of faults of the last reload of the tables; 0 when they are in use. */
  readonly aantalFouten: () => number;
  /** What is wrong with the certificates themselves, for readiness. */
  readonly certificaatGebrek: () => string | undefined;
  herlaad(): Promise<void>;
  close(): Promise<void>;
}

/** Lists are refreshed at half of their life and leaves a month before their end: once an hour is often enough. */
const VERVERS_MS = 3_600_000;

/**
 * Loads tables and certificates, in demo and test with the development PKI made or renewed first, and keeps both fresh.
 * @throws StartGeweigerd with every fault of the tables, by file and line.
 */
export async function createTafelbron(delen: {
  readonly config: Config;
  readonly klok: Klok;
  readonly log: Logger;
}): Promise<Tafelbron> {
  const { config, klok, log } = delen;
  const { omgeving, certificatenMap } = config;
  const geladen = await createTafelHouder({ map: config.routingMap, omgeving, klok, log });
  if (!geladen.ok) {
    const regels = geladen.fout.map(({ bestand, lijn, uitleg }) => `  ${bestand}:${lijn}  ${uitleg}`);
    throw new StartGeweigerd(
      `De routeringstabellen in ${config.routingMap} bevatten ${regels.length} fout(en):\n${regels.join('\n')}`,
    );
  }
  const houder = geladen.waarde;

  let certs: readonly CertsJsonRegel[] = [];
  let gezien: Tafels | undefined;
  let verrijkt: Tafels | undefined;
  let gebrek: string | undefined;

  const tafels = (): Tafels => {
    const nu = houder.huidig();
    // one object per version of tables and certificates: the register tells new tables by their identity
    if (verrijkt === undefined || nu !== gezien) {
      gezien = nu;
      verrijkt = metOntwikkelCertificaten(nu, certs, omgeving);
    }
    return verrijkt;
  };

  async function leesCertificaten(): Promise<CertificaatBronnen> {
    if (omgeving !== 'productie') {
      const aansluitingen = ontwikkelAansluitingen(houder.huidig());
      await zorgVoorOntwikkelPki({ map: certificatenMap, aansluitingen, omgeving, nu: klok.nu() });
      certs = await leesCertsJson(certificatenMap);
      verrijkt = undefined;
    }
    return laadCertificaatBronnen(certificatenMap);
  }

  let bronnen: CertificaatBronnen;
  let register: BeheerdCertificaatRegister;
  let keten: readonly string[];
  try {
    bronnen = await leesCertificaten();
    keten = [...bronnen.tussen, ...bronnen.wortels].map(({ der }) => schrijfPem(der, 'CERTIFICATE'));
    register = createCertificaatRegister({ tafels, bronnen, intrekking: config.intrekking, omgeving });
  } catch (fout) {
    await houder.close();
    throw fout;
  }

  let bezig: Promise<void> = Promise.resolve();
  /** One at a time: a reload during a reload waits for it. */
  const ververs = (): Promise<void> => {
    bezig = bezig.then(async () => {
      try {
        const nieuw = await leesCertificaten();
        register.herlaad(nieuw);
        bronnen = nieuw;
        gebrek = undefined;
      } catch (fout) {
        gebrek = 'De certificaten zijn niet opnieuw gelezen; de vorige blijven in gebruik. Zie het logboek.';
        log.error('certificaten niet gelezen', foutVelden(fout));
      }
    });
    return bezig;
  };
  const eindeWissel = houder.opWissel(() => void ververs());
  const timer = setInterval(() => void ververs(), VERVERS_MS);
  timer.unref();

  return {
    tafels,
    certificaten: register,
    bronnen: () => bronnen,
    keten,
    aantalFouten: () => houder.fouten().length,
    certificaatGebrek: () => gebrek,
    async herlaad() {
      await houder.herlaad();
      await ververs();
    },
    async close() {
      clearInterval(timer);
      eindeWissel();
      await houder.close();
      await bezig;
    },
  };
}
