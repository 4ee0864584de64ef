import { once } from 'node:events';
import { expect } from 'chai';
import type { FaalpuntNaam } from '../../../src/store/sqlite/opdrachten.ts';
import { alsJson, ondertekenaarVan, stuurOndertekend, type RuwAntwoord } from '../ondertekend-verzoek.ts';
import { zorgVoorProefPki } from '../proef-certificaten.ts';
import { openOpstelling, type Opstelling, type ProefBericht } from './opstelling.ts';
import { staatVal, zetVal } from './val.ts';
import { wachtTot } from '../../wacht-tot.ts';

const ONTVANGER = 'zorg-voorbeeldhof';
const PUNTEN: readonly FaalpuntNaam[] = [
  'kekWissel.voor-commit',
  'kekWissel.na-commit',
  'kekHerwikkel.voor-commit',
  'kekHerwikkel.na-commit',
  'kekRondeKlaar.na-commit',
];

describe('SIGKILL while the key of kept payloads changes', function () {
  this.timeout(60_000);
  let o: Opstelling;
  let certificaten: string;

  // a change that is under way would stand in the way of the next: a hub of its own for each place
  beforeEach(async function () {
    certificaten = await zorgVoorProefPki();
    o = await openOpstelling(33);
  });
  afterEach(async () => o.ruimOp());

  const beheer = (methode: 'GET' | 'POST'): Promise<RuwAntwoord | undefined> =>
    stuurOndertekend({
      poort: o.poort,
      ondertekenaar: ondertekenaarVan(certificaten, 'hubbeheer'),
      method: methode,
      target: '/v1/beheer/sleutels',
      ...(methode === 'POST' ? alsJson({ reden: 'proef' }) : {}),
    }).catch(() => undefined);

  for (const punt of PUNTEN)
    it(`33: ${punt}: the next start goes on, and every payload can be read`, async function () {
      const berichten = new Map<string, ProefBericht>();
      for (let i = 0; i < 12; i += 1) {
        const bericht = o.bericht(ONTVANGER);
        const antwoord = await o.zend(bericht);
        berichten.set(String(antwoord?.json['traceerId']), bericht);
      }
      zetVal(o.valBestand, punt);

      await Promise.all([beheer('POST'), once(o.hub().kind, 'exit')]);
      expect(staatVal(o.valBestand)).to.equal(false);
      await o.herstart();

      const stand = (await beheer('GET'))?.json;
      expect(stand).to.deep.include({ actief: 2 });
      const herwikkeld = async (): Promise<number> =>
        ((await beheer('GET'))?.json['wisselingen'] as { herwikkeld: number }[])[0]!.herwikkeld;
      await wachtTot(async () => (await herwikkeld()) >= 12, 'niet alles staat onder de nieuwe sleutel');
      const gehaald = (await o.haal(ONTVANGER, { max: 100, wacht: 5 })) ?? [];
      expect(gehaald).to.have.length(12);
      for (const { inhoud, traceerId } of gehaald)
        expect(Buffer.from(inhoud, 'base64').toString()).to.equal(berichten.get(traceerId)?.xml);
    });
});
