import type { AansluitingId } from '../../../bericht/aansluiting.ts';
import type { PartijCode } from '../../../bericht/partij.ts';
import type { Status } from '../../../bericht/status.ts';
import type { TraceerId } from '../../../bericht/traceer-id.ts';
import type { ZichtbaarVoor } from '../../port.ts';
import { alsGrafsteen, type BerichtStand } from '../../stand-port.ts';
import { uuidTekst } from '../uuid.ts';

/** A tombstone as the reader selects it, with its viewers. */
export interface SteenRij {
  readonly volgnummer: number;
  readonly traceer_id: Buffer;
  readonly status: Status;
  readonly ontvangen_op: number;
  readonly indiener: AansluitingId;
  readonly handelend: PartijCode | null;
  readonly ontvangend: PartijCode | null;
  readonly aansluiting: AansluitingId | null;
}

/** The query of a {@link SteenRij} by its id. */
export const STEEN_RIJ = `
  select s.volgnummer, s.traceer_id, s.status, s.ontvangen_op, z.indiener, z.handelend, z.ontvangend, z.aansluiting
  from grafsteen s
  join zicht z on z.id = s.zicht
  where s.traceer_id = ?
`;

/** Maps a tombstone onto a message of which only id, status and dates are left. */
export function toGrafsteen(rij: SteenRij): BerichtStand & { readonly zichtbaarVoor: ZichtbaarVoor } {
  const partijen = [rij.handelend, rij.ontvangend].filter((partij) => partij !== null);
  return {
    ...alsGrafsteen({
      traceerId: uuidTekst(rij.traceer_id) as TraceerId,
      volgnummer: rij.volgnummer,
      status: rij.status,
      indiener: rij.indiener,
      ontvangenOp: new Date(rij.ontvangen_op),
    }),
    zichtbaarVoor: {
      indiener: rij.indiener,
      partijen,
      ...(rij.aansluiting === null ? {} : { aansluiting: rij.aansluiting }),
    },
  };
}
