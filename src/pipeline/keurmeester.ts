import type { VerzegeldeInhoud } from '../keys/port.ts';
import type { Metrieken } from '../observe/port.ts';
import { createXmlWerkers } from '../validate/worker/xml-werkers.ts';
import type { Keurmeester, KeurOpdracht, KeurUitkomst } from './port.ts';

/** A job for a message worker. */
export type MessageTaak =
  | ({ readonly taak: 'keur' } & KeurOpdracht)
  | { readonly taak: 'open'; readonly verzegeld: VerzegeldeInhoud; readonly traceerId: string };

/** The workers with what else they do, and their end. */
export interface KeurmeesterMetEinde extends Keurmeester {
  /** Opens a large payload off the main thread. */
  open(verzegeld: VerzegeldeInhoud, traceerId: string): Promise<Buffer>;
  close(): Promise<void>;
}

/** How many workers there are and what they may use. */
export interface KeurmeesterOpties<D> {
  readonly script: URL;
  readonly data: D;
  readonly aantal: number;
  readonly tijdslimietMs: number;
  readonly maxGeheugenMb: number;
  readonly grootVanafBytes: number;
  readonly metrieken: Metrieken;
}

/** Starts the message workers; resolves when each has its schemas compiled. @throws WerkerStartMislukt */
export async function createKeurmeester<D>(opties: KeurmeesterOpties<D>): Promise<KeurmeesterMetEinde> {
  const { script, data, aantal, tijdslimietMs, maxGeheugenMb, grootVanafBytes, metrieken } = opties;
  const werkers = await createXmlWerkers<MessageTaak, KeurUitkomst | Uint8Array>({
    script,
    workerData: data,
    aantal,
    tijdslimietMs,
    maxGeheugenMb,
    grootVanafBytes,
    metrieken,
  });
  return {
    async keur(opdracht) {
      return (await werkers.doe({ taak: 'keur', ...opdracht }, opdracht.inhoud.length)) as KeurUitkomst;
    },
    async open(verzegeld, traceerId) {
      const bytes = (await werkers.doe({ taak: 'open', verzegeld, traceerId }, verzegeld.bytes)) as Uint8Array;
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    close: () => werkers.close(),
  };
}
