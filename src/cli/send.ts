import { join } from 'node:path';
import type { Command } from 'commander';
import { STATUS_WOORD, isStatus } from '../bericht/status.ts';
import { parseTraceerId } from '../bericht/traceer-id.ts';
import type { Aangenomen, Bewijsstuk, Geweigerd, VerstuurUitkomst } from '../client/antwoorden.ts';
import { schrijfBestand, GEHEIM } from '../keys/bestand-schrijven.ts';
import { leesBerichtbestand, maakBerichtenMap, STDIN, vindBerichtbestanden } from './berichtbestanden.ts';
import type { ClientOmgeving } from './client-omgeving.ts';
import { leesTraceerId } from './opties.ts';
import { metClient, metToegang, ToegangFout, verklaar } from './toegang.ts';
import type { Toegang, ToegangOpties } from './toegang.ts';
import { UITGANG } from './uitgang.ts';
import { vanNaar } from '../trace/woorden.ts';
import { bevindingRegels } from './uitvoer.ts';
import { createVoortgang } from './voortgang.ts';

interface SendOpties extends ToegangOpties {
  readonly traceerId?: string;
  readonly bewaar?: string;
  readonly json?: boolean;
}

/** What became of a file. */
interface Verzonden {
  readonly bestand: string;
  readonly uitkomst: VerstuurUitkomst;
  /** Where its proof is kept. */
  readonly bewaard?: string;
}

/**
 * Adds `send`: sends messages in files, folders and standard input (`-`), signed, one after the other so that they are
 * taken in the order of the arguments. Exit codes: 0 = all taken; 1 = at least one refused; 2 = wrong use, a file that
 * cannot be read, or a hub that is not reached or not believed (what comes after it is not sent).
 */
export function registreerSend(program: Command, omgeving: ClientOmgeving): void {
  const opdracht = program
    .command('send')
    .description('verstuur berichten, ondertekend, en laat zien wat het knooppunt antwoordt')
    .argument('<bestand...>', 'bestanden, mappen (alle .xml daarin) of - voor standaardinvoer');
  metToegang(opdracht, omgeving)
    .option(
      '--traceer-id <uuid>',
      'eigen Traceer-Id, of die van een eerdere poging; alleen bij één bestand',
      leesTraceerId,
    )
    .option('--bewaar <map>', 'bewaar elk ontvangstbewijs als JSON-bestand in deze map')
    .option('--json', 'één JSON-object per bestand, één per regel')
    .action((namen: readonly string[], opties: SendOpties) =>
      metClient(opties, { doel: 'indienen', omgeving }, (toegang) =>
        verstuurAlle(namen, opties, { toegang, omgeving }),
      ),
    );
}

interface Delen {
  readonly toegang: Toegang;
  readonly omgeving: ClientOmgeving;
}

async function verstuurAlle(namen: readonly string[], opties: SendOpties, delen: Delen): Promise<number> {
  const { klok, schrijf, schrijfFout, terminal } = delen.omgeving;
  const bestanden = await vindBerichtbestanden(namen);
  if (bestanden.length === 0) throw new ToegangFout('In deze map staan geen .xml-bestanden.');
  if (opties.traceerId !== undefined && bestanden.length > 1)
    throw new ToegangFout('--traceer-id hoort bij één bericht. Verstuur dan één bestand tegelijk.');
  if (opties.bewaar !== undefined) await maakBerichtenMap(opties.bewaar);
  const voortgang = createVoortgang({
    wat: 'versturen',
    totaal: bestanden.length,
    terminal,
    monotoonMs: () => klok.monotoonMs(),
  });
  const telling = new Map<string, number>();
  const tel = (wat: string): void => void telling.set(wat, (telling.get(wat) ?? 0) + 1);
  let code: number = UITGANG.goed;
  for (const [index, bestand] of bestanden.entries()) {
    const inhoud = await leesBerichtbestand(bestand, delen.omgeving);
    if (inhoud === undefined) {
      tel('onleesbaar');
      code = UITGANG.gebruik;
      schrijfFout(`${bestand}: het bestand is er niet of is niet te lezen.`);
      continue;
    }
    let verzonden: Verzonden;
    try {
      verzonden = await verstuur(bestand, inhoud, { opties, ...delen });
    } catch (fout) {
      voortgang.stop();
      const gemeld = verklaar(fout);
      if (gemeld === undefined) throw fout;
      schrijfFout(`${bestand}: ${gemeld.zin}${opnieuw(fout)}`);
      const rest = bestanden.length - index - 1;
      if (rest > 0) schrijfFout(`De overige ${rest} bestanden zijn niet verstuurd.`);
      return UITGANG.gebruik;
    }
    tel(verzonden.uitkomst.soort);
    if (verzonden.uitkomst.soort === 'geweigerd') code = Math.max(code, UITGANG.afgekeurd);
    for (const regel of opties.json === true ? [alsJson(verzonden)] : alsTekst(verzonden)) schrijf(regel);
    voortgang.stap();
  }
  voortgang.stop();
  if (opties.json !== true && bestanden.length > 1) schrijf(samenvatting(bestanden.length, telling));
  return code;
}

