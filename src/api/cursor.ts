import { createHmac, timingSafeEqual } from 'node:crypto';

/** Cursors of lists: authenticated and bound to who got them, so that nobody can make one up or borrow one. */
export interface Cursors {
  maak(eigenaar: string, volgnummer: number): string;
  /** @returns the volgnummer, or `undefined` for a cursor that was not made here for this owner. */
  lees(eigenaar: string, cursor: string): number | undefined;
}

const VORM = /^([0-9]{1,16})\.([A-Za-z0-9_-]{22})$/;

/** Makes cursors under a secret key (32 bytes). */
export function createCursors(sleutel: Buffer): Cursors {
  const merk = (eigenaar: string, volgnummer: string): Buffer =>
    createHmac('sha256', sleutel).update(`${eigenaar}\n${volgnummer}`).digest().subarray(0, 16);
  return {
    maak: (eigenaar, volgnummer) => `${volgnummer}.${merk(eigenaar, String(volgnummer)).toString('base64url')}`,
    lees(eigenaar, cursor) {
      const [, volgnummer, gegeven] = VORM.exec(cursor) ?? [];
      if (volgnummer === undefined || gegeven === undefined) return undefined;
      const bytes = Buffer.from(gegeven, 'base64url');
      const echt = merk(eigenaar, volgnummer);
      // an encoding that decodes to the same bytes is still not the one that was given out
      const gelijk =
        bytes.length === echt.length && timingSafeEqual(bytes, echt) && bytes.toString('base64url') === gegeven;
      return gelijk ? Number(volgnummer) : undefined;
    },
  };
}
