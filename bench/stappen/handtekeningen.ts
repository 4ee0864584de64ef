import { createHash, sign } from 'node:crypto';
import type { BenchBericht } from '../berichten.ts';
import type { Opstelling } from '../opstelling.ts';
import { tekenKoppen } from '../tekenen.ts';
import { createTafelbron } from '../../src/compose-tafels.ts';
import { createAntwoordTekenaar } from '../../src/http/antwoord-tekenaar.ts';
import { laadHubSleutels } from '../../src/keys/hub-sleutels.ts';
import { createKlok } from '../../src/observe/clock.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { JADES_ALGORITMEN, RFC9421_ALGORITMEN, verifieerBytes } from '../../src/signature/algoritmen.ts';
import { jadesInvoer } from '../../src/signature/jades-payload.ts';
import type { BewezenVerzoek, OntvangenVerzoek } from '../../src/verify/port.ts';
import { createVerifier } from '../../src/verify/verifier.ts';
import { maakConfig } from '../opstelling.ts';
import { maakVerzendklaar, type Verzendklaar } from '../../src/http/verstuur.ts';
import type { Bewijs } from '../../src/store/port.ts';

/** A request that was proven once, with what is needed to do each part of it again. */
export interface BewezenBericht {
  readonly bericht: BenchBericht;
  readonly bewezen: BewezenVerzoek;
  readonly ontvangstbewijs: Bewijs;
}

/** The parts of proving and receipting, per message. */
export interface HandtekeningStappen {
  readonly bewezen: readonly BewezenBericht[];
  /** The bare signature check, one call to OpenSSL. */
  verifieerKaal(i: number): boolean;
  /** All that the hub does to prove a request, digest included. */
  verifieerGeheel(i: number): Promise<unknown>;
  /** The bare P-256 signature. */
  tekenKaal(i: number): Buffer;
  /** All that the hub does to sign a receipt. */
  tekenGeheel(i: number): Promise<unknown>;
  close(): Promise<void>;
}

/** Prepares proving and receipting for requests of one profile and kind of key. */
export async function maakHandtekeningStappen(
  berichten: readonly BenchBericht[],
  profiel: 'jades' | 'rfc9421',
  opstelling: Opstelling,
): Promise<HandtekeningStappen> {
  const config = await maakConfig(opstelling, opstelling.certificatenMap);
  const klok = createKlok();
  const bron = await createTafelbron({ config, klok, log: createLogger('error', process.stderr) });
  const { publiekeUrls, vertrouwdeProxies, padVoorvoegsel } = config;
  const verifier = createVerifier({ certificaten: bron.certificaten, publiekeUrls, vertrouwdeProxies, padVoorvoegsel });
  const hubSleutels = await laadHubSleutels(config.certificatenMap);
  const tekenaar = createAntwoordTekenaar(hubSleutels, klok);
  const antwoord: Verzendklaar = maakVerzendklaar({
    status: 202,
    json: { traceerId: 'x'.repeat(36), vulling: 'x'.repeat(560) },
  });

  const verzoeken: OntvangenVerzoek[] = [];
  const bewezen: BewezenBericht[] = [];
  const kaal: (() => boolean)[] = [];
  const teTekenen: Buffer[] = [];
  for (const bericht of berichten) {
    const rawHeaders = (await tekenKoppen(bericht, { profiel, opstelling, poort: config.poort })).flat();
    const verzoek: OntvangenVerzoek = {
      method: 'POST',
      target: '/v1/berichten',
      rawHeaders,
      peerAdres: '127.0.0.1',
      payloadHandtekeningToegestaan: true,
    };
    verzoeken.push(verzoek);
    const uit = await bewijs(verzoek, bericht.xml);
    kaal.push(maakKaal(uit));
    const getekend = await tekenaar.teken(uit, antwoord, 'ontvangstbewijs');
    bewezen.push({ bericht, bewezen: uit, ontvangstbewijs: getekend.bewijs });
    const [beschermd = ''] = getekend.bewijs.handtekening.split('..');
    teTekenen.push(
      profiel === 'jades' ? jadesInvoer(beschermd, getekend.bewijs.basis) : Buffer.from(getekend.bewijs.basis),
    );
  }

  async function bewijs(verzoek: OntvangenVerzoek, body: Buffer): Promise<BewezenVerzoek> {
    const kop = verifier.kop(verzoek, klok.nu());
    if (!kop.ok) throw new Error(kop.fout.uitleg);
    const inhoud = await verifier.inhoud(kop.waarde, body);
    if (!inhoud.ok) throw new Error(inhoud.fout.uitleg);
    return inhoud.waarde;
  }

  function maakKaal({ vingerafdruk, alg, bewijs: [eerste] }: BewezenVerzoek): () => boolean {
    const certificaat = bron.certificaten.zoek(vingerafdruk);
    const algoritme = (profiel === 'jades' ? JADES_ALGORITMEN : RFC9421_ALGORITMEN).get(alg);
    if (certificaat === undefined || algoritme === undefined || eerste === undefined) throw new Error('geen bewijs');
    const { handtekening, basis } = eerste;
    const [beschermd = '', jws = ''] = handtekening.split('..');
    const invoer = profiel === 'jades' ? jadesInvoer(beschermd, basis) : Buffer.from(basis, 'latin1');
    const bytes =
      profiel === 'jades'
        ? Buffer.from(jws, 'base64url')
        : Buffer.from(/:([^:]+):\s*$/.exec(handtekening)?.[1] ?? '', 'base64');
    const doe = (): boolean => verifieerBytes(algoritme, certificaat.sleutel, invoer, bytes);
    if (!doe()) throw new Error('de kale controle klopt niet');
    return doe;
  }

  const neem = <T>(lijst: readonly T[], i: number): T => {
    const deel = lijst[i];
    if (deel === undefined) throw new Error('buiten de lijst');
    return deel;
  };
  return {
    bewezen,
    verifieerKaal: (i) => neem(kaal, i)(),
    verifieerGeheel: (i) => bewijs(neem(verzoeken, i), neem(berichten, i).xml),
    tekenKaal: (i) => sign('sha256', neem(teTekenen, i), { key: hubSleutels.es256.sleutel, dsaEncoding: 'ieee-p1363' }),
    tekenGeheel: (i) => tekenaar.teken(neem(bewezen, i).bewezen, antwoord, 'ontvangstbewijs'),
    close: () => bron.close(),
  };
}

/** The bare digest over a body. */
export function digest(body: Buffer): Buffer {
  return createHash('sha256').update(body).digest();
}
