import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite } from '../src/store/sqlite/sqlite.ts';
import { createElement } from 'preact';
import type { Aanbieder, Tafels } from '../src/bericht/aansluiting.ts';
import { parseAgbCode, type AgbCode } from '../src/bericht/partij.ts';
import { createToeval } from '../src/cli/generate/toeval.ts';
import { createSqliteStore } from '../src/store/sqlite/sqlite-store.ts';
import { createZoeken } from '../src/trace/zoeken.ts';
import { createNamen } from '../src/web/namen.tsx';
import { tekenPagina } from '../src/web/pagina.tsx';
import { Zoekscherm } from '../src/web/zoekscherm.tsx';
import type { Omgeving } from './omgeving.ts';
import { vulZoekstore, type GevuldBericht } from './zoek-vulling.ts';

/** Times of one kind of search, in milliseconds, in ascending order. */
export interface ZoekUitslag {
  readonly naam: string;
  readonly ms: readonly number[];
  /** Rows on the page, on average. */
  readonly rijen: number;
}

/** All kinds, beside the barest look-up that there is. */
export interface ZoekMeting {
  readonly berichten: number;
  /** One message by its whole id in the same database, with nothing around it. */
  readonly kaal: ZoekUitslag;
  readonly soorten: readonly ZoekUitslag[];
}

/** A kind of search: what somebody types. `undefined` = this message has no such thing. */
type Soort = readonly [naam: string, tekst: (bericht: GevuldBericht, i: number) => string | undefined];

const midden = (id: string): string => id.replaceAll('-', '').slice(13, 21);

const SOORTEN: readonly Soort[] = [
  ['traceerId, heel', ({ traceerId }) => traceerId],
  ['traceerId, eerste 6', ({ traceerId }) => traceerId.slice(0, 6)],
  ['traceerId, eerste 10', ({ traceerId }) => traceerId.slice(0, 11)],
  ['traceerId, laatste 6', ({ traceerId }) => traceerId.slice(-6)],
  ['traceerId, 8 uit het midden', ({ traceerId }) => midden(traceerId)],
  ['traceerId, onbekend', (_, i) => `ffffff${i.toString(16).padStart(6, '0')}`],
  ['conversatieId, eerste 8', ({ conversatieId }) => conversatieId.slice(0, 8)],
  ['identificatie, heel', ({ identificatie }) => identificatie],
  ['identificatie, eerste 8', ({ identificatie }) => identificatie.slice(0, 8)],
  ['identificatie van een retour', ({ identificatieRetour }) => identificatieRetour],
  ['identificatie, onbekend', (_, i) => `ONBEKEND-${i}`],
  ['gemeentecode', ({ gemeente }) => gemeente],
  ['AGB-code', ({ aanbieder }) => aanbieder],
  ['naam van een partij', ({ aanbieder }) => `instelling ${aanbieder.slice(0, 4)}`],
  ['berichtcode', (_, i) => ['WMO305', '301', '415', 'JW323'][i % 4]],
  ['foutcode', (_, i) => ['BRS13', 'brs28', 'BRS33'][i % 3]],
  ['niets: de nieuwste', () => ''],
];

/**
 * Searches a store of a million messages as the page does: what is found, and the page drawn of it. The store is read by
 * its own thread, as in the hub; each search waits for the one before.
 */
export async function meetZoeken({ snel, map, ec, meld }: Omgeving): Promise<ZoekMeting> {
  const berichten = snel ? 100_000 : 1_000_000;
  const pad = join(map, 'zoeken.db');
  meld(`zoeken: ${berichten} berichten maken`);
  const staal = vulZoekstore(pad, berichten);
  const tafels = metAanbieders(ec.tafels, staal);
  const store = await createSqliteStore({ pad });
  const zoeken = createZoeken({ store, opslag: store.zoeken, tafels: () => tafels, pauzeVan: () => undefined });
  const sessie = { id: 'bench', gebruiker: 'Anna', formulierMerk: 'merk' } as const;
  const stijl = { css: '/stijl.css', icoon: '/icoon.svg' };

  /** @returns how many rows are on the page. */
  async function zoek(tekst: string): Promise<number> {
    const blad = await zoeken.zoek(tekst);
    const uitslag = { blad, tekst, later: false, namen: createNamen(tafels) };
    tekenPagina({ titel: tekst, stijl, sessie, inhoud: createElement(Zoekscherm, { sessie, uitslag }) });
    return blad.rijen.length;
  }

  const soorten: ZoekUitslag[] = [];
  try {
    for (const [naam, tekst] of SOORTEN) {
      meld(`zoeken: ${naam}`);
      const teksten = kies(staal, snel ? 40 : 200).flatMap((bericht, i) => tekst(bericht, i) ?? []);
      soorten.push(await meet(naam, teksten, zoek));
    }
  } finally {
    await store.close();
  }
  const kaal = await meetKaal(pad, kies(staal, 1000));
  for (const eind of ['', '-wal', '-shm', '.slot']) rmSync(pad + eind, { force: true });
  return { berichten, kaal, soorten };
}

async function meet(
  naam: string,
  teksten: readonly string[],
  doe: (tekst: string) => Promise<number>,
): Promise<ZoekUitslag> {
  const ms: number[] = [];
  let rijen = 0;
  for (const tekst of teksten) {
    const begin = performance.now();
    rijen += await doe(tekst);
    ms.push(performance.now() - begin);
  }
  return { naam, ms: ms.sort((een, ander) => een - ander), rijen: rijen / teksten.length };
}

function meetKaal(pad: string, staal: readonly GevuldBericht[]): Promise<ZoekUitslag> {
  const db = openSqlite(pad, { readonly: true });
  const opId = db.prepare('select volgnummer, status, afzender, ontvanger from bericht where traceer_id = ?');
  const ids = staal.map(({ traceerId }) => traceerId.replaceAll('-', ''));
  return meet('kaal', ids, (id) => {
    if (opId.get(Buffer.from(id, 'hex')) === undefined) throw new Error('niet gevonden');
    return Promise.resolve(1);
  }).finally(() => db.close());
}

/** The same choice at every run. */
function kies(staal: readonly GevuldBericht[], aantal: number): readonly GevuldBericht[] {
  const toeval = createToeval(11);
  return Array.from({ length: aantal }, () => toeval.kies(staal));
}

/** The demo tables with the providers of the store in them: a name is looked for among thousands. */
function metAanbieders(tafels: Tafels, staal: readonly GevuldBericht[]): Tafels {
  const aanbieders = new Map<AgbCode, Aanbieder>(tafels.aanbieders);
  for (const { aanbieder } of staal) {
    const agb = parseAgbCode(aanbieder);
    const plaats = { bestand: 'bench', lijn: 1 };
    if (agb !== undefined) aanbieders.set(agb, { agb, naam: `Instelling ${agb}`, grondslagen: ['wmo'], plaats });
  }
  return { ...tafels, aanbieders };
}
