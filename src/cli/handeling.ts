import type { Command } from 'commander';
import type { ClientOmgeving } from './client-omgeving.ts';
import { metToegang } from './toegang.ts';
import type { ToegangOpties } from './toegang.ts';

/** Options of every act of an operator. */
export interface HandelingOpties extends ToegangOpties {
  readonly reden: string;
  readonly json?: boolean;
}

/** Adds the options of {@link HandelingOpties} to a command. */
export function metReden(opdracht: Command, omgeving: ClientOmgeving): Command {
  return metToegang(opdracht, omgeving)
    .requiredOption('--reden <tekst>', 'waarom u dit doet, zonder persoonsgegevens')
    .option('--json', 'het antwoord als JSON');
}
