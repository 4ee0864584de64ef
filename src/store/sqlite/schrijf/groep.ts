import type { StoreWijziging } from '../../port.ts';
import { toFoutBericht } from '../fouten.ts';
import type { Afloop, Faalpunt, Opdracht, SchrijfOpdrachten } from '../opdrachten.ts';
import type { RegistratiePakket } from '../pakket.ts';
import type { SchrijfKern } from './kern.ts';
import type { Uitvoerders } from './opdrachten.ts';

/** What became of a group: per command its outcome, and together what changed. */
export interface GroepAfloop {
  readonly aflopen: readonly Afloop[];
  /** Absent when nothing came that someone waits for. */
  readonly wijziging?: StoreWijziging;
}

const TRACEER_ID_BYTES = 16;
const SHA256_BYTES = 32;
const GEEN: readonly Buffer[] = [];

/**
 * Runs commands in one transaction: they share its sync to disk. When one throws, or the commit fails, everything is
 * rolled back and each runs again alone, so that each has its own outcome and none spoils another's.
 * @param faalpunt of a test; absent = nothing is called.
 */
export function createGroep(
  kern: SchrijfKern,
  uitvoerders: Uitvoerders,
  faalpunt?: Faalpunt,
): (opdrachten: readonly Opdracht<SchrijfOpdrachten>[], bytes: ArrayBuffer | undefined) => GroepAfloop {
  const { db } = kern;
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');
  const rollback = db.prepare('rollback');
  const veranderingen = db.prepare<[], number>('select total_changes()').pluck();

  function samen(
    opdrachten: readonly Opdracht<SchrijfOpdrachten>[],
    stukken: readonly (readonly Buffer[])[],
  ): GroepAfloop {
    kern.begin();
    try {
      begin.run();
      const voor = veranderingen.get();
      const waarden = opdrachten.map((opdracht, i) => voerUit(uitvoerders, opdracht, stukken[i] ?? GEEN));
      const geschreven = veranderingen.get() !== voor;
      if (faalpunt !== undefined) for (const [soort] of opdrachten) faalpunt(`${soort}.voor-commit`);
      commit.run();
      if (faalpunt !== undefined) for (const [soort] of opdrachten) faalpunt(`${soort}.na-commit`);
      const wijziging = kern.bevestig(opdrachten.length, geschreven);
      const aflopen = waarden.map((waarde): Afloop => [true, waarde]);
      return wijziging === undefined ? { aflopen } : { aflopen, wijziging };
    } catch (fout) {
      kern.herroep();
      // a full disk or a failed sync has rolled back already
      if (db.inTransaction) rollback.run();
      throw fout;
    }
  }

  return function voerGroepUit(opdrachten, bytes) {
    const stukken = snij(opdrachten, bytes);
    try {
      return samen(opdrachten, stukken);
    } catch (fout) {
      if (opdrachten.length === 1) return { aflopen: [[false, toFoutBericht(fout)]] };
    }
    const alleen = opdrachten.map((opdracht, i): GroepAfloop => {
      try {
        return samen([opdracht], [stukken[i] ?? GEEN]);
      } catch (fout) {
        return { aflopen: [[false, toFoutBericht(fout)]] };
      }
    });
    const wijziging = alleen.map((een) => een.wijziging).reduce(voegWijzigingenSamen, undefined);
    const aflopen = alleen.flatMap((een) => een.aflopen);
    return wijziging === undefined ? { aflopen } : { aflopen, wijziging };
  };
}

function voerUit(uitvoerders: Uitvoerders, opdracht: Opdracht<SchrijfOpdrachten>, stukken: readonly Buffer[]): unknown {
  const [soort, invoer] = opdracht;
  // the pair (name, input) was typed as one when it was made; the compiler cannot follow it through a lookup
  return (uitvoerders[soort] as (invoer: unknown, stukken: readonly Buffer[]) => unknown)(invoer, stukken);
}

/** Cuts the batch's buffer into the pieces of each message; no copy. */
function snij(
  opdrachten: readonly Opdracht<SchrijfOpdrachten>[],
  bytes: ArrayBuffer | undefined,
): readonly (readonly Buffer[])[] {
  if (bytes === undefined) return [];
  let plek = 0;
  const neem = (lengte: number): Buffer => {
    const stuk = Buffer.from(bytes, plek, lengte);
    plek += lengte;
    return stuk;
  };
  return opdrachten.map(([soort, invoer]) => {
    if (soort !== 'registreer') return GEEN;
    const pakket: RegistratiePakket = invoer;
    const [nonceLengte, gewikkeldLengte, inhoudLengte] = [pakket[4], pakket[21], Math.max(0, pakket[22])];
    return [TRACEER_ID_BYTES, SHA256_BYTES, nonceLengte, gewikkeldLengte, inhoudLengte].map(neem);
  });
}

function voegWijzigingenSamen(
  een: StoreWijziging | undefined,
  ander: StoreWijziging | undefined,
): StoreWijziging | undefined {
  if (een === undefined || ander === undefined) return een ?? ander;
  return {
    outbox: een.outbox || ander.outbox,
    klaargezet: [...new Set([...een.klaargezet, ...ander.klaargezet])],
    laatsteGebeurtenis: Math.max(een.laatsteGebeurtenis, ander.laatsteGebeurtenis),
  };
}
