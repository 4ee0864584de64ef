import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { ondertekenVerzoek, type TeTekenenVerzoek } from '../../src/signature/onderteken-verzoek.ts';
import { createOndertekenaar, type Ondertekenaar } from '../../src/signature/ondertekenaar.ts';

/** An answer as it came over the socket. */
export interface RuwAntwoord {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body as JSON; `undefined` when it is none. */
  readonly json: Record<string, unknown>;
}

/** @returns the signer of a connection of the demo tables. */
export function ondertekenaarVan(certificatenMap: string, aansluiting: string): Ondertekenaar {
  const sleutel = createPrivateKey(readFileSync(join(certificatenMap, `${aansluiting}.key.pem`)));
  const certificaat = new X509Certificate(readFileSync(join(certificatenMap, `${aansluiting}.crt.pem`)));
  return createOndertekenaar(sleutel, certificaat.raw);
}

/** What may differ from an ordinary signed request. */
export interface VerzoekWens {
  readonly poort: number;
  readonly ondertekenaar: Ondertekenaar;
  readonly method?: string;
  readonly target: string;
  readonly body?: Buffer;
  readonly contentType?: string;
  readonly koppen?: readonly (readonly [string, string])[];
  readonly anders?: Partial<TeTekenenVerzoek>;
  /** Changes the headers after signing. */
  readonly naOndertekening?: (koppen: [string, string][]) => [string, string][];
}

/** The same without what the hub of a test knows itself. */
export type AlsWens = Omit<VerzoekWens, 'poort' | 'ondertekenaar'>;

/** @returns a value as the JSON body of a request. */
export function alsJson(waarde: unknown): Required<Pick<VerzoekWens, 'body' | 'contentType'>> {
  return { body: Buffer.from(JSON.stringify(waarde)), contentType: 'application/json' };
}

/** Signs a request and sends it over a real socket. */
export async function stuurOndertekend(wens: VerzoekWens): Promise<RuwAntwoord> {
  const body = wens.body ?? Buffer.alloc(0);
  const method = wens.method ?? 'POST';
  const host = `localhost:${wens.poort}`;
  const koppen: [string, string][] = [
    ...(body.length === 0 ? [] : [['Content-Type', wens.contentType ?? 'application/xml'] as [string, string]]),
    ...(method === 'POST' ? [['Content-Length', String(body.length)] as [string, string]] : []),
    ...(wens.koppen ?? []).map(([naam, waarde]): [string, string] => [naam, waarde]),
  ];
  const getekend = await ondertekenVerzoek(wens.ondertekenaar, {
    profiel: 'jades',
    method,
    target: wens.target,
    scheme: 'http',
    host,
    koppen,
    body,
    nu: new Date(),
    nonce: randomUUID().replaceAll('-', ''),
    ...wens.anders,
  });
  const alle: [string, string][] = [
    ['Host', host],
    ...koppen,
    ...getekend.koppen.map(([n, w]): [string, string] => [n, w]),
  ];
  return stuurRuw(wens.poort, method, wens.target, (wens.naOndertekening ?? ((k) => k))(alle), body);
}

/** Sends exactly these headers and bytes. */
export function stuurRuw(
  poort: number,
  method: string,
  target: string,
  koppen: readonly (readonly [string, string])[],
  body: Buffer,
): Promise<RuwAntwoord> {
  return new Promise((resolve, reject) => {
    const verzoek = request(
      { host: '127.0.0.1', port: poort, method, path: target, headers: koppen.flat(), setHost: false, agent: false },
      (antwoord) => {
        const delen: Buffer[] = [];
        antwoord.on('data', (deel: Buffer) => delen.push(deel));
        antwoord.on('error', reject);
        antwoord.on('end', () => {
          const inhoud = Buffer.concat(delen);
          let json: Record<string, unknown> = {};
          try {
            json = JSON.parse(inhoud.toString('utf8')) as Record<string, unknown>;
          } catch {
            // not every answer is JSON
          }
          resolve({ status: antwoord.statusCode ?? 0, headers: antwoord.headers, body: inhoud, json });
        });
      },
    );
    verzoek.on('error', reject);
    verzoek.end(body);
  });
}
