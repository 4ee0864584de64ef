import type { AansluitingId } from '../bericht/aansluiting.ts';
import type { Klok } from '../observe/port.ts';

/**
 * Counts how often it goes wrong with a connection, over a window that slides: of the messages that it sent, those that
 * were refused; of the deliveries that it settled, those that it refused. What we could not judge or
 * record is ours and does not count.
 */
export interface UitvalMeter {
  tel(aansluiting: AansluitingId, mislukt: boolean): void;
  /** @returns the connections with an alarm now; those in `nu` keep it until they are clearly better. */
  slecht(nu: ReadonlySet<string>): readonly AansluitingId[];
}

const VAK_MS = 60_000;
const VAKKEN = 15;
/** Fewer than this in the window say nothing: one supplier who tries things out is no alarm. */
const MIN_AANTAL = 20;
/** Opens at half; closes below a quarter, so that it does not flutter around one mark. */
const OPEN_DEEL = 0.5;
const DICHT_DEEL = 0.25;

interface Vak {
  readonly nummer: number;
  totaal: number;
  mislukt: number;
}

/** Makes the meter: fifteen counts of a minute for each connection that did something in the last fifteen minutes. */
export function createUitvalMeter(klok: Klok): UitvalMeter {
  const vakken = new Map<AansluitingId, Vak[]>();
  // the clock that never jumps: a clock that is set must neither empty the window nor stretch it
  const nummerNu = (): number => Math.floor(klok.monotoonMs() / VAK_MS);

  return {
    tel(aansluiting, mislukt) {
      const nummer = nummerNu();
      let lijst = vakken.get(aansluiting);
      if (lijst === undefined) vakken.set(aansluiting, (lijst = []));
      let vak = lijst.at(-1);
      if (vak?.nummer !== nummer) {
        lijst.push((vak = { nummer, totaal: 0, mislukt: 0 }));
        if (lijst.length > VAKKEN) lijst.shift();
      }
      vak.totaal += 1;
      if (mislukt) vak.mislukt += 1;
    },
    slecht(nu) {
      const vanaf = nummerNu() - VAKKEN;
      const gevonden: AansluitingId[] = [];
      for (const [aansluiting, lijst] of vakken) {
        const binnen = lijst.filter(({ nummer }) => nummer > vanaf);
        if (binnen.length === 0) {
          vakken.delete(aansluiting);
          continue;
        }
        const totaal = binnen.reduce((som, vak) => som + vak.totaal, 0);
        const deel = binnen.reduce((som, vak) => som + vak.mislukt, 0) / totaal;
        const open = nu.has(aansluiting);
        if (open ? deel >= DICHT_DEEL : totaal >= MIN_AANTAL && deel >= OPEN_DEEL) gevonden.push(aansluiting);
      }
      return gevonden;
    },
  };
}
