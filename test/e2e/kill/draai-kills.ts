import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createToeval } from '../../../src/cli/generate/toeval.ts';
import { auditVan, leesEindstand, type Eindstand } from './eindstand.ts';
import { NAMEN, openOpstelling } from './opstelling.ts';
import { PROEVEN } from './proeven.ts';
import { idsVan, zwerm } from './zwerm.ts';

/**
 * The long run: half of the kills at named points, one after another, half in swarms of clients.
 *   npm run test:kill -- --kills 300 [--seed N]
 * Ends with `N passed, N failed` and the counts; exit 1 when a promise was broken.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
  },
});
const totaal = Number(values.kills);
const seed = Number(values.seed);
if (!Number.isSafeInteger(totaal) || totaal < 2 || !Number.isSafeInteger(seed))
  throw new RangeError('--kills is a whole number from 2, --seed one from 0');

/** Kills in one swarm: its messages grow with them, and one hub is to see many starts. */
const KILLS_PER_ZWERM = 25;

const zeg = (regel: string): void => void process.stdout.write(`${regel}\n`);
const fouten: string[] = [];
let goed = 0;
let gedood = 0;

function toets(naam: string, klopt: boolean): void {
  if (klopt) goed += 1;
  else fouten.push(naam);
}

async function toetsEind(naam: string, dataMap: string, stand: Eindstand): Promise<void> {
  const { integriteit, outbox, openAanbiedingen, halveBerichten } = stand;
  toets(`${naam}: integrity_check`, integriteit === 'ok');
  toets(`${naam}: nothing in the outbox, no open offer`, outbox === 0 && openAanbiedingen === 0);
  toets(`${naam}: no half messages`, halveBerichten === 0);
  toets(`${naam}: audit verify`, (await auditVan(dataMap)) === 'klopt');
}

async function genoemdePunten(kills: number): Promise<void> {
  const toeval = createToeval(seed);
  while (gedood < kills) {
    const o = await openOpstelling(seed + gedood);
    try {
      for (const { punten, belofte, doe } of PROEVEN) {
        const voor = o.starts();
        const wie = toeval.kies(NAMEN);
        try {
          await doe(o, wie);
          goed += 1;
        } catch (fout) {
          fouten.push(`${punten}: ${belofte} (${wie}): ${fout instanceof Error ? fout.message : String(fout)}`);
          // what is left of it would fail the next one as well
          break;
        }
        gedood += o.starts() - voor;
      }
      toets('named points: exit 0', (await o.hub().stop()) === 0);
      await toetsEind('named points', o.dataMap, leesEindstand(o.dataMap));
    } finally {
      await o.ruimOp();
    }
    zeg(`named points: ${gedood} kills, ${goed} passed, ${fouten.length} failed`);
    if (fouten.length > 0) return;
  }
}

async function zwermen(kills: number): Promise<void> {
  for (let gedaan = 0, ronde = 0; gedaan < kills; ronde += 1) {
    const deel = Math.min(KILLS_PER_ZWERM, kills - gedaan);
    const o = await openOpstelling(seed + ronde);
    try {
      const uit = await zwerm(o, { seed: seed + ronde, kills: deel });
      const { boeken, eindstand } = uit;
      fouten.push(...boeken.fouten);
      toets(`swarm ${ronde}: exit 0`, uit.uitgang === 0);
      await toetsEind(`swarm ${ronde}`, o.dataMap, eindstand);
      for (const uitkomst of ['bezorgd', 'geweigerd'] as const) {
        const volgensOpslag = (eindstand.perStatus.get(uitkomst) ?? []).join();
        toets(`swarm ${ronde}: the same ${uitkomst}`, volgensOpslag === idsVan(boeken, uitkomst).join());
      }
      gedaan += deel;
      gedood += deel;
      const { aanbiedingen, gemerkt, herhaald } = uit;
      const waar = [...uit.kills].map(([punt, keer]) => `${punt} ${keer}`).sort();
      zeg(
        `swarm ${ronde}: ${deel} kills, ${boeken.posten.length} messages, ${aanbiedingen} offers, ${gemerkt} marked, ${herhaald} repeats, ${fouten.length} failed`,
      );
      zeg(`  ${waar.join(', ')}`);
    } catch (fout) {
      // the books of the other parties are worth nothing then
      fouten.push(`swarm ${ronde}: ${fout instanceof Error ? fout.message : String(fout)}`);
      return;
    } finally {
      await o.ruimOp();
    }
  }
}

zeg(`seed ${seed}`);
await genoemdePunten(Math.floor(totaal / 2));
await zwermen(Math.max(0, totaal - gedood));
for (const fout of fouten) zeg(`FAILED ${fout}`);
zeg(`${gedood} kills: ${goed} passed, ${fouten.length} failed`);
process.exit(fouten.length === 0 ? 0 : 1);
