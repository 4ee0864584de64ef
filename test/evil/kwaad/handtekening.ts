import { constants, sign } from 'node:crypto';
import { kopWaarde, metKop, type Getekend, type Koppen } from '../teken.ts';
import { KANARIE, teken, type Recept } from './recept.ts';

const parametersVan = ({ koppen }: Getekend): string => kopWaarde(koppen, 'Signature-Input').replace('knooppunt=', '');

/** Replaces text in Signature-Input; the signature then belongs to the former text, but never comes to be looked at. */
function metInput(wat: RegExp | string, door: string | ((gevonden: string) => string)): Recept['stappen'] & object {
  return teken((getekend) => {
    const oud = kopWaarde(getekend.koppen, 'Signature-Input');
    const nieuw = typeof door === 'string' ? oud.replace(wat, () => door) : oud.replace(wat, door);
    if (nieuw === oud) throw new Error('Signature-Input has no place for this trick');
    return metKop(getekend.koppen, 'Signature-Input', nieuw);
  }).stappen!;
}

const input = (wat: RegExp | string, door: string, variant?: string, anders?: Recept['anders']): Recept =>
  teken(() => [], {
    stappen: metInput(wat, door),
    ...(variant === undefined ? {} : { variant }),
    ...(anders === undefined ? {} : { anders }),
  });

/** The lines under the signature, written out by hand. @see RFC 9421 §2.5 */
function basis(getekend: Getekend): Buffer {
  const { method, host, target, koppen } = getekend;
  return Buffer.from(
    [
      `"@method": ${method}`,
      `"@target-uri": http://${host}${target}`,
      `"content-digest": ${kopWaarde(koppen, 'Content-Digest')}`,
      `"content-type": ${kopWaarde(koppen, 'Content-Type')}`,
      `"@signature-params": ${parametersVan(getekend)}`,
    ].join('\n'),
    'latin1',
  );
}

function metHandtekening(getekend: Getekend, bytes: Buffer): Koppen {
  return metKop(getekend.koppen, 'Signature', `knooppunt=:${bytes.toString('base64')}:`);
}

/** Signs again after `Signature-Input` was changed, so that nothing but the change is wrong. */
function opnieuw(getekend: Getekend, koppen: Koppen): Koppen {
  const nu = { ...getekend, koppen };
  const { sleutel } = getekend.ondertekenaar;
  return metHandtekening(nu, sign('sha256', basis(nu), { key: sleutel, dsaEncoding: 'ieee-p1363' }));
}

const digest = (maak: (oud: string) => string, variant?: string): Recept =>
  teken(
    ({ koppen, ...rest }) =>
      opnieuw({ koppen, ...rest }, metKop(koppen, 'Content-Digest', maak(kopWaarde(koppen, 'Content-Digest')))),
    {
      ...(variant === undefined ? {} : { variant }),
    },
  );

const ANDER_SHA256 = Buffer.alloc(32, 7).toString('base64');
const ANDER_SHA512 = Buffer.alloc(64, 7).toString('base64');

/** Group: signature and digest, in the profile of RFC 9421. */
export const HANDTEKENING: Readonly<Record<string, readonly Recept[]>> = {
  H113: [digest(() => `sha-256=:${ANDER_SHA256}:`)],
  H114: [digest((oud) => `${oud}, sha-512=:${ANDER_SHA512}:`)],
  H115: [digest(() => `md5=:${Buffer.alloc(16, 7).toString('base64')}:`)],
  H116: [
    digest(() => 'sha-256=:%%%%:', 'no base64'),
    digest((oud) => oud.replace('=:', '=:%%%%'), 'right but for junk that many decoders skip'),
    digest((oud) => oud.replace(/=:$/, ':'), 'without padding'),
  ],
  H117: [input('("@method"', '("@method')],
  H118: [teken(({ koppen }) => metKop(koppen, 'Signature', 'knooppunt=:***:'))],
  H119: [
    teken(({ koppen }) => {
      const labels = Array.from({ length: 1_000 }, (_, i) => `l${i}`);
      return metKop(
        metKop(koppen, 'Signature', labels.map((l) => `${l}=:AA==:`).join(',')),
        'Signature-Input',
        labels.map((l) => `${l}=()`).join(','),
      );
    }),
  ],
  H120: [input('("@method"', '("@signature-params" "@method"')],
  H121: [input('("@method"', '("@method" "@method"')],
  H122: [teken(({ koppen }) => [...koppen, ['@method', 'GET']])],
  H123: [
    input(/created=\d+/, 'created="1"', 'a string'),
    input(/created=\d+/, 'created=-1', 'negative'),
    input(/created=\d+/, 'created=1e99', '1e99'),
    teken(
      (getekend) => {
        const later = kopWaarde(getekend.koppen, 'Signature-Input').replace(/created=\d+/, 'created=253402300799');
        return opnieuw(getekend, metKop(getekend.koppen, 'Signature-Input', later));
      },
      { variant: 'the year 9999', anders: { http: 401, code: 'HND07' } },
    ),
  ],
  H124: [
    input(/keyid="[^"]*"/, `keyid="../../etc/${KANARIE}"`, 'a path'),
    input(/keyid="[^"]*"/, `keyid="${'a'.repeat(10_240)}"`, 'ten kilobytes'),
  ],
  H125: [
    teken((getekend) => metHandtekening(getekend, sign('sha256', basis(getekend), getekend.ondertekenaar.sleutel))),
  ],
  H126: [
    teken((getekend) => {
      const { sleutel } = getekend.ondertekenaar;
      const pss = { key: sleutel, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
      return metHandtekening(getekend, sign('sha512', basis(getekend), pss));
    }),
  ],
};
