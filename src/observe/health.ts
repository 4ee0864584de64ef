import type { Gezondheid } from './port.ts';

/** One thing that must be right before the hub can take messages. */
export interface Gezondheidscheck {
  readonly naam: string;
  /** @returns `undefined` when all is well, else what is wrong, in Dutch, without personal data. */
  readonly kijk: () => Promise<string | undefined>;
}

/** Runs all checks; one that throws counts as not right, without its message. */
export async function kijkGezondheid(checks: readonly Gezondheidscheck[]): Promise<Gezondheid> {
  const onderdelen = await Promise.all(
    checks.map(async ({ naam, kijk }) => {
      try {
        const uitleg = await kijk();
        return uitleg === undefined ? { naam, ok: true } : { naam, ok: false, uitleg };
      } catch {
        return { naam, ok: false, uitleg: 'De controle zelf mislukte; zie het logboek.' };
      }
    }),
  );
  return { status: onderdelen.every(({ ok }) => ok) ? 'gereed' : 'niet_gereed', onderdelen };
}
