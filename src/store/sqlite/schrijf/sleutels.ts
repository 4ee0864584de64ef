import type { SchrijfOpdrachten } from '../opdrachten.ts';
import { schrijfHandeling } from './handeling.ts';
import type { SchrijfKern } from './kern.ts';
import { onthoudAlsGegeven } from './nonce.ts';
import type { Nonces } from './nonce.ts';

/** The change of key-encryption keys, inside a transaction that is not its own. */
export interface SleutelSchrijver {
  wissel(invoer: SchrijfOpdrachten['kekWissel']['in']): SchrijfOpdrachten['kekWissel']['uit'];
  herwikkel(invoer: SchrijfOpdrachten['kekHerwikkel']['in']): void;
  rondeKlaar(invoer: SchrijfOpdrachten['kekRondeKlaar']['in']): SchrijfOpdrachten['kekRondeKlaar']['uit'];
}

/** Prepares the statements once. */
export function createSleutelSchrijver(kern: SchrijfKern, nonces: Nonces): SleutelSchrijver {
  const { db } = kern;
  const inDeWeg = db
    .prepare<[number, number], number>(
      'select 1 from kek_wissel where (klaar_op is null and ? = 0) or versie >= ? limit 1',
    )
    .pluck();
  const voegToe = db.prepare<[number, number, string, string]>(`
    insert into kek_wissel (versie, sinds, door, reden, grens)
    values (?, ?, ?, ?, (select coalesce(max(bericht), 0) from inhoud))
  `);
  const zetSleutel = db.prepare<[Uint8Array, number, number, Uint8Array]>(`
    update inhoud
    set gewikkelde_sleutel = ?, kek_versie = ?
    where bericht = ? and gewikkelde_sleutel = ?
  `);
  const zetVerder = db.prepare<[number, number, number]>(
    'update kek_wissel set tot = ?, herwikkeld = herwikkeld + ? where versie = ?',
  );
  const nogEen = db.prepare<[number]>(
    'update kek_wissel set ronde = 2, tot = grens where versie = ? and ronde = 1 and klaar_op is null',
  );
  const zetKlaar = db.prepare<[number, number]>(
    'update kek_wissel set klaar_op = ? where versie <= ? and klaar_op is null',
  );

  return {
    wissel({ handeling: h, versie, onafgerond }) {
      if (!onthoudAlsGegeven(nonces, h.nonce)) return 'nonce_bekend';
      if (inDeWeg.get(onafgerond ? 1 : 0, versie) !== undefined) return 'niet_nu';
      voegToe.run(versie, h.nu.getTime(), h.actor, h.reden);
      schrijfHandeling(kern, h, 'sleutel_gewisseld', `kek-${versie}`);
      return 'gedaan';
    },
    herwikkel({ versie, rijen, tot }) {
      let gedaan = 0;
      for (const { bericht, nieuw, oud } of rijen) gedaan += zetSleutel.run(nieuw, versie, bericht, oud).changes;
      zetVerder.run(tot, gedaan, versie);
    },
    rondeKlaar({ versie, nu }) {
      if (nogEen.run(versie).changes === 1) return 'nog_een';
      zetKlaar.run(nu.getTime(), versie);
      return 'klaar';
    },
  };
}
