import type { Database } from 'better-sqlite3';
import type { Nonce } from '../../port.ts';

/** The nonces that were seen. */
export interface Nonces {
  /** @returns false when it was known; then nothing was written. */
  onthoud(sleutel: Uint8Array, tot: number): boolean;
  /** Looks at the next `max` in the order of their keys, and forgets those that ended at or before a moment. */
  ruim(nu: number, vanaf: Uint8Array, max: number): RuimDeel;
}

/** What one look of a clean-up did. */
export interface RuimDeel {
  readonly aantal: number;
  /** Where the next look begins; absent at the end. */
  readonly verder?: Uint8Array;
}

/** Prepares the statements once. */
export function createNonces(db: Database): Nonces {
  const voegToe = db.prepare<[Uint8Array, number]>(`
    insert into nonce (sleutel, tot) values (?, ?)
    on conflict (sleutel) do nothing
  `);
  const grens = db
    .prepare<[Uint8Array, number], Buffer>(
      'select sleutel from nonce where sleutel > ? order by sleutel limit 1 offset ?',
    )
    .pluck();
  const verwijderTot = db.prepare<[Uint8Array, Uint8Array, number]>(
    'delete from nonce where sleutel > ? and sleutel <= ? and tot <= ?',
  );
  const verwijderRest = db.prepare<[Uint8Array, number]>('delete from nonce where sleutel > ? and tot <= ?');
  return {
    onthoud: (sleutel, tot) => voegToe.run(sleutel, tot).changes === 1,
    ruim(nu, vanaf, max) {
      const verder = grens.get(vanaf, max - 1);
      return verder === undefined
        ? { aantal: verwijderRest.run(vanaf, nu).changes }
        : { aantal: verwijderTot.run(vanaf, verder, nu).changes, verder };
    },
  };
}

/** Stores the nonce of a request that may have none. @returns false when it was known. */
export function onthoudAlsGegeven(nonces: Nonces, nonce: Nonce | undefined): boolean {
  return nonce === undefined || nonces.onthoud(nonce.sleutel, nonce.tot.getTime());
}
