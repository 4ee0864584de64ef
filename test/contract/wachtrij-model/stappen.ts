import fc from 'fast-check';

/**
 * One thing done to a queue, as plain data: a failing row of them is printed as it is. A number that names something (an
 * item, a consumer) counts what there is by then, and goes round.
 */
export type WachtrijStap =
  | { readonly doe: 'publiceer'; readonly aansluiting: number; readonly merk: boolean; readonly inhoud: boolean }
  /** An earlier row again, with the mark, as after a confirm that was lost. */
  | { readonly doe: 'publiceerWeer'; readonly item: number }
  | { readonly doe: 'consumeer'; readonly aansluiting: number; readonly gelijktijdig: number }
  /** What is in hand is done, put back, or left by a handler that rejects. */
  | { readonly doe: 'klaar' | 'terug' | 'verwerp'; readonly item: number }
  /** Said of an item that was settled before: the first word counts. */
  | { readonly doe: 'nogEens'; readonly item: number; readonly klaar: boolean }
  | { readonly doe: 'sluit'; readonly consument: number }
  /** The process dies with what it has in hand, and another comes. */
  | { readonly doe: 'sterf' };

const klein = fc.nat(11);
const aansluiting = fc.constantFrom(0, 0, 0, 1);

/** Rows of steps that keep some items waiting, some in hand and a few consumers at work. */
export const WACHTRIJ_STAPPEN: fc.Arbitrary<WachtrijStap[]> = fc.array(
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        doe: fc.constant('publiceer' as const),
        aansluiting,
        merk: fc.constantFrom(false, false, false, true),
        inhoud: fc.boolean(),
      }),
    },
    { weight: 3, arbitrary: fc.record({ doe: fc.constant('publiceerWeer' as const), item: klein }) },
    {
      weight: 4,
      arbitrary: fc.record({
        doe: fc.constant('consumeer' as const),
        aansluiting,
        gelijktijdig: fc.integer({ min: 1, max: 3 }),
      }),
    },
    {
      weight: 12,
      arbitrary: fc.record({
        doe: fc.constantFrom('klaar' as const, 'klaar' as const, 'terug' as const, 'verwerp' as const),
        item: klein,
      }),
    },
    { weight: 2, arbitrary: fc.record({ doe: fc.constant('nogEens' as const), item: klein, klaar: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ doe: fc.constant('sluit' as const), consument: klein }) },
    { weight: 1, arbitrary: fc.constant({ doe: 'sterf' as const }) },
  ),
  { minLength: 30, maxLength: 60, size: 'max' },
);
