import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { ondertekenVerzoek } from '../src/signature/onderteken-verzoek.ts';
import type { BenchBericht } from './berichten.ts';
import type { Opstelling } from './opstelling.ts';

/** How the requests of a run are signed. */
export interface TekenWens {
  readonly profiel: 'jades' | 'rfc9421';
  readonly opstelling: Opstelling;
  readonly poort: number;
}

/** Path of the door. */
export const DOEL = '/v1/berichten';

/** The header lines of a signed request, in the order in which they go over the wire. */
export async function tekenKoppen(bericht: BenchBericht, wens: TekenWens): Promise<[string, string][]> {
  const host = `localhost:${wens.poort}`;
  const koppen: [string, string][] = [
    ['Content-Type', 'application/xml'],
    ['Content-Length', String(bericht.xml.length)],
  ];
  const getekend = await ondertekenVerzoek(wens.opstelling.ondertekenaar(bericht.aansluiting), {
    profiel: wens.profiel,
    method: 'POST',
    target: DOEL,
    scheme: 'http',
    host,
    koppen,
    body: bericht.xml,
    nu: new Date(),
    nonce: randomBytes(18).toString('base64url'),
  });
  return [['Host', host], ...koppen, ...getekend.koppen.map(([naam, waarde]): [string, string] => [naam, waarde])];
}

/** Signs every message now, each with a nonce of its own: a request is good for five minutes. */
export async function tekenAlle(berichten: readonly BenchBericht[], wens: TekenWens): Promise<readonly Buffer[]> {
  const uit: Buffer[] = [];
  // RSA runs in the thread pool, so a batch uses all cores
  for (let i = 0; i < berichten.length; i += 64) {
    const deel = await Promise.all(
      berichten.slice(i, i + 64).map(async (bericht) => {
        const regels = (await tekenKoppen(bericht, wens)).map(([naam, waarde]) => `${naam}: ${waarde}\r\n`).join('');
        return Buffer.concat([Buffer.from(`POST ${DOEL} HTTP/1.1\r\n${regels}\r\n`, 'latin1'), bericht.xml]);
      }),
    );
    uit.push(...deel);
  }
  return uit;
}

/** Writes requests behind one another, each with its length before it: the load generator reads them at once. */
export function bewaarVerzoeken(pad: string, verzoeken: readonly Buffer[]): void {
  const delen: Buffer[] = [];
  for (const verzoek of verzoeken) {
    const lengte = Buffer.alloc(4);
    lengte.writeUInt32LE(verzoek.length);
    delen.push(lengte, verzoek);
  }
  writeFileSync(pad, Buffer.concat(delen));
}
