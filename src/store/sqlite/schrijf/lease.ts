import type { AansluitingId, LeveringSoort } from '../../../bericht/aansluiting.ts';
import type { BerichtSoort } from '../../../bericht/catalogus.ts';
import type { PartijCode } from '../../../bericht/partij.ts';
import type { TraceerId } from '../../../bericht/traceer-id.ts';
import type { VerzegeldeInhoud } from '../../../keys/port.ts';
import type { LeaseVraag, Levering } from '../../port.ts';
import { pakBewijsIn } from '../pakket.ts';
import { inStukken } from '../sqlite.ts';
import { uuidBytes, uuidTekst } from '../uuid.ts';
import type { SchrijfBewijs } from './bewijs.ts';
import { BERICHT_RIJ } from './kern.ts';
import type { BerichtRij, SchrijfKern } from './kern.ts';
import { onthoudAlsGegeven } from './nonce.ts';
import type { Nonces } from './nonce.ts';

/** An item that waits in a mailbox, as far as the choice needs it: many may be looked at for one that goes. */
interface PostbusRij {
  readonly volgnummer: number;
  readonly leversoort: LeveringSoort;
  readonly partij: PartijCode;
  readonly keten: string;
  readonly bytes: number;
}

/** An item that goes. */
interface LeverRij extends BerichtRij {
  readonly traceer_id: Buffer;
  readonly conversatie_id: string;
  readonly leversoort: LeveringSoort;
  readonly content_type: string;
  readonly berichtsoort: BerichtSoort;
  readonly afzender: PartijCode;
  readonly ontvanger: PartijCode;
  readonly inhoud_sha256: Buffer;
}

interface InhoudRij {
  readonly gewikkelde_sleutel: Buffer;
  readonly kek_versie: number;
  readonly compressie: VerzegeldeInhoud['compressie'];
  readonly bytes: number;
  readonly inhoud: Buffer;
}

interface Gekozen {
  readonly rij: LeverRij;
  readonly inhoud: InhoudRij;
}

/** Leases items, and puts those back whose lease ran out. */
export interface Leases {
  lease(vraag: LeaseVraag): readonly Levering[] | 'nonce_bekend';
  /** @returns the aansluitingen that got something back. */
  verloop(nu: number): readonly AansluitingId[];
}

/** So many items are looked at in one request: far more than a batch, less than a stall of the writer. */
const MAX_GEZIEN = 10_000;

const POSTBUS = 'select b.volgnummer, b.leversoort, b.partij, b.keten, b.bytes from bericht b';

