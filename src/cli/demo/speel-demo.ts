import type { Hub } from '../../compose.ts';
import type { Config } from '../../config/port.ts';

/** What the demo works with. */
export interface DemoDelen {
  readonly hub: Hub;
  readonly config: Config;
  readonly schrijf: (regel: string) => void;
}

/** Plays the demo. */
export async function speelDemo(delen: DemoDelen): Promise<void> {
  await delen.hub.klaargezet();
}
