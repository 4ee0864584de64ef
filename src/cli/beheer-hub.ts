import type { Command } from 'commander';
import type { AlarmKort, KekWissel, Sleutels } from '../client/beheer-port.ts';
import { tijdstip } from '../trace/woorden.ts';
import type { ClientOmgeving } from './client-omgeving.ts';
import type { HandelingOpties } from './handeling.ts';
import { metClient, metToegang } from './toegang.ts';
import type { ToegangOpties } from './toegang.ts';
import { UITGANG } from './uitgang.ts';
import { maakTabel } from './uitvoer.ts';

interface SleutelOpties extends ToegangOpties {
  readonly wissel?: boolean;
  readonly reden?: string;
  readonly json?: boolean;
}

interface AlarmOpties extends ToegangOpties {
  readonly ookGesloten?: boolean;
  readonly json?: boolean;
}

/** Adds what an operator does to the hub itself: `sleutels`, `doorgaan` and `alarmen`. */
export function registreerHubbeheer(beheer: Command, omgeving: ClientOmgeving): void {
  const { schrijf, schrijfFout } = omgeving;

  metToegang(beheer.command('sleutels').description('toon of wissel de sleutel van bewaarde inhoud'), omgeving)
    .option('--wissel', 'neem een nieuwe sleutel in gebruik')
    .option('--reden <tekst>', 'bij --wissel: waarom u dit doet, zonder persoonsgegevens')
    .option('--json', 'het antwoord als JSON')
    .action(({ wissel = false, reden, json = false, ...toegang }: SleutelOpties) => {
      if (wissel !== (reden !== undefined)) {
        schrijfFout('Geef --wissel en --reden samen, of geen van beide.');
        omgeving.zetExitCode(UITGANG.gebruik);
        return Promise.resolve();
      }
      return metClient(toegang, { doel: 'inzien', omgeving }, async ({ client }) => {
        if (reden !== undefined) {
          const versie = await client.beheer.wisselSleutel(reden);
          schrijf(
            json
              ? JSON.stringify({ versie })
              : `Sleutel kek-${versie} is in gebruik. Maak nu een reservekopie van de sleutelmap.`,
          );
          return UITGANG.goed;
        }
        const sleutels = await client.beheer.sleutels();
        for (const regel of json ? [JSON.stringify(sleutels)] : sleutelTekst(sleutels)) schrijf(regel);
        return UITGANG.goed;
      });
    });

  metToegang(beheer.command('doorgaan').description('zeg na een sprong van de klok dat zij nu klopt'), omgeving)
    .requiredOption('--reden <tekst>', 'wat u hebt nagekeken, zonder persoonsgegevens')
    .option('--json', 'het antwoord als JSON')
    .action(({ reden, json, ...toegang }: HandelingOpties) =>
      metClient(toegang, { doel: 'inzien', omgeving }, async ({ client }) => {
        await client.beheer.gaVerder(reden);
        schrijf(json === true ? JSON.stringify({ gedaan: true }) : 'Verwijderen en opgeven gaan weer verder.');
        return UITGANG.goed;
      }),
    );

  metToegang(beheer.command('alarmen').description('toon de open alarmen'), omgeving)
    .option('--ook-gesloten', 'ook alarmen die al gesloten zijn')
    .option('--json', 'het antwoord als JSON')
    .action(({ ookGesloten = false, json, ...toegang }: AlarmOpties) =>
      metClient(toegang, { doel: 'inzien', omgeving }, async ({ client }) => {
        const alarmen = await client.beheer.alarmen({ ookGesloten });
        for (const regel of json === true ? [JSON.stringify({ alarmen })] : alarmTekst(alarmen)) schrijf(regel);
        return UITGANG.goed;
      }),
    );
}

function sleutelTekst({ actief, wisselingen }: Sleutels): readonly string[] {
  const kop = `Nieuwe berichten worden bewaard onder sleutel kek-${actief}.`;
  if (wisselingen.length === 0) return [kop, 'Er is nog niet gewisseld.'];
  const stand = ({ herwikkeld, klaarOp }: KekWissel): string =>
    klaarOp === undefined ? `bezig, ${herwikkeld} gedaan` : `klaar ${tijdstip(klaarOp)}, ${herwikkeld} gedaan`;
  return [
    kop,
    ...maakTabel(
      ['Sleutel', 'Sinds', 'Door', 'Bewaarde berichten', 'Reden'],
      wisselingen.map((een) => [`kek-${een.versie}`, tijdstip(een.sinds), een.door, stand(een), een.reden]),
    ),
  ];
}

function alarmTekst(alarmen: readonly AlarmKort[]): readonly string[] {
  if (alarmen.length === 0) return ['Er zijn geen alarmen.'];
  return maakTabel(
    ['Code', 'Waarover', 'Sinds', 'Laatst', 'Keer', 'Wie', 'Gesloten'],
    alarmen.map(({ code, onderwerp, sinds, laatst, aantal, eigenaar = '', gesloten }) => [
      code,
      onderwerp === '' ? 'het knooppunt' : onderwerp,
      tijdstip(sinds),
      tijdstip(laatst),
      String(aantal),
      eigenaar,
      gesloten === undefined ? '' : tijdstip(gesloten),
    ]),
  );
}