/** Prepares the statements once. */
export function createLeases(kern: SchrijfKern, nonces: Nonces, schrijfBewijs: SchrijfBewijs): Leases {
  const { db } = kern;
  const postbus = db.prepare<[AansluitingId, number, number], PostbusRij>(`
    ${POSTBUS}
    where b.aansluiting = ? and b.status = 'in_wachtrij' and b.volgnummer > ?
    order by b.volgnummer
    limit ?
  `);
  const postbusVanPartij = db.prepare<[AansluitingId, PartijCode, number, number], PostbusRij>(`
    ${POSTBUS}
    where b.aansluiting = ? and b.partij = ? and b.status = 'in_wachtrij' and b.volgnummer > ?
    order by b.volgnummer
    limit ?
  `);
  const ergensAangeboden = db
    .prepare<[AansluitingId], number>("select 1 from bericht where aansluiting = ? and status = 'aangeboden' limit 1")
    .pluck();
  const eersteVanKeten = db
    .prepare<[AansluitingId, string], number | null>(
      "select min(volgnummer) from bericht where aansluiting = ? and keten = ? and status = 'aangeboden'",
    )
    .pluck();
  const eersteInOutbox = db
    .prepare<[AansluitingId], number | null>('select min(bericht) from outbox where aansluiting = ?')
    .pluck();
  const ketensInOutbox = db.prepare<[AansluitingId, number, number], { keten: string }>(`
    select b.keten
    from outbox o
    join bericht b on b.volgnummer = o.bericht
    where o.aansluiting = ? and o.bericht > ? and o.bericht < ?
    order by o.bericht
  `);
  const zoekLeverRij = db.prepare<[number], LeverRij>(`
    select ${BERICHT_RIJ}, b.traceer_id, b.conversatie_id, b.leversoort, b.content_type, b.berichtsoort, b.afzender,
      b.ontvanger, b.inhoud_sha256
    from bericht b
    where b.volgnummer = ?
  `);
  const zoekInhoud = db.prepare<[number], InhoudRij>(`
    select gewikkelde_sleutel, kek_versie, compressie, bytes, inhoud
    from inhoud
    where bericht = ?
  `);
  const voegLeveringToe = db.prepare<[Buffer, number, AansluitingId, number, number, number | null]>(`
    insert into levering (id, bericht, aansluiting, poging, verloopt_op, stand, bewijs)
    values (?, ?, ?, ?, ?, 'open', ?)
  `);
  const verlopen = db.prepare<[number], BerichtRij & { levering_id: Buffer }>(`
    select ${BERICHT_RIJ}, l.id as levering_id
    from levering l
    join bericht b on b.volgnummer = l.bericht
    where l.stand = 'open' and l.verloopt_op <= ?
    order by l.verloopt_op
  `);
  const isGepauzeerd = db.prepare<[AansluitingId], number>('select 1 from pauze where aansluiting = ?').pluck();
  const sluitLevering = db.prepare<[Buffer]>("update levering set stand = 'verlopen' where id = ? and stand = 'open'");

  /** Says item by item whether the order of the mailbox lets it go; `stop` ends the batch. */
  function createVolgorde(vraag: LeaseVraag): (rij: PostbusRij) => 'mee' | 'later' | 'stop' {
    const { aansluiting, volgorde, partij } = vraag;
    const gevraagd = new Set<string>(vraag.soorten);
    if (volgorde === 'soepel') return (rij) => (gevraagd.has(rij.leversoort) ? 'mee' : 'later');
    const eerste = eersteInOutbox.get(aansluiting) ?? Infinity;
    if (volgorde === 'strikt') {
      const bezet = ergensAangeboden.get(aansluiting) !== undefined;
      return (rij) => {
        if (bezet || rij.volgnummer > eerste) return 'stop';
        if (!gevraagd.has(rij.leversoort)) return 'later';
        return partij === undefined || rij.partij === partij ? 'mee' : 'stop';
      };
    }
    // chains of which something earlier than the item at hand is accepted and not yet in the mailbox
    const nietKlaar = new Set<string>();
    let gelezenTot = 0;
    // per chain the first that is out with another
    const elders = new Map<string, number>();
    return ({ keten, volgnummer, leversoort }) => {
      if (!gevraagd.has(leversoort)) return 'later';
      if (eerste < volgnummer) {
        for (const rij of ketensInOutbox.all(aansluiting, gelezenTot, volgnummer)) nietKlaar.add(rij.keten);
        gelezenTot = volgnummer;
      }
      let grens = elders.get(keten);
      if (grens === undefined) {
        grens = eersteVanKeten.get(aansluiting, keten) ?? Infinity;
        elders.set(keten, grens);
      }
      return volgnummer > grens || nietKlaar.has(keten) ? 'later' : 'mee';
    };
  }

  function kies(vraag: LeaseVraag): Gekozen[] {
    const { aansluiting, partij, volgorde, max, maxBytes } = vraag;
    // strikt keeps one line for the whole aansluiting, so the items of other parties must be seen too
    const lees =
      partij === undefined || volgorde === 'strikt'
        ? (na: number, aantal: number) => postbus.all(aansluiting, na, aantal)
        : (na: number, aantal: number) => postbusVanPartij.all(aansluiting, partij, na, aantal);
    const rijen = inStukken(lees, ({ volgnummer }) => volgnummer, max + 1);
    const oordeel = createVolgorde(vraag);
    const gekozen: Gekozen[] = [];
    let bytes = 0;
    let gezien = 0;
    for (const rij of rijen) {
      if (gekozen.length >= Math.min(max, vraag.leveringIds.length) || (gezien += 1) > MAX_GEZIEN) break;
      const wat = oordeel(rij);
      if (wat === 'stop') break;
      if (wat === 'later') continue;
      if (gekozen.length > 0 && bytes + rij.bytes > maxBytes) break;
      const inhoud = zoekInhoud.get(rij.volgnummer);
      const leverRij = zoekLeverRij.get(rij.volgnummer);
      // its payload was deleted: for retention to declare undeliverable
      if (inhoud === undefined || leverRij === undefined) continue;
      bytes += rij.bytes;
      gekozen.push({ rij: leverRij, inhoud });
    }
    return gekozen;
  }

  function verloop(nu: number): readonly AansluitingId[] {
    const terug = new Set<AansluitingId>();
    for (const { levering_id: id, ...rij } of verlopen.all(nu)) {
      if (sluitLevering.run(id).changes === 1) kern.telLeases(-1);
      if (rij.status !== 'aangeboden' || rij.levering?.equals(id) !== true) continue;
      kern.verander(rij, {
        gebeurtenis: 'aanbieding_verlopen',
        moment: nu,
        actor: 'hub',
        zet: { levering: null, herlevering: 1 },
      });
      if (rij.aansluiting !== null) terug.add(rij.aansluiting);
    }
    return [...terug];
  }

  return {
    verloop,
    lease(vraag) {
      if (!onthoudAlsGegeven(nonces, vraag.nonce)) return 'nonce_bekend';
      const nu = vraag.nu.getTime();
      verloop(nu);
      if (isGepauzeerd.get(vraag.aansluiting) !== undefined) return [];
      const gekozen = kies(vraag);
      if (gekozen.length === 0) return [];
      const bewijs = vraag.bewijs === undefined ? null : schrijfBewijs(null, pakBewijsIn(vraag.bewijs));
      const verlooptOp = nu + vraag.leaseMs;
      return gekozen.map(({ rij, inhoud }, i) => {
        const leveringId = vraag.leveringIds[i] ?? '';
        const id = uuidBytes(leveringId);
        const poging = rij.poging + 1;
        kern.verander(rij, {
          gebeurtenis: 'aangeboden',
          moment: nu,
          actor: vraag.aansluiting,
          zet: { poging, levering: id },
        });
        voegLeveringToe.run(id, rij.volgnummer, vraag.aansluiting, poging, verlooptOp, bewijs);
        kern.telLeases(1);
        return toLevering(rij, inhoud, { leveringId, poging, verlooptOp: new Date(verlooptOp) });
      });
    },
  };
}

function toLevering(
  rij: LeverRij,
  inhoud: InhoudRij,
  aanbod: Pick<Levering, 'leveringId' | 'poging' | 'verlooptOp'>,
): Levering {
  return {
    ...aanbod,
    traceerId: uuidTekst(rij.traceer_id) as TraceerId,
    conversatieId: rij.conversatie_id,
    soort: rij.leversoort,
    contentType: rij.content_type,
    berichtsoort: rij.berichtsoort,
    afzender: rij.afzender,
    ontvanger: rij.ontvanger,
    herlevering: rij.herlevering === 1,
    volgnummer: rij.volgnummer,
    inhoudSha256: rij.inhoud_sha256,
    inhoud: {
      gewikkeldeSleutel: inhoud.gewikkelde_sleutel,
      kekVersie: inhoud.kek_versie,
      inhoud: inhoud.inhoud,
      compressie: inhoud.compressie,
      bytes: inhoud.bytes,
    },
  };
}
