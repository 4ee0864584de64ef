import { createPrivateKey } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sleutelGegevens } from './blad-eisen.ts';
import { leesCertificaat, leesPem } from './certificaat-lezen.ts';
import type { GelezenCertificaat } from './certificaat-lezen.ts';
import type { HubSleutel, HubSleutels } from './port.ts';
import { SleutelOntbreekt } from './sleutelmap.ts';

/** `hub.crt.pem`, `hub-rsa.crt.pem`, and the former ones beside them under any other name that starts with `hub-`. */
const CERTIFICAAT = /^hub(-.+)?\.crt\.pem$/;

/**
 * Loads the keys with which the hub signs: `hub.key.pem` with `hub.crt.pem` (P-256) and `hub-rsa.key.pem` with
 * `hub-rsa.crt.pem` (RSA, 2048 bits or more), and all certificates of the hub in the folder. A certificate file may hold
 * its chain after it.
 * @throws SleutelOntbreekt with one Dutch sentence when a file is missing, is not readable, or does not fit the other.
 */
export async function laadHubSleutels(map: string): Promise<HubSleutels> {
  const namen = (await readdir(map).catch(() => [])).filter((naam) => CERTIFICAAT.test(naam));
  const [es256, ps256, ...alle] = await Promise.all([
    laadSleutel(map, 'hub', 'ES256'),
    laadSleutel(map, 'hub-rsa', 'PS256'),
    ...namen.map((naam) => laadCertificaat(join(map, naam))),
  ]);
  const certificaten = alle
    .toSorted((a, b) => b.vanMs - a.vanMs)
    .map(({ der, vingerafdruk, vanMs, totMs }) => ({ der, vingerafdruk, van: new Date(vanMs), tot: new Date(totMs) }));
  return { es256, ps256, certificaten };
}

async function laadSleutel(map: string, naam: string, alg: HubSleutel['alg']): Promise<HubSleutel> {
  const pad = join(map, `${naam}.key.pem`);
  const certificaat = await laadCertificaat(join(map, `${naam}.crt.pem`));
  const pem = await readFile(pad).catch(() => undefined);
  if (pem === undefined)
    throw new SleutelOntbreekt(`Het bestand ${pad} met de sleutel van het knooppunt ontbreekt of is niet leesbaar.`);
  const sleutel = alsSleutel(pem);
  const { sleutelSoort, bits } = sleutelGegevens(certificaat);
  const past = alg === 'ES256' ? sleutelSoort === 'p256' : sleutelSoort === 'rsa' && bits >= 2048;
  if (sleutel === undefined || !past || !certificaat.x509.checkPrivateKey(sleutel))
    throw new SleutelOntbreekt(
      `Het bestand ${pad} is geen sleutel voor ${alg}, of hoort niet bij ${naam}.crt.pem in dezelfde map.`,
    );
  return {
    alg,
    sleutel,
    certificaatDer: certificaat.der,
    vingerafdruk: certificaat.vingerafdruk,
    geldigVan: new Date(certificaat.vanMs),
    geldigTot: new Date(certificaat.totMs),
  };
}

async function laadCertificaat(pad: string): Promise<GelezenCertificaat> {
  const tekst = await readFile(pad, 'latin1').catch(() => '');
  const [der] = leesPem(tekst, 'CERTIFICATE');
  const certificaat = der === undefined ? undefined : leesCertificaat(der);
  if (certificaat === undefined)
    throw new SleutelOntbreekt(
      `Het bestand ${pad} met het certificaat van het knooppunt ontbreekt of is niet leesbaar.`,
    );
  return certificaat;
}

function alsSleutel(pem: Buffer): ReturnType<typeof createPrivateKey> | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
