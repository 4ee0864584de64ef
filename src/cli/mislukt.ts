import type { Command } from 'commander';
import { foutGegevens, isFoutCode } from '../bericht/fault-catalogue.ts';
import type { MislukteVerzoeken } from '../client/antwoorden.ts';
import type { ClientOmgeving } from './client-omgeving.ts';
import { leesMoment } from './opties.ts';
import { metClient, metToegang } from './toegang.ts';
import type { ToegangOpties } from './toegang.ts';
import { UITGANG } from './uitgang.ts';
import { tijdstip } from '../trace/woorden.ts';
import { maakTabel } from './uitvoer.ts';

interface MisluktOpties extends ToegangOpties {
  readonly vanaf?: Date;
  readonly tot?: Date;
  readonly json?: boolean;
}

/**
 * Adds `mislukt`: shows requests that named a certificate of this party and were refused without becoming a message.
 * Exit codes: 0 = shown, also when there are none; 2 = wrong use, or a hub that is not reached or not believed.
 */
export function registreerMislukt(program: Command, omgeving: ClientOmgeving): void {
  const opdracht = program.command('mislukt').description('toont geweigerde verzoeken waarvan geen bericht is gemaakt');
  metToegang(opdracht, omgeving)
    .option('--vanaf <moment>', 'alleen vanaf dit moment, zoals 2026-11-25T09:30:00Z', leesMoment)
    .option('--tot <moment>', 'alleen voor dit moment', leesMoment)
    .option('--json', 'het antwoord als één JSON-object')
    .action(({ vanaf, tot, json, ...toegang }: MisluktOpties) =>
      metClient(toegang, { doel: 'inzien', omgeving }, async ({ client, naam }) => {
        const gevonden = await client.mislukteVerzoeken({
          ...(vanaf === undefined ? {} : { vanaf }),
          ...(tot === undefined ? {} : { tot }),
        });
        if (json === true) omgeving.schrijf(JSON.stringify(gevonden));
        else for (const regel of alsTekst(gevonden, naam)) omgeving.schrijf(regel);
        return UITGANG.goed;
      }),
    );
}

function alsTekst({ mislukteVerzoeken, vervallen, sinds }: MislukteVerzoeken, naam: string): readonly string[] {
  const kop =
    mislukteVerzoeken.length === 0
      ? [`Voor ${naam} zijn er geen geweigerde verzoeken sinds ${tijdstip(sinds)}.`]
      : maakTabel(
          ['Moment', 'Verzoek', 'Code', 'Wat er was'],
          mislukteVerzoeken.map(({ moment, methode, pad, code }) => [
            tijdstip(moment),
            `${methode} ${pad}`,
            code,
            isFoutCode(code) ? foutGegevens(code).titel : '',
          ]),
        );
  return vervallen === 0 ? kop : [...kop, `Oudere verzoeken die niet meer worden getoond: ${vervallen}.`];
}
