import type { Command } from 'commander';
import type { Omgeving } from '../bericht/aansluiting.ts';
import { OntwikkelPkiGeweigerd, zorgVoorOntwikkelPki } from '../keys/ontwikkel-pki.ts';
import type { OntwikkelPkiUitkomst } from '../keys/ontwikkel-pki.ts';
import type { PkiAansluiting } from '../keys/pki-aansluiting.ts';
import { OntwikkelPkiBeschadigd } from '../keys/pki-ca.ts';
import { SlotBezet } from '../keys/slot.ts';

/** What the command needs of its surroundings. */
export interface CertsOmgeving {
  /** The connections of the routing tables; may throw what reading the tables throws. */
  readonly aansluitingen: () => Promise<readonly PkiAansluiting[]>;
  readonly omgeving: () => Omgeving;
  /** Default of `--map`. */
  readonly map: string;
  readonly nu: () => Date;
  readonly schrijf: (regel: string) => void;
  readonly schrijfFout: (regel: string) => void;
  /** Sets the exit code: 0 done, 1 refused. */
  readonly zetExitCode: (code: number) => void;
}

/** Adds `certs` to the program: makes the development PKI, or tells that all is there. */
export function registreerCerts(program: Command, omgeving: CertsOmgeving): void {
  program
    .command('certs')
    .description('maak of vernieuw de ontwikkelcertificaten (niet voor productie)')
    .option('--map <map>', 'map voor sleutels en certificaten', omgeving.map)
    .option('--opnieuw', 'maak alles nieuw, ook wat nog geldig is', false)
    .option('--slechte', 'maak ook certificaten waar iets aan mankeert, voor tests', false)
    .option('--json', 'uitkomst als JSON', false)
    .action(async (opties: { map: string; opnieuw: boolean; slechte: boolean; json: boolean }) => {
      try {
        const uitkomst = await zorgVoorOntwikkelPki({
          map: opties.map,
          opnieuw: opties.opnieuw,
          slechte: opties.slechte,
          aansluitingen: await omgeving.aansluitingen(),
          omgeving: omgeving.omgeving(),
          nu: omgeving.nu(),
        });
        if (opties.json) omgeving.schrijf(JSON.stringify({ map: opties.map, ...uitkomst }));
        else for (const regel of beschrijf(opties.map, uitkomst)) omgeving.schrijf(regel);
        omgeving.zetExitCode(0);
      } catch (fout) {
        if (!isVerwacht(fout)) throw fout;
        omgeving.schrijfFout(fout.message);
        omgeving.zetExitCode(1);
      }
    });
}

function isVerwacht(fout: unknown): fout is Error {
  return fout instanceof OntwikkelPkiGeweigerd || fout instanceof OntwikkelPkiBeschadigd || fout instanceof SlotBezet;
}

/** @returns the lines for a person. */
function beschrijf(map: string, uitkomst: OntwikkelPkiUitkomst): readonly string[] {
  const { gemaakt, vernieuwd, ongewijzigd, overgeslagen, regels } = uitkomst;
  const breedte = Math.max(0, ...regels.map(({ aansluiting }) => aansluiting.length));
  return [
    `Ontwikkelcertificaten in ${map}`,
    ...lijst('Gemaakt', gemaakt),
    ...lijst('Vernieuwd', vernieuwd),
    ...lijst('Nog geldig, niet gewijzigd', ongewijzigd),
    ...lijst('Overgeslagen, omdat het OIN geen test-OIN is', overgeslagen),
    ...regels.map(
      ({ aansluiting, vingerafdruk, geldigTot }) =>
        `  ${aansluiting.padEnd(breedte)}  geldig tot en met ${geldigTot.slice(0, 10)}  ${vingerafdruk}`,
    ),
    ...(ongewijzigd.length > 0 && gemaakt.length === 0
      ? ['Met --opnieuw worden ook geldige certificaten vervangen.']
      : []),
  ];
}

function lijst(kop: string, namen: readonly string[]): readonly string[] {
  return namen.length === 0 ? [] : [`${kop}: ${namen.join(', ')}`];
}
