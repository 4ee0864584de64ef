import { draaiProgramma } from './cli/program.ts';

/** The way in for `bin/knooppunt.js`: reads the command line and does what it says. */
export async function main(): Promise<void> {
  await draaiProgramma(process.argv);
}