async function verstuur(
  bestand: string,
  inhoud: Buffer,
  { opties, toegang }: Delen & { readonly opties: SendOpties },
): Promise<Verzonden> {
  const { traceerId } = opties;
  const uitkomst = await toegang.client.verstuur(inhoud, traceerId === undefined ? {} : { traceerId });
  const bewijsstuk = uitkomst.ontvangstbewijs;
  if (opties.bewaar === undefined || bewijsstuk === undefined) return { bestand, uitkomst };
  return { bestand, uitkomst, bewaard: await bewaar(opties.bewaar, bewijsstuk, uitkomst.traceerId) };
}

/** One file per answer: a message that is refused and sent again leaves two. @returns its path */
async function bewaar(map: string, bewijsstuk: Bewijsstuk, traceerId: string | undefined): Promise<string> {
  const { verzoekHandtekening } = bewijsstuk.verzoek;
  // from the hub, and about to become a file name
  const naam = parseTraceerId(traceerId ?? '') ?? 'zonder-traceer-id';
  const pad = join(map, `${naam}-${bewijsstuk.antwoord.status}-${verzoekHandtekening.slice(0, 8)}.json`);
  try {
    await schrijfBestand(pad, `${JSON.stringify(bewijsstuk, undefined, 2)}\n`, GEHEIM);
  } catch (fout) {
    throw new ToegangFout(
      `Het knooppunt heeft geantwoord (traceerId ${naam}), maar het ontvangstbewijs kon niet worden bewaard in ${map}. Verstuur het bestand nog eens: dat geeft hetzelfde antwoord.`,
      { cause: fout },
    );
  }
  return pad;
}

/** How to go on after a failure in the middle: under the same Traceer-Id nothing is taken twice. */
function opnieuw(fout: unknown): string {
  const { traceerId } = fout as { readonly traceerId?: unknown };
  if (typeof traceerId !== 'string') return '';
  return ` Verstuur dit bestand opnieuw met --traceer-id ${traceerId}; zo wordt het nooit dubbel aangenomen.`;
}

// --- what is printed

function alsJson({ bestand, bewaard, uitkomst }: Verzonden): string {
  const { ontvangstbewijs: _, ...rest } = uitkomst;
  return JSON.stringify({ bestand, ...rest, ...(bewaard === undefined ? {} : { bewaard }) });
}

function alsTekst({ bestand, bewaard, uitkomst }: Verzonden): readonly string[] {
  const naam = bestand === STDIN ? 'standaardinvoer' : bestand;
  const regels = uitkomst.soort === 'geweigerd' ? weigering(uitkomst) : aanneming(uitkomst);
  const [kop = '', ...rest] = regels;
  const bewijs = bewaard === undefined ? [] : [`bewijs     ${bewaard}`];
  return [`${naam}: ${kop}`, ...[...rest, ...bewijs].map((regel) => `  ${regel}`)];
}

function aanneming(uitkomst: Aangenomen): readonly string[] {
  const { berichtsoort, bevindingen, soort, status, traceerId } = uitkomst;
  const [van, naar] = vanNaar(uitkomst);
  return [
    soort === 'herhaald' ? 'was al aangenomen' : 'aangenomen',
    `bericht    ${berichtsoort}  ${van} → ${naar}`,
    `status     ${isStatus(status) ? STATUS_WOORD[status] : status}`,
    `traceerId  ${traceerId}`,
    ...bevindingen.flatMap((bevinding) => bevindingRegels(bevinding)),
  ];
}

function weigering({ bevindingen, bewezen, code, httpStatus, titel, traceerId, uitleg }: Geweigerd): readonly string[] {
  const aantal = bevindingen.length === 1 ? '1 bevinding' : `${bevindingen.length} bevindingen`;
  return [
    `geweigerd (${code}, HTTP ${httpStatus})${bevindingen.length === 0 ? '' : `, ${aantal}`}`,
    `${titel}. ${uitleg}`,
    ...(traceerId === undefined ? [] : [`traceerId  ${traceerId}`]),
    ...bevindingen.flatMap((bevinding) => bevindingRegels(bevinding)),
    ...(bewezen || httpStatus === 413
      ? []
      : ['Dit antwoord is niet ondertekend: het knooppunt kon niet nagaan wie u bent.']),
  ];
}

const WOORDEN: Readonly<Record<string, string>> = {
  aangenomen: 'aangenomen',
  herhaald: 'was al aangenomen',
  geweigerd: 'geweigerd',
  onleesbaar: 'niet te lezen',
};

function samenvatting(totaal: number, telling: ReadonlyMap<string, number>): string {
  const delen = Object.entries(WOORDEN)
    .filter(([soort]) => telling.has(soort))
    .map(([soort, woord]) => `${telling.get(soort) ?? 0} ${woord}`);
  return `${totaal} bestanden: ${delen.join(', ')}.`;
}
