import type { Database } from 'better-sqlite3';
import type { TraceerId } from '../../../bericht/traceer-id.ts';
import type { KekWissel, TeHerwikkelen } from '../../sleutel-port.ts';
import type { LeesOpdrachten } from '../opdrachten.ts';
import { uuidTekst } from '../uuid.ts';

/** What the change of keys reads. */
export interface SleutelLezer {
  wissels(): readonly KekWissel[];
  teHerwikkelen(vraag: LeesOpdrachten['kekTeHerwikkelen']['in']): LeesOpdrachten['kekTeHerwikkelen']['uit'];
}

interface WisselRij {
  readonly versie: number;
  readonly sinds: number;
  readonly door: string;
  readonly reden: string;
  readonly herwikkeld: number;
  readonly klaar_op: number | null;
}

interface InhoudKop {
  readonly bericht: number;
  readonly traceer_id: Buffer;
  readonly gewikkelde_sleutel: Buffer;
  readonly kek_versie: number;
  readonly compressie: 'deflate-raw' | 'geen';
  readonly bytes: number;
}

/** Prepares all queries once. */
export function createSleutelLezer(db: Database): SleutelLezer {
  const alle = db.prepare<[], WisselRij>(
    'select versie, sinds, door, reden, herwikkeld, klaar_op from kek_wissel order by versie',
  );
  // all of a stretch, and not those under a former key alone: of those few may be left in a table of millions
  const volgende = db.prepare<[number, number], InhoudKop>(`
    select i.bericht, b.traceer_id, i.gewikkelde_sleutel, i.kek_versie, i.compressie, i.bytes
    from inhoud i
    join bericht b on b.volgnummer = i.bericht
    where i.bericht > (select tot from kek_wissel where versie = ?)
    order by i.bericht
    limit ?
  `);
  return {
    wissels: () =>
      alle.all().map(({ sinds, klaar_op, ...rij }) => ({
        ...rij,
        sinds: new Date(sinds),
        ...(klaar_op === null ? {} : { klaarOp: new Date(klaar_op) }),
      })),
    teHerwikkelen({ versie, max }) {
      const rijen = volgende.all(versie, max);
      const tot = rijen.at(-1)?.bericht;
      const oude = rijen.filter(({ kek_versie }) => kek_versie !== versie);
      return {
        rijen: oude.map((rij): TeHerwikkelen => ({
          bericht: rij.bericht,
          traceerId: uuidTekst(rij.traceer_id) as TraceerId,
          gewikkeldeSleutel: rij.gewikkelde_sleutel,
          kekVersie: rij.kek_versie,
          compressie: rij.compressie,
          bytes: rij.bytes,
        })),
        ...(tot === undefined ? {} : { tot }),
      };
    },
  };
}
