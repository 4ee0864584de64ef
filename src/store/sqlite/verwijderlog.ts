import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, readdirSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Status } from '../../bericht/status.ts';
import { syncPad } from './sync.ts';

/** What was deleted of one message. */
export interface Verwijdering {
  readonly traceerId: string;
  readonly wat: 'inhoud' | 'bevindingen' | 'metagegevens' | 'feiten';
  /** Status of the message after it. */
  readonly status: Status;
}

/** Writes deletions down outside the database. */
export interface Verwijderlog {
  /** Appends and syncs; nothing is written for none. The caller commits after this. */
  schrijf(verwijderingen: readonly Verwijdering[], nu: Date): void;
}

/** Folder of the deletion log beside a database. */
export function verwijderMap(databasePad: string): string {
  return join(dirname(databasePad), 'verwijderd');
}

const REGEL = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (inhoud|bevindingen|metagegevens|feiten) ([a-z_]+)$/;

/**
 * One file a month, one line a deletion: id, what, status. Written before the transaction commits: a line too many (a
 * kill in between) names what was past its term and goes in the next round; a line too few would revive it.
 */
export function createVerwijderlog(map: string): Verwijderlog {
  return {
    schrijf(verwijderingen, nu) {
      if (verwijderingen.length === 0) return;
      mkdirSync(map, { recursive: true, mode: 0o700 });
      const regels = verwijderingen.map(({ traceerId, wat, status }) => `${traceerId} ${wat} ${status}\n`);
      const bestand = openSync(join(map, `${nu.toISOString().slice(0, 7)}.log`), 'a', 0o600);
      try {
        // an earlier line may have been cut by a power failure: an empty line parts it from these
        writeSync(bestand, `\n${regels.join('')}`);
        fsyncSync(bestand);
      } finally {
        closeSync(bestand);
      }
      syncPad(map);
      syncPad(dirname(map));
    },
  };
}

/** Reads all deletions, oldest first. A line that a power failure cut is left out: its transaction did not commit. */
export function leesVerwijderlog(map: string): readonly Verwijdering[] {
  let namen: string[];
  try {
    namen = readdirSync(map).filter((naam) => /^\d{4}-\d{2}\.log$/.test(naam));
  } catch (fout) {
    if ((fout as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fout;
  }
  return namen.sort().flatMap((naam) =>
    readFileSync(join(map, naam), 'latin1')
      .split('\n')
      .flatMap((regel) => {
        const [, traceerId, wat, status] = REGEL.exec(regel) ?? [];
        if (traceerId === undefined) return [];
        return [{ traceerId, wat: wat as Verwijdering['wat'], status: status as Status }];
      }),
  );
}
