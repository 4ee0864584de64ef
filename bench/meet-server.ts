import { leesDraadCpu, leesGeheugenMb, verdeelCpu, type CpuDeling } from './cpu.ts';
import { startKind, type Kind } from './kind.ts';
import type { LastAntwoord, LastOpdracht, LastUitslag } from './lastgever-vorm.ts';
import type { ServerAntwoord } from './server-vorm.ts';

/** A server under test. */
export interface MeetServer {
  readonly kind: Kind;
  readonly poort: number;
  readonly draden?: Extract<ServerAntwoord, { soort: 'open' }>['draden'];
}

/** One measured run against a server. */
export interface Ronde extends LastUitslag {
  readonly perSeconde: number;
  /** CPU of the server per request, in microseconds, until everything that was accepted was carried on. */
  readonly cpu: CpuDeling;
  readonly commitsPerBericht: number;
  /** Operations in one commit: the group that the hub reached. */
  readonly perCommit: number;
  /** Resident memory before and after the run, and the highest since the server started. */
  readonly rssBijStartMb: number;
  readonly rssMb: number;
  readonly hoogsteRssMb: number;
}

/** Starts a server; resolves when it listens. */
export async function startServer(
  script: URL,
  args: readonly string[],
  execArgv: readonly string[] = [],
): Promise<MeetServer> {
  const kind = startKind(script, args, execArgv);
  const open = await kind.hoor<ServerAntwoord>();
  if (open.soort !== 'open') throw new Error('de server opende niet');
  return { kind, poort: open.poort, ...(open.draden === undefined ? {} : { draden: open.draden }) };
}

/** Starts the load generator. */
export function startLastgever(): Kind {
  return startKind(new URL('./lastgever.js', import.meta.url));
}

/** Gives the load generator the requests of a file. */
export async function laadVerzoeken(lastgever: Kind, bestand: string): Promise<void> {
  await lastgever.vraag<LastAntwoord>({ soort: 'laad', bestand } satisfies LastOpdracht);
}

/** Sends requests `van` up to `tot` and measures. */
export async function meetRonde(
  server: MeetServer,
  lastgever: Kind,
  rit: Omit<Extract<LastOpdracht, { soort: 'rijd' }>, 'soort' | 'poort'>,
): Promise<Ronde> {
  const { kind, poort, draden } = server;
  const rust = (): Promise<Extract<ServerAntwoord, { soort: 'rust' }>> => kind.vraag({ soort: 'rust' });
  const voorTellers = await rust();
  const rssBijStartMb = leesGeheugenMb(kind.pid, 'VmRSS');
  const voor = leesDraadCpu(kind.pid);
  const klaar = await lastgever.vraag<LastAntwoord>({ soort: 'rijd', poort, ...rit } satisfies LastOpdracht);
  if (klaar.soort !== 'klaar') throw new Error('de lastgever gaf geen uitslag');
  const naTellers = await rust();
  const cpu = verdeelCpu(voor, leesDraadCpu(kind.pid), kind.pid, draden);
  const { uitslag } = klaar;
  const aantal = rit.tot - rit.van;
  const per = (us: number): number => us / aantal;
  const commits = (naTellers.commits ?? NaN) - (voorTellers.commits ?? NaN);
  return {
    ...uitslag,
    perSeconde: uitslag.aangenomen / uitslag.seconden,
    cpu: {
      totaal: per(cpu.totaal),
      hoofd: per(cpu.hoofd),
      werkers: per(cpu.werkers),
      schrijver: per(cpu.schrijver),
      lezer: per(cpu.lezer),
      overig: per(cpu.overig),
    },
    commitsPerBericht: commits / aantal,
    perCommit: ((naTellers.operaties ?? NaN) - (voorTellers.operaties ?? NaN)) / commits,
    rssBijStartMb,
    rssMb: leesGeheugenMb(kind.pid, 'VmRSS'),
    hoogsteRssMb: leesGeheugenMb(kind.pid, 'VmHWM'),
  };
}
