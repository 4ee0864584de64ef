import { parseBase64, parseBase64Url } from './base64.ts';
import { sha256 } from './digest.ts';
import { JADES_KOPNAMEN } from './jades-namen.ts';
import { leesKoppen } from './koppen.ts';
import { RFC9421_TAG } from './onderteken-antwoord.ts';
import { scanDictionary } from './sf-scan.ts';
import { parseStrictObject } from './strict-json.ts';

const VINGERAFDRUK = /^[0-9a-f]{64}$/;
const KEYID = /;[ \t]*keyid="([0-9A-Fa-f]{64})"/;
/** Deeper than a signature may be: what is too deep to be accepted can still be read. */
const DIEPTE = 16;
/** A longer field is not walked through: 30 kB cost 0.4 ms, and a flood of refused requests comes here as well. */
const MAX_VELD = 4096;

/**
 * Reads which certificate a request says it is signed with, however faulty the rest of it is. Proves nothing and judges
 * nothing: it is for telling the owner of that certificate that the request was refused.
 * @param rawHeaders name, value, name, value … as Node's `rawHeaders`
 * @returns SHA-256 over the certificate, 64 lower-case hex digits; `undefined` when none can be read
 */
export function genoemdCertificaat(rawHeaders: readonly string[]): string | undefined {
  const { waarden } = leesKoppen(rawHeaders);
  for (const naam of JADES_KOPNAMEN) {
    const gevonden = uitJades(waarden.get(naam));
    if (gevonden !== undefined) return gevonden;
  }
  return uitSignatureInput(waarden.get('signature-input'));
}

function uitJades(waarde: string | undefined): string | undefined {
  const bytes = parseBase64Url(/^[A-Za-z0-9_-]+/.exec(waarde ?? '')?.[0] ?? '');
  const leden = bytes === undefined ? undefined : parseStrictObject(bytes, DIEPTE)?.leden;
  if (leden === undefined) return undefined;
  const x5t = leden['x5t#S256'];
  const afdruk = typeof x5t === 'string' ? parseBase64Url(x5t)?.toString('hex') : undefined;
  if (afdruk !== undefined && VINGERAFDRUK.test(afdruk)) return afdruk;
  const { x5c } = leden;
  const blad: unknown = Array.isArray(x5c) ? x5c[0] : undefined;
  const der = typeof blad === 'string' && blad !== '' ? parseBase64(blad) : undefined;
  return der === undefined ? undefined : sha256(der).toString('hex');
}

/** Ours first; then the first signature that can be read; then whatever looks like a keyid in a field that cannot. */
function uitSignatureInput(veld: string | undefined): string | undefined {
  if (veld === undefined) return undefined;
  const leden = veld.length > MAX_VELD ? undefined : scanDictionary(veld);
  const lid = leden?.find(({ parameters }) => parameters.get('tag') === `"${RFC9421_TAG}"`) ?? leden?.[0];
  const keyid = lid?.parameters.get('keyid')?.replace(/^"|"$/g, '').toLowerCase();
  if (keyid !== undefined && VINGERAFDRUK.test(keyid)) return keyid;
  return KEYID.exec(veld)?.[1]?.toLowerCase();
}
