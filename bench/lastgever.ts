import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { LastAntwoord, LastOpdracht, LastUitslag } from './lastgever-vorm.ts';
import { percentiel } from './statistiek.ts';

/**
 * The load generator: a process of its own that sends requests which were made beforehand over raw sockets, and reads
 * no more of an answer than its status and its length. It takes about as much CPU as bare HTTP does, and says how much.
 */

type Rijd = Extract<LastOpdracht, { soort: 'rijd' }>;

const KOP_EINDE = '\r\n\r\n';
const LENGTE = 'Content-Length: ';

let verzoeken: readonly Buffer[] = [];

function laad(bestand: string): number {
  const alles = readFileSync(bestand);
  const gelezen: Buffer[] = [];
  for (let plek = 0; plek < alles.length;) {
    const eind = plek + 4 + alles.readUInt32LE(plek);
    gelezen.push(alles.subarray(plek + 4, eind));
    plek = eind;
  }
  verzoeken = gelezen;
  return gelezen.length;
}

/** A connection that sends one request at a time. */
interface Verbinding {
  readonly socket: Socket;
  stuur(verzoek: Buffer, klaar: (status: number, antwoord: Buffer) => void): void;
}

async function openVerbinding(poort: number, bijBreuk: (fout: Error) => void): Promise<Verbinding> {
  const socket = connect({ host: '127.0.0.1', port: poort, noDelay: true });
  await new Promise<void>((klaar, mislukt) => socket.once('connect', klaar).once('error', mislukt));
  let rest: Buffer | undefined;
  let nodig = -1;
  let wacht: ((status: number, antwoord: Buffer) => void) | undefined;
  socket.on('error', bijBreuk);
  socket.on('close', () => {
    if (wacht !== undefined) bijBreuk(new Error('de server verbrak de verbinding'));
  });
  socket.on('data', (deel: Buffer) => {
    rest = rest === undefined ? deel : Buffer.concat([rest, deel]);
    if (nodig < 0) {
      const kop = rest.indexOf(KOP_EINDE, 0, 'latin1');
      if (kop < 0) return;
      const tekst = rest.toString('latin1', 0, kop);
      const plek = tekst.indexOf(LENGTE);
      nodig = kop + 4 + (plek < 0 ? 0 : parseInt(tekst.slice(plek + LENGTE.length, plek + LENGTE.length + 8), 10));
    }
    if (rest.length < nodig) return;
    const antwoord = rest;
    const klaar = wacht;
    rest = undefined;
    nodig = -1;
    wacht = undefined;
    klaar?.(Number(antwoord.toString('latin1', 9, 12)), antwoord);
  });
  return {
    socket,
    stuur(verzoek, klaar) {
      wacht = klaar;
      socket.write(verzoek);
    },
  };
}

async function rijd(opdracht: Rijd): Promise<LastUitslag> {
  const { poort, van, tot, perSeconde } = opdracht;
  let breuk: (fout: Error) => void = () => undefined;
  const gebroken = new Promise<never>((_, mislukt) => {
    breuk = mislukt;
  });
  const verbindingen = await Promise.all(
    Array.from({ length: opdracht.verbindingen }, () => openVerbinding(poort, (fout) => breuk(fout))),
  );
  const aantal = tot - van;
  const duren = new Float64Array(aantal);
  const statussen: Record<string, number> = {};
  let eersteAndere: string | undefined;
  let verstuurd = 0;
  let beantwoord = 0;
  const cpu = process.cpuUsage();
  const begin = performance.now();
  /** Moment at which a request should go, of a closed loop the moment at which it goes. */
  const moment = (i: number): number =>
    perSeconde === undefined ? performance.now() : begin + (i / perSeconde) * 1000;

  const alles = new Promise<void>((klaar) => {
    const vrij: Verbinding[] = [...verbindingen];
    const stuur = (verbinding: Verbinding): void => {
      const i = verstuurd;
      verstuurd += 1;
      const vanaf = moment(i);
      verbinding.stuur(verzoeken[van + i] ?? Buffer.alloc(0), (status, antwoord) => {
        duren[i] = performance.now() - vanaf;
        statussen[status] = (statussen[status] ?? 0) + 1;
        if (status !== 202) eersteAndere ??= antwoord.toString('latin1', 0, 2000);
        beantwoord += 1;
        if (beantwoord === aantal) klaar();
        else if (verstuurd < aantal && moment(verstuurd) <= performance.now()) stuur(verbinding);
        else vrij.push(verbinding);
      });
    };
    const tik = (): void => {
      while (verstuurd < aantal && moment(verstuurd) <= performance.now()) {
        // in turn: a connection that says nothing for ten seconds is closed by the server
        const verbinding = vrij.shift();
        if (verbinding === undefined) break;
        if (!verbinding.socket.destroyed) stuur(verbinding);
        else if (vrij.length === 0) breuk(new Error('de server verbrak alle verbindingen'));
      }
      // the schedule is kept to the millisecond; what is late counts as latency
      if (perSeconde !== undefined && verstuurd < aantal) setTimeout(tik, 1);
    };
    tik();
  });
  await Promise.race([alles, gebroken]);
  const seconden = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  for (const { socket } of verbindingen) socket.destroy();
  duren.sort();
  return {
    seconden,
    aangenomen: statussen['202'] ?? 0,
    statussen,
    p50: percentiel(duren, 0.5),
    p99: percentiel(duren, 0.99),
    langste: duren.at(-1) ?? NaN,
    eigenCpuUs: (user + system) / aantal,
    ...(eersteAndere === undefined ? {} : { eersteAndere }),
  };
}

const antwoord = (bericht: LastAntwoord): void => void process.send?.(bericht);

process.on('message', (opdracht: LastOpdracht) => {
  if (opdracht.soort === 'stop') process.exit(0);
  if (opdracht.soort === 'laad') antwoord({ soort: 'geladen', aantal: laad(opdracht.bestand) });
  else
    rijd(opdracht).then(
      (uitslag) => antwoord({ soort: 'klaar', uitslag }),
      (fout: unknown) => {
        process.stderr.write(`lastgever: ${fout instanceof Error ? fout.message : 'onbekende fout'}\n`);
        process.exit(1);
      },
    );
});
