import type { VolgordeModus } from '../../../src/bericht/aansluiting.ts';
import type { Stap } from './stappen.ts';

/** A row of steps that once showed a fault, or that chance seldom finds, as short as it can be. */
export interface Voorbeeld {
  readonly verhaal: string;
  readonly volgorde: VolgordeModus;
  readonly rij: readonly Stap[];
}

const ACCEPTEER: Stap = {
  doe: 'registreer',
  verdict: 'geaccepteerd',
  identificatie: 0,
  tekst: 0,
  retour: false,
  persoon: 0,
  aan: 0,
  indiener: 0,
};
const ZET_KLAAR: Stap = { doe: 'zetKlaar' };
const LEASE: Stap = { doe: 'lease', aansluiting: 0, max: 1, krap: false, seconden: 30 };
const LEASE_VOORBIJ: Stap = { doe: 'klok', seconden: 30 };

/** The rows of all adapters: what one did wrong, another may. */
export const VOORBEELDEN: readonly Voorbeeld[] = [
  {
    verhaal: 'takes the refusal of an older offer once the newer ran out as well, before any sweep: it was a 409',
    volgorde: 'soepel',
    rij: [
      ACCEPTEER,
      ZET_KLAAR,
      LEASE,
      LEASE_VOORBIJ,
      LEASE,
      LEASE_VOORBIJ,
      { doe: 'handelAf', aanbod: 0, soort: 'weigeren', code: 0, vreemd: false },
    ],
  },
  {
    verhaal: 'gives nothing of a chain behind an item that is out, however seldom chance comes by there',
    volgorde: 'keten',
    rij: [ACCEPTEER, { ...ACCEPTEER, identificatie: 1 }, ZET_KLAAR, LEASE, LEASE],
  },
  {
    verhaal: 'takes the acknowledgement of an offer whose message was declared undeliverable meanwhile',
    volgorde: 'soepel',
    rij: [
      ACCEPTEER,
      ZET_KLAAR,
      LEASE,
      LEASE_VOORBIJ,
      { doe: 'verloop' },
      { doe: 'onbestelbaar', bericht: 0, reden: 'pogingen_op' },
      { doe: 'handelAf', aanbod: 0, soort: 'bevestigen', code: 0, vreemd: false },
    ],
  },
];
