import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import type { Omgeving } from '../bericht/aansluiting.ts';
import type { Bevinding } from '../bericht/bevinding.ts';
import { foutGegevens } from '../bericht/fault-catalogue.ts';
import type { LaagUitkomst, Rapport } from '../bericht/verdict.ts';
import { createKeurder } from '../validate/keur.ts';
import type { Keurder } from '../validate/keur.ts';
import { rapportAlsJson, rapportAlsTekst } from '../validate/rapport.ts';
import { SchemaOnbruikbaar } from '../validate/xsd/schemas.ts';
import { leesBerichtbestand, leesStdin, vindBerichtbestanden } from './berichtbestanden.ts';
import { leesOmgeving } from './opties.ts';
import { createVoortgang } from './voortgang.ts';

/** What the command reaches the world with; the default is the process. */
export interface CheckUitvoer {
  readonly schrijf: (tekst: string) => void;
  readonly schrijfFout: (tekst: string) => void;
  readonly eindig: (exitcode: number) => void;
  readonly leesStdin: () => Promise<Buffer>;
  /** Where a progress bar is drawn, when a person watches. */
  readonly terminal?: NodeJS.WritableStream;
  /** Milliseconds of a clock that never jumps. */
  readonly monotoonMs: () => number;
}

const PROCES: CheckUitvoer = {
  schrijf: (tekst) => void process.stdout.write(tekst),
  schrijfFout: (tekst) => void process.stderr.write(tekst),
  eindig: (exitcode) => {
    process.exitCode = exitcode;
  },
  leesStdin,
  ...(process.stderr.isTTY ? { terminal: process.stderr } : {}),
  monotoonMs: () => performance.now(),
};

/** From dist/src/cli/ to the schemas in the root of the package. */
const XSD_MAP = fileURLToPath(new URL('../../../xsd', import.meta.url));

/** The same limit as the door: 25 MB. */
const MAX_BYTES = 25_000_000;

interface CheckOpties {
  readonly json?: boolean;
  readonly omgeving: Omgeving;
  readonly xsd: string;
}

/**
 * Adds `check`: judges messages in files, folders and standard input (`-`) as sending would, without sending. Exit codes:
 * 0 = all accepted; 1 = at least one rejected; 2 = at least one not judged (a file that cannot be read, a fault of ours);
 * 3 = the schemas are unusable.
 */
export function registreerCheck(program: Command, uitvoer: CheckUitvoer = PROCES): void {
  program
    .command('check')
    .description('controleer berichten zonder ze te versturen')
    .argument('<bestand...>', 'bestanden, mappen (alle .xml daarin) of - voor standaardinvoer')
    .option('--json', 'één JSON-object per bestand, één per regel')
    .option('--omgeving <omgeving>', 'demo, test of productie: bepaalt welke BSN mogen', leesOmgeving, 'demo')
    .option('--xsd <map>', 'map met de schema’s', XSD_MAP)
    .action(async (namen: readonly string[], opties: CheckOpties) =>
      uitvoer.eindig(await check(namen, opties, uitvoer)),
    );
}

async function check(namen: readonly string[], opties: CheckOpties, uitvoer: CheckUitvoer): Promise<number> {
  let keurder: Keurder;
  try {
    // no facts are taken out, so no person is ever hashed here
    keurder = createKeurder({ xsdMap: opties.xsd, hashPersoon: geenHash });
  } catch (fout) {
    if (!(fout instanceof SchemaOnbruikbaar)) throw fout;
    uitvoer.schrijfFout(`${fout.message}\n`);
    return 3;
  }
  const bestanden = await vindBerichtbestanden(namen);
  const { terminal, monotoonMs } = uitvoer;
  const voortgang = createVoortgang({ wat: 'controleren', totaal: bestanden.length, terminal, monotoonMs });
  let exitcode = 0;
  for (const bestand of bestanden) {
    const rapport = await keurBestand(bestand, keurder, { omgeving: opties.omgeving, uitvoer });
    if (rapport.uitkomst === 'afgekeurd') exitcode = Math.max(exitcode, 1);
    if (rapport.uitkomst === 'niet_beoordeeld') exitcode = 2;
    voortgang.stap();
    uitvoer.schrijf(
      opties.json === true
        ? `${JSON.stringify(rapportAlsJson(bestand, rapport))}\n`
        : rapportAlsTekst(bestand, rapport),
    );
  }
  voortgang.stop();
  return exitcode;
}

function geenHash(): never {
  throw new Error('check neemt geen feiten uit een bericht');
}

async function keurBestand(
  bestand: string,
  keurder: Keurder,
  { omgeving, uitvoer }: { readonly omgeving: Omgeving; readonly uitvoer: CheckUitvoer },
): Promise<Rapport> {
  const inhoud = await leesBerichtbestand(bestand, uitvoer);
  if (inhoud === undefined) return nietBeoordeeld('overgeslagen', ONLEESBAAR);
  if (inhoud.byteLength > MAX_BYTES) return afgekeurd(TE_GROOT);
  try {
    return keurder.keur({ inhoud, bomBeleid: 'weigeren', omgeving, metFeiten: false }).rapport;
  } catch {
    // a fault of ours is no verdict on the message; its text may quote the message, so it is not shown
    return nietBeoordeeld('niet_beoordeelbaar', FOUT_BIJ_ONS);
  }
}

const ONLEESBAAR: Bevinding = {
  laag: 'xml',
  code: 'BESTAND',
  uitleg: 'Het bestand is er niet of is niet te lezen.',
  wieIsAanZet: 'afzender',
  ernst: 'weigeren',
};

const TE_GROOT: Bevinding = {
  laag: 'xml',
  code: 'BRS06',
  uitleg: foutGegevens('BRS06').uitleg,
  verwacht: 'ten hoogste 25 MB',
  wieIsAanZet: foutGegevens('BRS06').wieIsAanZet,
  ernst: 'weigeren',
};

const FOUT_BIJ_ONS: Bevinding = {
  laag: 'xml',
  code: 'INTERN',
  uitleg: 'Het bericht kon niet worden beoordeeld door een fout in het knooppunt.',
  wieIsAanZet: 'hubbeheer',
  ernst: 'weigeren',
};

function nietBeoordeeld(xml: LaagUitkomst, bevinding: Bevinding): Rapport {
  return { uitkomst: 'niet_beoordeeld', lagen: lagen(xml), bevindingen: [bevinding] };
}

function afgekeurd(bevinding: Bevinding): Rapport {
  return { uitkomst: 'afgekeurd', lagen: lagen('gezakt'), bevindingen: [bevinding] };
}

function lagen(xml: LaagUitkomst): Rapport['lagen'] {
  const rest = ['xsd', 'regels', 'historie'] as const;
  return [{ laag: 'xml', uitkomst: xml }, ...rest.map((laag) => ({ laag, uitkomst: 'overgeslagen' as const }))];
}
