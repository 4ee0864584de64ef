import { createHash, type KeyObject } from 'node:crypto';
import { FlattenedSign, flattenedVerify } from 'jose';
import type { IncomingHttpHeaders } from 'node:http';

/** A sender that the baseline knows. */
export interface BaselineZender {
  readonly aansluiting: string;
  readonly sleutel: KeyObject;
}

interface Kop {
  readonly 'x5t#S256': string;
  readonly iat: number;
  readonly sigD: { readonly pars: readonly string[] };
}

/** A request whose sender is proven. */
export interface BaselineBewijs {
  readonly zender: BaselineZender;
  readonly handtekening: string;
  readonly digest: string;
  readonly payload: string;
  readonly nonce: Buffer;
}

const sha256 = (inhoud: Uint8Array | string): Buffer => createHash('sha256').update(inhoud).digest();

/** Proves a JAdES request in the plain way: digest, payload, and `jose` for the signature. @throws Error when it does not. */
export async function controleer(
  koppen: IncomingHttpHeaders,
  doel: string,
  body: Buffer,
  zenders: ReadonlyMap<string, BaselineZender>,
): Promise<BaselineBewijs> {
  const handtekening = String(koppen['message-signature']);
  const [beschermd = '', , bytes = ''] = handtekening.split('.');
  const kop = JSON.parse(Buffer.from(beschermd, 'base64url').toString()) as Kop;
  const zender = zenders.get(kop['x5t#S256']);
  if (zender === undefined) throw new Error('onbekend certificaat');
  if (Math.abs(Date.now() / 1000 - kop.iat) > 300) throw new Error('te oud');
  const digest = String(koppen['digest']);
  if (digest !== `SHA-256=${sha256(body).toString('base64')}`) throw new Error('andere inhoud');
  const payload = kop.sigD.pars
    .map((naam) => `${naam}: ${naam === '(request-target)' ? `post ${doel}` : String(koppen[naam])}`)
    .join('\n');
  await flattenedVerify({ protected: beschermd, payload, signature: bytes }, zender.sleutel, {
    crit: { sigD: true },
    algorithms: ['PS256', 'ES256'],
  });
  return { zender, handtekening, digest, payload, nonce: sha256(`${beschermd}.${payload}`) };
}

/** Key of the hub with its certificate in base64. */
export interface BaselineSleutel {
  readonly sleutel: KeyObject;
  readonly x5c: string;
  readonly x5t: string;
}

/** Signs the receipt with `jose`. @returns the headers to add. */
export async function teken(
  { sleutel, x5c, x5t }: BaselineSleutel,
  doel: string,
  body: Buffer,
): Promise<Record<string, string>> {
  const digest = `SHA-256=${sha256(body).toString('base64')}`;
  const payload = [
    `(request-target): post ${doel}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    `digest: ${digest}`,
  ].join('\n');
  const jws = await new FlattenedSign(Buffer.from(payload))
    .setProtectedHeader({
      alg: 'ES256',
      typ: 'JOSE',
      b64: false,
      crit: ['b64', 'sigD'],
      sigD: {
        mId: 'http://uri.etsi.org/19182/HttpHeaders',
        pars: ['(request-target)', 'content-type', 'content-length', 'digest'],
      },
      iat: Math.floor(Date.now() / 1000),
      'x5t#S256': x5t,
      x5c: [x5c],
    })
    .sign(sleutel, { crit: { sigD: true } });
  return { Digest: digest, 'Message-Signature': `${jws.protected ?? ''}..${jws.signature}` };
}
