import type { Gebeurtenis } from '../../../bericht/status.ts';
import type { SleutelHandeling } from '../../sleutel-port.ts';
import type { SchrijfKern } from './kern.ts';

/** Writes the event of an act that is about no message: it names what it is about in `code`, and operators alone see it. */
export function schrijfHandeling(
  kern: SchrijfKern,
  h: Pick<SleutelHandeling, 'actor' | 'reden' | 'nu'>,
  gebeurtenis: Gebeurtenis,
  code: string | null,
): void {
  kern.schrijfGebeurtenis({
    bericht: 0,
    zicht: null,
    moment: h.nu.getTime(),
    gebeurtenis,
    status: '',
    actor: h.actor,
    reden: h.reden,
    code,
  });
}
