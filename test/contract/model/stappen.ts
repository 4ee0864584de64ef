import fc from 'fast-check';
import type { DeadLetterReden } from '../../../src/bericht/status.ts';
import type { Afhandeling, NieuwBericht } from '../../../src/store/port.ts';

/**
 * One thing done to a store, as plain data: a failing row of them is printed as it is and kept as a test. A number that
 * names something (a message, an offer, a row) counts what there is by then, and goes round.
 */
export type Stap =
  | {
      readonly doe: 'registreer';
      readonly verdict: NieuwBericht['verdict'];
      readonly identificatie: number;
      readonly tekst: number;
      readonly retour: boolean;
      readonly persoon: number;
      readonly aan: number;
      readonly indiener: number;
      /** Sent under the Traceer-Id of this earlier message; absent = under one that the hub makes. */
      readonly onder?: number | undefined;
      /** Sent with the nonce of this earlier request; absent = with one of its own. */
      readonly nonce?: number | undefined;
    }
  /** The same message again, by the same sender, in a request of its own. */
  | { readonly doe: 'herhaal'; readonly bericht: number }
  | { readonly doe: 'claim'; readonly max: number; readonly perAansluiting: number; readonly sla?: number | undefined }
  | { readonly doe: 'publiceer'; readonly rij: number }
  | { readonly doe: 'geefTerug'; readonly rij: number; readonly misschien: boolean }
  /** All that may go from the outbox goes to the mailboxes. */
  | { readonly doe: 'zetKlaar' }
  | {
      readonly doe: 'lease';
      readonly aansluiting: number;
      readonly partij?: number | undefined;
      readonly max: number;
      readonly krap: boolean;
      readonly seconden: number;
      readonly nonce?: number | undefined;
    }
  | {
      readonly doe: 'handelAf';
      readonly aanbod: number;
      readonly soort: Afhandeling['soort'];
      readonly code: number;
      readonly vreemd: boolean;
    }
  | { readonly doe: 'verloop' }
  | { readonly doe: 'onbestelbaar'; readonly bericht: number; readonly reden: DeadLetterReden }
  /** The clock goes on, or jumps: back as well. */
  | { readonly doe: 'klok'; readonly seconden: number }
  | { readonly doe: 'herstart' }
  | { readonly doe: 'herlever'; readonly bericht: number }
  | { readonly doe: 'pauzeer'; readonly aansluiting: number; readonly aan: boolean };

/** Steps that not every store can be asked for yet. */
export interface ExtraStappen {
  readonly herlever: boolean;
  readonly pauzeer: boolean;
}

const klein = fc.nat(11);
const zelden = <T>(arb: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: arb });

const registreer = fc.record({
  doe: fc.constant('registreer' as const),
  verdict: fc.oneof(
    { weight: 7, arbitrary: fc.constant('geaccepteerd' as const) },
    { weight: 3, arbitrary: fc.constantFrom('afgekeurd' as const, 'niet_beoordeeld' as const) },
  ),
  identificatie: fc.nat(9),
  tekst: fc.nat(3),
  retour: fc.boolean(),
  persoon: fc.constantFrom(0, 0, 0, 1, 2),
  aan: fc.constantFrom(0, 0, 0, 0, 1, 2),
  indiener: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
  onder: zelden(klein),
  nonce: zelden(klein),
});

const handelAf = fc.record({
  doe: fc.constant('handelAf' as const),
  aanbod: klein,
  soort: fc.constantFrom('bevestigen' as const, 'weigeren' as const, 'teruggeven' as const),
  code: fc.nat(1),
  vreemd: fc.oneof({ weight: 15, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

const lease = fc.record({
  doe: fc.constant('lease' as const),
  aansluiting: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
  partij: zelden(fc.nat(2)),
  max: fc.integer({ min: 1, max: 4 }),
  krap: fc.boolean(),
  seconden: fc.constantFrom(30, 300),
  nonce: zelden(klein),
});

const REDENEN: readonly DeadLetterReden[] = [
  'pogingen_op',
  'geen_route_meer',
  'geweigerd_technisch',
  'te_groot_voor_ontvanger',
  'niet_routeerbaar_op_broker',
  'inhoud_verlopen',
];

/** @returns rows of steps, most of them of the kind that brings a message further. */
export function stappen(extra: ExtraStappen): fc.Arbitrary<Stap[]> {
  const keuze: fc.WeightedArbitrary<Stap>[] = [
    { weight: 14, arbitrary: registreer },
    { weight: 3, arbitrary: fc.record({ doe: fc.constant('herhaal' as const), bericht: klein }) },
    { weight: 5, arbitrary: fc.constant({ doe: 'zetKlaar' as const }) },
    { weight: 12, arbitrary: lease },
    { weight: 12, arbitrary: handelAf },
    {
      weight: 3,
      arbitrary: fc.record({
        doe: fc.constant('claim' as const),
        max: fc.integer({ min: 1, max: 4 }),
        perAansluiting: fc.integer({ min: 1, max: 3 }),
        sla: zelden(fc.nat(1)),
      }),
    },
    { weight: 7, arbitrary: fc.record({ doe: fc.constant('publiceer' as const), rij: klein }) },
    {
      weight: 2,
      arbitrary: fc.record({ doe: fc.constant('geefTerug' as const), rij: klein, misschien: fc.boolean() }),
    },
    { weight: 2, arbitrary: fc.constant({ doe: 'verloop' as const }) },
    {
      weight: 3,
      arbitrary: fc.record({
        doe: fc.constant('onbestelbaar' as const),
        bericht: klein,
        reden: fc.constantFrom(...REDENEN),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        doe: fc.constant('klok' as const),
        // under, at and past the end of a claim and of both leases; a day ahead and back
        seconden: fc.constantFrom(1, 29, 30, 31, 299, 300, 301, 86_400, -60, -86_400),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ doe: 'herstart' as const }) },
  ];
  if (extra.herlever)
    keuze.push({ weight: 4, arbitrary: fc.record({ doe: fc.constant('herlever' as const), bericht: klein }) });
  if (extra.pauzeer)
    keuze.push({
      weight: 2,
      arbitrary: fc.record({ doe: fc.constant('pauzeer' as const), aansluiting: fc.nat(1), aan: fc.boolean() }),
    });
  return fc.array(fc.oneof(...keuze), { minLength: 30, maxLength: 60, size: 'max' });
}
