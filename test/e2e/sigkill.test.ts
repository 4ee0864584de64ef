import { randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseDatum } from '../../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../../src/bericht/partij.ts';
import { createToeval } from '../../src/cli/generate/toeval.ts';
import { createGenerator } from '../../src/cli/generate/generator.ts';
import type { Ondertekenaar } from '../../src/signature/ondertekenaar.ts';
import { startHubProces, type HubProces } from './hub-proces.ts';
import { ondertekenaarVan, stuurOndertekend, type RuwAntwoord } from './ondertekend-verzoek.ts';
import { zorgVoorProefPki } from './proef-certificaten.ts';
import { vrijePoort } from './proef-hub.ts';

const KILLS = 6;
const BERICHTEN = 240;
const ZENDERS = 4;

describe('SIGKILL while a client goes on sending and fetching', function () {
  this.timeout(180_000);

  it('loses nothing it acknowledged, and marks every second offer with the same traceerId', async function () {
    const seed = Number(process.env['KNOOPPUNT_SEED'] ?? randomInt(1_000_000));
    console.log(`      seed ${seed} (opnieuw met KNOOPPUNT_SEED=${seed})`); // eslint-disable-line no-console -- a failure must be repeatable
    const toeval = createToeval(seed);
    const dataMap = mkdtempSync(join(tmpdir(), 'knooppunt-kill-'));
    const poort = await vrijePoort();
    const certificaten = await zorgVoorProefPki();
    const zender = ondertekenaarVan(certificaten, 'gemeente-amsterdam');
    const ontvanger = ondertekenaarVan(certificaten, 'zorg-voorbeeldhof');
    const generator = createGenerator({
      seed,
      paren: [{ gemeente: parseGemeenteCode('0363')!, aanbieder: parseAgbCode('65656055')! }],
      peildatum: parseDatum('2026-11-01')!,
    });

    const toegezegd = new Set<string>();
    const opgehaald = new Map<string, { keren: number; bevestigd: boolean }>();
    const fouten: string[] = [];
    let hub: HubProces = await startHubProces(dataMap, poort);
    let klaarMetZenden = false;

    const probeer = async (
      ondertekenaar: Ondertekenaar,
      wens: { target: string; body?: Buffer; contentType?: string; traceerId?: string },
    ): Promise<RuwAntwoord | undefined> => {
      try {
        const { traceerId, ...rest } = wens;
        return await stuurOndertekend({
          poort,
          ondertekenaar,
          ...rest,
          ...(traceerId === undefined ? {} : { koppen: [['Traceer-Id', traceerId]] }),
        });
      } catch {
        // the hub was killed under us: try again
        await new Promise((klaar) => setTimeout(klaar, 20));
        return undefined;
      }
    };

    const zend = async (): Promise<void> => {
      while (toegezegd.size < BERICHTEN) {
        const traceerId = randomUUID();
        const body = Buffer.from(generator.volgende({ soort: 'WMO301' }).xml);
        for (;;) {
          const antwoord = await probeer(zender, { target: '/v1/berichten', body, traceerId });
          if (antwoord === undefined || antwoord.status === 503) continue;
          if (antwoord.status !== 202 && antwoord.status !== 200)
            fouten.push(`zenden gaf ${antwoord.status} ${antwoord.body.toString()}`);
          else if (antwoord.json['traceerId'] !== traceerId) fouten.push('een ander traceerId dan het gekozen');
          toegezegd.add(traceerId);
          break;
        }
      }
    };

    const haal = async (): Promise<void> => {
      for (;;) {
        const vraag = Buffer.from(JSON.stringify({ max: 7, leaseSeconden: 1, wachtSeconden: 1 }));
        const antwoord = await probeer(ontvanger, {
          target: '/v1/leveringen',
          body: vraag,
          contentType: 'application/json',
        });
        if (antwoord?.status !== 200) continue;
        const items = antwoord.json['leveringen'] as {
          leveringId: string;
          traceerId: string;
          herlevering: boolean;
          poging: number;
        }[];
        if (items.length === 0 && klaarMetZenden && [...toegezegd].every((id) => opgehaald.get(id)?.bevestigd === true))
          return;
        for (const item of items) {
          const eerder = opgehaald.get(item.traceerId);
          if (eerder?.bevestigd === true) fouten.push(`${item.traceerId} kwam na de bevestiging nog eens`);
          if (eerder !== undefined && !item.herlevering) fouten.push(`${item.traceerId} kwam nog eens zonder merk`);
          if (eerder !== undefined && item.poging < 2)
            fouten.push(`${item.traceerId} kwam nog eens als poging ${item.poging}`);
          const nu = eerder ?? { keren: 0, bevestigd: false };
          nu.keren += 1;
          opgehaald.set(item.traceerId, nu);
          // a lost 204 is asked for again: the message may be settled already, and is then never offered again
          let bevestigd: RuwAntwoord | undefined;
          while (bevestigd === undefined || bevestigd.status === 503) {
            bevestigd = await probeer(ontvanger, { target: `/v1/leveringen/${item.leveringId}/bevestigingen` });
          }
          if (bevestigd.status === 204) nu.bevestigd = true;
          else fouten.push(`bevestigen gaf ${bevestigd.status}`);
        }
      }
    };

    const kill = async (): Promise<void> => {
      for (let i = 0; i < KILLS; i += 1) {
        // at a moment in the work, not on the clock: so many messages further
        const bij = toegezegd.size + toeval.heel(5, Math.floor(BERICHTEN / KILLS / 1.5));
        while (toegezegd.size < Math.min(bij, BERICHTEN - 1)) await new Promise((klaar) => setTimeout(klaar, 2));
        await hub.dood();
        hub = await startHubProces(dataMap, poort);
      }
    };

    try {
      const ophalen = haal();
      await Promise.all([kill(), ...Array.from({ length: ZENDERS }, zend)]);
      klaarMetZenden = true;
      await ophalen;
      const uitgang = await hub.stop();

      expect(fouten).to.deep.equal([]);
      expect([...opgehaald.keys()].sort()).to.deep.equal([...toegezegd].sort());
      expect(uitgang, hub.uitvoer()).to.equal(0);
    } finally {
      if (hub.kind.exitCode === null) await hub.dood();
      rmSync(dataMap, { recursive: true, force: true });
    }
  });
});
