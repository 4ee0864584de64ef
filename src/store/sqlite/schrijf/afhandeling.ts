import type { AansluitingId } from '../../../bericht/aansluiting.ts';
import type { Gebeurtenis, Status } from '../../../bericht/status.ts';
import type { TraceerId } from '../../../bericht/traceer-id.ts';
import type { AfhandelUitkomst } from '../../port.ts';
import type { SchrijfOpdrachten } from '../opdrachten.ts';
import { pakBewijsIn } from '../pakket.ts';
import { isUuid, uuidBytes, uuidTekst } from '../uuid.ts';
import type { SchrijfBewijs } from './bewijs.ts';
import { BERICHT_RIJ } from './kern.ts';
import type { BerichtRij, SchrijfKern } from './kern.ts';
import type { Leases } from './lease.ts';

type Vraag = SchrijfOpdrachten['handelAf']['in'];

/** What became of one offer. */
type Stand = 'open' | 'verlopen' | 'teruggegeven' | 'bevestigd' | 'geweigerd';

/** An offer with the message it was of. */
interface Aanbod extends BerichtRij {
  readonly traceer_id: Buffer;
  readonly levering_id: Buffer;
  readonly stand: Stand;
  /** When the live offer of the message ends, this one or a newer; `null` = none is out. */
  readonly uit_tot: number | null;
}

/**
 * Settles one offer:
 *
 * | | live | expired | offered again | acknowledged | refused / undeliverable |
 * |---|---|---|---|---|---|
 * | bevestigen | 204 bezorgd | 204 bezorgd | 204 bezorgd, newer one settled too | 204 | 409 / 204 bezorgd |
 * | weigeren | 204 geweigerd | 204 geweigerd | 409 | 409 | 204 for the same code, else 409 / 409 |
 * | teruggeven | 204 back | 204 | 204 | 204 | 204 |
 *
 * What comes after a final outcome is kept as an event; a mere repeat of the outcome leaves nothing.
 */
export function createAfhandeling(
  kern: SchrijfKern,
  leases: Pick<Leases, 'verloop'>,
  schrijfBewijs: SchrijfBewijs,
): (vraag: Vraag) => AfhandelUitkomst {
  const { db } = kern;
  const zoek = db.prepare<[Buffer, AansluitingId], Aanbod>(`
    select ${BERICHT_RIJ}, b.traceer_id, l.id as levering_id, l.stand, n.verloopt_op as uit_tot
    from levering l
    join bericht b on b.volgnummer = l.bericht
    left join levering n on n.id = b.levering
    where l.id = ? and l.aansluiting = ?
  `);
  const sluitOpen = db.prepare<[Stand, Buffer]>("update levering set stand = ? where id = ? and stand = 'open'");
  const merkAanbod = db.prepare<[Stand, Buffer]>("update levering set stand = ? where id = ? and stand <> 'open'");

  /** Ends the live offer, if any, and marks the one that was named. */
  function sluit(a: Aanbod, stand: Stand): void {
    for (const id of [a.levering, a.levering_id]) if (id !== null) kern.telLeases(-sluitOpen.run(stand, id).changes);
    merkAanbod.run(stand, a.levering_id);
  }

  function verander(a: Aanbod, vraag: Vraag, gebeurtenis: Gebeurtenis, stand: Stand): AfhandelUitkomst {
    const { afhandeling, aansluiting, nu } = vraag;
    const weigering = afhandeling.soort === 'weigeren' ? afhandeling : undefined;
    const status = kern.verander(a, {
      gebeurtenis,
      moment: nu.getTime(),
      actor: aansluiting,
      reden: weigering?.omschrijving ?? null,
      zet: {
        levering: null,
        dead_letter_reden: null,
        code: weigering?.code ?? a.code,
        // given back unprocessed: the next offer is this attempt again
        poging: gebeurtenis === 'teruggegeven' ? a.poging - 1 : a.poging,
      },
    });
    if (status === undefined) return afgewezen(a, vraag, gebeurtenis);
    sluit(a, stand);
    if (vraag.bewijs !== undefined) schrijfBewijs(a.volgnummer, pakBewijsIn(vraag.bewijs));
    return { httpStatus: 204, ...wie(a), status };
  }

  function afgewezen(a: Aanbod, vraag: Vraag, gebeurtenis: Gebeurtenis): AfhandelUitkomst {
    const { afhandeling, aansluiting, nu, bewijs } = vraag;
    kern.schrijfGebeurtenis({
      bericht: a.volgnummer,
      zicht: a.zicht,
      moment: nu.getTime(),
      gebeurtenis,
      status: a.status,
      actor: aansluiting,
      code: afhandeling.soort === 'weigeren' ? afhandeling.code : null,
      reden: 'kwam na de afloop',
    });
    if (bewijs !== undefined) schrijfBewijs(a.volgnummer, pakBewijsIn(bewijs));
    return { httpStatus: 409, ...wie(a), status: a.status };
  }

  function bevestig(a: Aanbod, vraag: Vraag): AfhandelUitkomst {
    if (a.stand === 'bevestigd' || a.status === 'bezorgd') return akkoord(a);
    return verander(a, vraag, 'bevestigd', 'bevestigd');
  }

  function weiger(a: Aanbod, vraag: Vraag, code: string): AfhandelUitkomst {
    if (a.status === 'geweigerd' && a.code === code) return akkoord(a);
    const opnieuwUit = a.status === 'aangeboden' && !isLevend(a);
    if (opnieuwUit || a.stand === 'bevestigd') return afgewezen(a, vraag, 'geweigerd');
    return verander(a, vraag, 'geweigerd', 'geweigerd');
  }

  return function handelAf(vraag) {
    const { leveringId, aansluiting, afhandeling, nu } = vraag;
    if (!isUuid(leveringId)) return { httpStatus: 404 };
    const id = uuidBytes(leveringId);
    let aanbod = zoek.get(id, aansluiting);
    // also of a newer offer: what ran out is out no longer, whether or not a sweep came by
    if (aanbod?.uit_tot != null && aanbod.uit_tot <= nu.getTime()) {
      leases.verloop(nu.getTime());
      aanbod = zoek.get(id, aansluiting);
    }
    if (aanbod === undefined) return { httpStatus: 404 };
    switch (afhandeling.soort) {
      case 'bevestigen':
        return bevestig(aanbod, vraag);
      case 'weigeren':
        return weiger(aanbod, vraag, afhandeling.code);
      case 'teruggeven':
        return isLevend(aanbod) ? verander(aanbod, vraag, 'teruggegeven', 'teruggegeven') : akkoord(aanbod);
    }
  };
}

function isLevend(a: Aanbod): boolean {
  return a.stand === 'open' && a.status === 'aangeboden' && a.levering?.equals(a.levering_id) === true;
}

function wie(a: Aanbod): { readonly traceerId: TraceerId } {
  return { traceerId: uuidTekst(a.traceer_id) as TraceerId };
}

function akkoord(a: Aanbod): { readonly httpStatus: 204; readonly traceerId: TraceerId; readonly status: Status } {
  return { httpStatus: 204, ...wie(a), status: a.status };
}
