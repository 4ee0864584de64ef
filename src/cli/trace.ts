import type { Command } from 'commander';
import type { ClientOmgeving } from './client-omgeving.ts';
import { leesTraceerId } from './opties.ts';
import { spoorAlsTekst } from './spoor-tekst.ts';
import { metClient, metToegang } from './toegang.ts';
import type { ToegangOpties } from './toegang.ts';
import { UITGANG } from './uitgang.ts';

interface TraceOpties extends ToegangOpties {
  readonly json?: boolean;
}

/**
 * Adds `trace`: tells where a message is, who has to act, and everything that happened to it. Exit codes: 0 = found; 1 =
 * it does not exist or is not this party's to see; 2 = wrong use, or a hub that is not reached or not believed.
 */
export function registreerTrace(program: Command, omgeving: ClientOmgeving): void {
  const opdracht = program
    .command('trace')
    .description('laat zien waar een bericht is en wat ermee gebeurde')
    .argument('<traceerId>', 'de traceerId uit het antwoord van het knooppunt', leesTraceerId);
  metToegang(opdracht, omgeving)
    .option('--json', 'het spoor als één JSON-object')
    .action((traceerId: string, opties: TraceOpties) =>
      metClient(opties, { doel: 'inzien', omgeving }, async ({ client, naam }) => {
        const spoor = await client.spoor(traceerId);
        if (spoor === undefined) {
          omgeving.schrijfFout(
            `Voor ${naam} is er geen bericht ${traceerId}. Een spoor is te zien voor de indiener, de afzender en de ontvanger van het bericht: klopt --als?`,
          );
          return UITGANG.afgekeurd;
        }
        if (opties.json === true) omgeving.schrijf(JSON.stringify(spoor));
        else for (const regel of spoorAlsTekst(spoor, await omgeving.tafels())) omgeving.schrijf(regel);
        return UITGANG.goed;
      }),
    );
}
