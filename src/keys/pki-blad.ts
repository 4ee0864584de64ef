import { geefUit } from './certificaat-uitgeven.ts';
import type { GelezenCertificaat } from './certificaat-lezen.ts';
import type { OntwikkelCa } from './pki-ca.ts';
import {
  DAG_MS,
  leesCertificaten,
  leesEigen,
  leesSleutel,
  maakSleutel,
  schrijfCertificaten,
  schrijfSleutel,
} from './pki-map.ts';
import type { Sleutelsoort } from './pki-aansluiting.ts';
import type { PkiMap } from './pki-map.ts';

/** A leaf that must be there. */
export interface BladWens {
  /** Start of the file names: `<bestand>.key.pem`, `<bestand>.crt.pem`. */
  readonly bestand: string;
  readonly naam: string;
  readonly oin: string;
  readonly sleutelsoort: Sleutelsoort;
  /** The hub's own certificates serve TLS as well, and are kept when they are replaced: receipts stay provable. */
  readonly vanHub: boolean;
}

/** A leaf that is there. */
export interface Blad {
  readonly certificaat: GelezenCertificaat;
  readonly stand: 'gemaakt' | 'vernieuwd' | 'ongewijzigd';
}

const BLAD_DAGEN = 365;
/** A leaf that ends sooner than this is replaced at the next start. */
const VERNIEUW_MS = 30 * DAG_MS;
/** Clocks of two machines differ: a new certificate is valid since an hour ago. */
const ACHTERUIT_MS = 3_600_000;

/** Keeps a leaf that is still good; else makes a new key and certificate. */
export async function zorgVoorBlad(pki: PkiMap, ca: OntwikkelCa, wens: BladWens, opnieuw: boolean): Promise<Blad> {
  const [bestaand] = await leesCertificaten(pki, `${wens.bestand}.crt.pem`);
  if (!opnieuw && bestaand !== undefined && (await isGoed(pki, ca, wens, bestaand)))
    return { certificaat: bestaand, stand: 'ongewijzigd' };
  const sleutel = await maakSleutel(wens.sleutelsoort);
  const nuMs = pki.nu.getTime();
  const der = await geefUit(
    {
      naam: wens.naam,
      organisatie: wens.naam,
      oins: [wens.oin],
      sleutel,
      van: new Date(nuMs - ACHTERUIT_MS),
      tot: new Date(Math.min(nuMs + BLAD_DAGEN * DAG_MS, ca.certificaat.totMs)),
      gebruik: wens.vanHub ? 'ondertekenen-en-tls' : 'ondertekenen',
    },
    { der: ca.certificaat.der, sleutel: await ca.sleutel() },
  );
  if (wens.vanHub && bestaand !== undefined) await bewaarVoorganger(pki, wens.bestand, bestaand);
  await schrijfSleutel(pki, `${wens.bestand}.key.pem`, sleutel);
  await schrijfCertificaten(pki, `${wens.bestand}.crt.pem`, [der]);
  return { certificaat: leesEigen(der), stand: bestaand === undefined ? 'gemaakt' : 'vernieuwd' };
}

/** A key without its certificate, or of another one, is what a crash between two writes leaves behind: not good. */
async function isGoed(pki: PkiMap, ca: OntwikkelCa, wens: BladWens, blad: GelezenCertificaat): Promise<boolean> {
  const sleutel = await leesSleutel(pki, `${wens.bestand}.key.pem`);
  return (
    sleutel !== undefined &&
    blad.x509.checkPrivateKey(sleutel) &&
    (sleutel.asymmetricKeyType === 'rsa') === (wens.sleutelsoort === 'rsa') &&
    blad.uitgever === ca.certificaat.onderwerp &&
    blad.x509.verify(ca.certificaat.sleutel) &&
    blad.serialNumbers.length === 1 &&
    blad.serialNumbers[0] === wens.oin &&
    blad.vanMs <= pki.nu.getTime() &&
    blad.totMs - pki.nu.getTime() > VERNIEUW_MS
  );
}

async function bewaarVoorganger(pki: PkiMap, bestand: string, blad: GelezenCertificaat): Promise<void> {
  await schrijfCertificaten(pki, `${bestand}-oud-${blad.vingerafdruk.slice(0, 12)}.crt.pem`, [blad.der]);
}
