import type { Command } from 'commander';
import { StartGeweigerd } from '../compose-fout.ts';
import { openHub, type Hub } from '../compose.ts';
import { createKlok } from '../observe/clock.ts';
import { foutVelden } from '../observe/fout-velden.ts';
import { createLogger, type StoppableLogger } from '../observe/logger.ts';
import { heeftPaginas } from '../web/paginas.tsx';
import { leesInstellingen, type InstellingOpties } from './instellingen.ts';
import { speelDemo } from './demo/speel-demo.ts';
import { UITGANG } from './uitgang.ts';

/** Names of errors that say, in one Dutch sentence, why the hub cannot start. */
const STARTFOUTEN = new Set([
  'StartGeweigerd',
  'SleutelOntbreekt',
  'CertificatenOnleesbaar',
  'OntwikkelPkiGeweigerd',
  'OntwikkelPkiBeschadigd',
  'SlotBezet',
  'StoreOnbruikbaar',
  'StoreNietBeschikbaar',
  'SchemaOnbruikbaar',
  'WerkerStartMislukt',
]);

interface StartOpties extends InstellingOpties {
  readonly demo: boolean;
}

/** Adds `start`: runs the hub until it is told to stop. */
export function registreerStart(program: Command, pakketMap: string): void {
  program
    .command('start')
    .description('start het knooppunt')
    .option('--data <map>', 'map voor database en sleutels (standaard ./data)')
    .option('--port <nummer>', 'poort (standaard 8443)')
    .option('--config <bestand>', 'YAML-bestand met instellingen')
    .option('--geen-demo', 'verstuur in de demo-omgeving geen voorbeeldberichten')
    .action(async (opties: StartOpties & { geenDemo?: boolean }) => {
      process.exitCode = await start({ ...opties, demo: opties.geenDemo !== true }, pakketMap);
    });
}

async function start(opties: StartOpties, pakketMap: string): Promise<number> {
  const config = leesInstellingen(opties, {
    env: process.env,
    pakketMap,
    kop: 'Het knooppunt start niet: de instellingen kloppen niet.',
    schrijfFout: (regel) => void process.stderr.write(`${regel}\n`),
  });
  if (config === undefined) return UITGANG.start;
  const log = createLogger(config.logniveau, process.stderr);
  let hub: Hub;
  try {
    hub = await openHub(config, log);
  } catch (fout) {
    await log.close();
    return meldStartfout(fout);
  }
  const gestopt = wachtOpSignaal(hub, log);
  process.stdout.write(
    `Knooppunt draait op ${hub.url} (omgeving: ${config.omgeving}, gegevens in ${config.dataMap}).\n`,
  );
  if (config.omgeving === 'demo' && opties.demo) {
    try {
      await speelDemo({ hub, config, klok: createKlok(), schrijf: (regel) => process.stdout.write(`${regel}\n`) });
    } catch (fout) {
      log.error('demo mislukt', foutVelden(fout));
      process.stdout.write('De voorbeeldberichten zijn niet verstuurd; zie het logboek. Het knooppunt draait wel.\n');
    }
  }
  // last, so that what the demo printed does not push it off the screen
  if (heeftPaginas(config)) process.stdout.write(`Zoekscherm van de helpdesk, in de browser: ${hub.url}/\n`);
  process.stdout.write('Stoppen: Ctrl-C.\n');
  await gestopt;
  await log.close();
  return UITGANG.goed;
}

function meldStartfout(fout: unknown): number {
  if (fout instanceof Error && (fout instanceof StartGeweigerd || STARTFOUTEN.has(fout.name))) {
    process.stderr.write(`Het knooppunt start niet. ${fout.message}\n`);
  } else {
    const { fout: naam, stapel } = foutVelden(fout);
    process.stderr.write(
      `Het knooppunt start niet door een onverwachte fout (${String(naam)}).\n${String(stapel ?? '')}\n`,
    );
  }
  return UITGANG.start;
}

/** SIGTERM and SIGINT stop in order, a second one at once; SIGHUP reads the tables again. */
function wachtOpSignaal(hub: Hub, log: StoppableLogger): Promise<void> {
  return new Promise((resolve) => {
    let stopt = false;
    const stop = (signaal: NodeJS.Signals): void => {
      if (stopt) process.exit(1);
      stopt = true;
      log.info('stoppen gevraagd', { signaal });
      hub.close().then(resolve, (fout: unknown) => {
        log.error('stoppen mislukt', foutVelden(fout));
        resolve();
      });
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    process.on('SIGHUP', () => {
      log.info('tabellen opnieuw lezen gevraagd', { signaal: 'SIGHUP' });
      hub.herlaad().catch((fout: unknown) => log.error('herladen mislukt', foutVelden(fout)));
    });
  });
}
