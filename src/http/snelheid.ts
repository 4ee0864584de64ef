import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Bounds on the rate of requests: per address before the sender is proven, per connection after it. */
export interface Snelheidsgrens {
  /** @returns the seconds to wait when the bound is passed, else `undefined`. */
  adres(adres: string): Promise<number | undefined>;
  aansluiting(id: string): Promise<number | undefined>;
}

/** Makes the bounds, counted per second in this process. */
export function createSnelheidsgrens(perSeconde: {
  readonly adres: number;
  readonly aansluiting: number;
}): Snelheidsgrens {
  const grens = (points: number): ((sleutel: string) => Promise<number | undefined>) => {
    const limiter = new RateLimiterMemory({ points, duration: 1 });
    return async (sleutel) => {
      try {
        await limiter.consume(sleutel);
        return undefined;
      } catch (fout) {
        if (fout instanceof RateLimiterRes) return Math.max(1, Math.ceil(fout.msBeforeNext / 1000));
        throw fout;
      }
    };
  };
  return { adres: grens(perSeconde.adres), aansluiting: grens(perSeconde.aansluiting) };
}
