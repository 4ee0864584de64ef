import type { Bevinding } from '../bericht/bevinding.ts';
import { isTestBsn } from '../bericht/bsn.ts';

const UITLEG = {
  test: 'Het BSN hoort niet bij een testpersoon. In deze testomgeving mogen geen echte personen voorkomen.',
  productie: 'Het BSN hoort bij een testpersoon. In productie mogen alleen echte personen voorkomen.',
} as const;

const VERWACHT = {
  test: 'een BSN van 999900006 tot en met 999999990',
  productie: 'een BSN buiten de reeks 999900006 tot en met 999999990',
} as const;

/**
 * BRS18: the test environment takes fictitious persons only, production real ones only; `demo` takes both.
 * @param bsn the nine digits of the message; never part of the outcome.
 */
export function controleerBsn(
  bsn: string,
  omgeving: 'demo' | 'test' | 'productie',
): Pick<Bevinding, 'uitleg' | 'verwacht'> | undefined {
  if (omgeving === 'demo' || isTestBsn(bsn) === (omgeving === 'test')) return undefined;
  return { uitleg: UITLEG[omgeving], verwacht: VERWACHT[omgeving] };
}
