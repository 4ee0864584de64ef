import { join } from 'node:path';
import type { Command } from 'commander';
import type { AfhandelResultaat, Levering } from '../client/antwoorden.ts';
import type { KnooppuntClient } from '../client/client-port.ts';
import { GEHEIM, schrijfBestand } from '../keys/bestand-schrijven.ts';
import { maakBerichtenMap } from './berichtbestanden.ts';
import type { ClientOmgeving } from './client-omgeving.ts';
import { leesGetal } from './opties.ts';
import { metClient, metToegang, ToegangFout } from './toegang.ts';
import type { Toegang, ToegangOpties } from './toegang.ts';
import { UITGANG } from './uitgang.ts';
import { kloktijd, vanNaar } from '../trace/woorden.ts';
import { maakTabel } from './uitvoer.ts';

interface PullOpties extends ToegangOpties {
  readonly max: number;
  readonly naar: string;
  readonly bevestig?: boolean;
  readonly wacht: number;
  readonly json?: boolean;
}

/** A message that is on disk. */
interface Opgehaald {
  readonly levering: Levering;
  readonly bestand: string;
  /** Absent when no acknowledgement was asked. */
  readonly bevestigd?: boolean;
}

/**
 * Adds `pull`: fetches what waits for a party and writes each message to a file, whole and durable before anything is
 * acknowledged. Exit codes: 0 = done, also when nothing waits; 1 = the hub refused, or took an acknowledgement amiss; 2 =
 * wrong use, a folder that cannot be written, or a hub that is not reached or not believed.
 */
export function registreerPull(program: Command, omgeving: ClientOmgeving): void {
  const opdracht = program.command('pull').description('haal op wat voor een partij klaarstaat');
  metToegang(opdracht, omgeving)
    .option('--max <aantal>', 'hoeveel berichten ten hoogste', leesGetal(1, 100), 20)
    .option('--naar <map>', 'map waarin de berichten komen', 'ontvangen')
    .option('--bevestig', 'bevestig elk bericht nadat het is opgeslagen')
    .option('--wacht <seconden>', 'hoe lang te wachten als er niets klaarstaat', leesGetal(0, 30), 0)
    .option('--json', 'één JSON-object per bericht, één per regel')
    .action((opties: PullOpties) =>
      metClient(opties, { doel: 'ophalen', omgeving }, (toegang) => haalOp(opties, toegang, omgeving)),
    );
}

async function haalOp(
  opties: PullOpties,
  { client, naam, partij }: Toegang,
  omgeving: ClientOmgeving,
): Promise<number> {
  await maakBerichtenMap(opties.naar, '; er is niets opgehaald');
  const leveringen = await client.haalOp({
    max: opties.max,
    wachtSeconden: opties.wacht,
    ...(partij === undefined ? {} : { partij }),
  });
  const bewaard = await bewaarAlle(leveringen, opties.naar, client);
  const opgehaald = opties.bevestig === true ? await bevestig(bewaard, client) : bewaard;
  if (opties.json === true) for (const regel of opgehaald) omgeving.schrijf(alsJson(regel));
  else for (const regel of alsTekst(opgehaald, opties, naam)) omgeving.schrijf(regel);
  return opgehaald.some(({ bevestigd }) => bevestigd === false) ? UITGANG.afgekeurd : UITGANG.goed;
}

/** @throws ToegangFout when one cannot be written; it and all after it were given back. */
async function bewaarAlle(
  leveringen: readonly Levering[],
  map: string,
  client: KnooppuntClient,
): Promise<readonly Opgehaald[]> {
  const klaar: Opgehaald[] = [];
  for (const [index, levering] of leveringen.entries()) {
    // the id is a checked UUID, so the name stays inside the folder; the same message again is the same file
    const bestand = join(map, `${levering.traceerId}.xml`);
    try {
      await schrijfBestand(bestand, levering.inhoud, GEHEIM);
    } catch (fout) {
      // nothing was acknowledged: all of it is offered again, these at once
      await Promise.allSettled(leveringen.slice(index).map(({ leveringId }) => client.geefTerug(leveringId)));
      throw new ToegangFout(
        `In ${map} kan niet worden geschreven. Er is niets bevestigd; het knooppunt biedt de berichten opnieuw aan.`,
        { cause: fout },
      );
    }
    klaar.push({ levering, bestand });
  }
  return klaar;
}

async function bevestig(opgehaald: readonly Opgehaald[], client: KnooppuntClient): Promise<readonly Opgehaald[]> {
  if (opgehaald.length === 0) return [];
  const resultaten = await client.bevestigAlle(opgehaald.map(({ levering }) => levering.leveringId));
  const perId = new Map<string, AfhandelResultaat>(resultaten.map((resultaat) => [resultaat.leveringId, resultaat]));
  return opgehaald.map((regel) => ({ ...regel, bevestigd: perId.get(regel.levering.leveringId)?.httpStatus === 204 }));
}

function alsJson({ bestand, bevestigd = false, levering }: Opgehaald): string {
  const { inhoud: _, ...rest } = levering;
  return JSON.stringify({ ...rest, bestand, bevestigd });
}

function alsTekst(opgehaald: readonly Opgehaald[], opties: PullOpties, naam: string): readonly string[] {
  if (opgehaald.length === 0) return [`Er staat niets klaar voor ${naam}.`];
  const rijen = opgehaald.map(({ bestand, bevestigd, levering }) => {
    const { berichtsoort, herlevering, poging, traceerId } = levering;
    const [van, naar] = vanNaar(levering);
    const keer = herlevering ? `${poging} (herlevering)` : String(poging);
    const stand = bevestigd === undefined ? 'niet bevestigd' : bevestigd ? 'bevestigd' : 'NIET bevestigd';
    return [traceerId, berichtsoort, van, naar, keer, stand, bestand];
  });
  return [
    ...maakTabel(['traceerId', 'bericht', 'van', 'naar', 'poging', 'stand', 'bestand'], rijen),
    slotzin(opgehaald, opties),
  ];
}

function slotzin(opgehaald: readonly Opgehaald[], { bevestig: gevraagd, naar }: PullOpties): string {
  const aantal = opgehaald.length === 1 ? '1 bericht' : `${opgehaald.length} berichten`;
  const over = opgehaald.filter(({ bevestigd }) => bevestigd === false).length;
  if (gevraagd !== true) {
    const eerste = Math.min(...opgehaald.map(({ levering }) => levering.verlooptOp.getTime()));
    return `${aantal} opgehaald in ${naar}. Niet bevestigd: het knooppunt biedt ze na ${kloktijd(new Date(eerste))} opnieuw aan. Met --bevestig blijven ze weg.`;
  }
  if (over === 0) return `${aantal} opgehaald in ${naar} en bevestigd.`;
  return `${aantal} opgehaald in ${naar}. Van ${over} is de bevestiging niet aangenomen: bekijk ze met: knooppunt trace.`;
}
