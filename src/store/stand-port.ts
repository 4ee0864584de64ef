import type { AansluitingId } from '../bericht/aansluiting.ts';
import type { Bevinding } from '../bericht/bevinding.ts';
import type { BerichtSoort } from '../bericht/catalogus.ts';
import type { PartijCode } from '../bericht/partij.ts';
import type { DeadLetterReden, Status } from '../bericht/status.ts';
import type { TraceerId } from '../bericht/traceer-id.ts';

/** A message as its trace shows it; no payload. */
export interface BerichtStand {
  readonly traceerId: TraceerId;
  readonly conversatieId: string;
  readonly volgnummer: number;
  readonly status: Status;
  readonly deadLetterReden?: DeadLetterReden;
  readonly berichtsoort?: BerichtSoort;
  readonly afzender?: PartijCode;
  readonly ontvanger?: PartijCode;
  readonly indiener: AansluitingId;
  readonly mandaat?: string;
  readonly identificatie?: string;
  readonly identificatieRetour?: string;
  readonly dagtekening?: string;
  readonly ontvangenOp: Date;
  readonly code?: string;
  readonly bevindingen: readonly Bevinding[];
  readonly inhoudSha256: Buffer;
  readonly bytes: number;
  readonly aansluiting?: AansluitingId;
  readonly tafelVersie?: string;
  readonly tafelRegel?: string;
  readonly opvolging?: string;
  readonly poging: number;
  readonly herlevering: boolean;
  readonly inhoudBewaard: boolean;
  readonly traceparent?: string;
  readonly fscTransactionId?: string;
  /** All but id, status and dates has been deleted: the other fields are empty. */
  readonly grafsteen?: true;
}

/** What a tombstone holds of a message: its id, its status and dates, and by whom it was submitted. */
export type GrafsteenKern = Pick<BerichtStand, 'traceerId' | 'volgnummer' | 'status' | 'indiener' | 'ontvangenOp'>;

/** What is left of a message when the rest was deleted, or may not be seen any more. */
export function alsGrafsteen({ traceerId, volgnummer, status, indiener, ontvangenOp }: GrafsteenKern): BerichtStand {
  return {
    traceerId,
    conversatieId: traceerId,
    volgnummer,
    status,
    indiener,
    ontvangenOp,
    bevindingen: [],
    inhoudSha256: Buffer.alloc(0),
    bytes: 0,
    poging: 0,
    herlevering: false,
    inhoudBewaard: false,
    grafsteen: true,
  };
}
