import type { Tafels } from '../bericht/aansluiting.ts';
import type { Config } from '../config/port.ts';
import type { Postbus } from '../deliver/postbus.ts';
import type { Wekker } from '../deliver/wekker.ts';
import type { MislukteVerzoeken } from '../http/mislukte-verzoeken.ts';
import type { HubSleutels, PayloadOpener } from '../keys/port.ts';
import type { Gezondheid, Klok, Klokwacht } from '../observe/port.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { AlarmOpslag } from '../store/alarm-port.ts';
import type { BeheerOpslag } from '../store/beheer-port.ts';
import type { BerichtStore, Bewijs } from '../store/port.ts';
import type { SleutelWisselaar } from '../store/sleutel-port.ts';
import type { Sporen } from '../trace/spoor.ts';
import type { BewezenVerzoek, Verifier } from '../verify/port.ts';
import type { Cursors } from './cursor.ts';

/** What the calls work with. */
export interface ApiDelen {
  readonly config: Config;
  readonly tafels: () => Tafels;
  readonly store: BerichtStore;
  readonly beheer: BeheerOpslag;
  readonly sleutels: SleutelWisselaar;
  readonly klokwacht: Klokwacht;
  readonly alarmen: Pick<AlarmOpslag, 'lijst'>;
  readonly sporen: Sporen;
  readonly postbus: Postbus;
  readonly wekker: Wekker;
  readonly pipeline: Pipeline;
  readonly verifier: Verifier;
  readonly kluis: PayloadOpener;
  readonly hubSleutels: HubSleutels;
  /** PEM of the intermediate and root above the hub's certificates. */
  readonly keten: readonly string[];
  readonly cursors: Cursors;
  readonly mislukt: Pick<MislukteVerzoeken, 'van'>;
  readonly klok: Klok;
  readonly gezondheid: () => Promise<Gezondheid>;
  readonly metrieken: { readonly contentType: string; readonly tekst: () => Promise<string> };
}

/** The signature of a request as evidence of what it did. */
export function bewijsVan(bewezen: BewezenVerzoek, handeling: Bewijs['handeling']): Bewijs | undefined {
  const [eerste] = bewezen.bewijs;
  return eerste === undefined ? undefined : { handeling, ...eerste };
}

/** Name under which the waker wakes those who wait for any event. */
export const EENIEDER = '*';
