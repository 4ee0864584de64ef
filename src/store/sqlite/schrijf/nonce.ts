import type { Database } from 'better-sqlite3';
import type { Nonce } from '../../port.ts';

/** The nonces that were seen. */
export interface Nonces {
  /** @returns false when it was known; then nothing was written. */
  onthoud(sleutel: Uint8Array, tot: number): boolean;
  /** Forgets at most `max` that ended at or before a moment, oldest first. @returns how many. */
  ruim(nu: number, max: number): number;
}

/** Prepares the statements once. */
export function createNonces(db: Database): Nonces {
  const voegToe = db.prepare<[Uint8Array, number]>(`
    insert into nonce (sleutel, tot) values (?, ?)
    on conflict (sleutel) do nothing
  `);
  const verwijder = db.prepare<[number, number]>(`
    delete from nonce
    where sleutel in (select sleutel from nonce where tot <= ? order by tot limit ?)
  `);
  return {
    onthoud: (sleutel, tot) => voegToe.run(sleutel, tot).changes === 1,
    ruim: (nu, max) => verwijder.run(nu, max).changes,
  };
}

/** Stores the nonce of a request that may have none. @returns false when it was known. */
export function onthoudAlsGegeven(nonces: Nonces, nonce: Nonce | undefined): boolean {
  return nonce === undefined || nonces.onthoud(nonce.sleutel, nonce.tot.getTime());
}
