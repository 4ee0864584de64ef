import type { TraceerId } from '../../../bericht/traceer-id.ts';
import type { Status } from '../../../bericht/status.ts';
import type { SchrijfOpdrachten } from '../opdrachten.ts';
import { pakBewijsIn } from '../pakket.ts';
import { uuidBytes } from '../uuid.ts';
import type { Verwijderlog } from '../verwijderlog.ts';
import { createBeheer } from './beheer.ts';
import { createAfhandeling } from './afhandeling.ts';
import { createAlarmSchrijver } from './alarmen.ts';
import { createBewaren } from './bewaren.ts';
import { createSchrijfBewijs } from './bewijs.ts';
import { createSchrijfJournaal } from './journaal.ts';
import type { SchrijfKern } from './kern.ts';
import { createTijdSchrijver } from './klok.ts';
import { createLeases } from './lease.ts';
import { createNonces, onthoudAlsGegeven } from './nonce.ts';
import { createOutbox } from './outbox.ts';
import { createRegistreer } from './registreer.ts';
import { createSleutelSchrijver } from './sleutels.ts';
import { createWachtrijRijen } from './wachtrij.ts';

/** Per command what the writer thread does for it, inside a transaction that is not its own. */
export type Uitvoerders = {
  readonly [K in keyof SchrijfOpdrachten]: (
    invoer: SchrijfOpdrachten[K]['in'],
    stukken: readonly Buffer[],
  ) => SchrijfOpdrachten[K]['uit'];
};

/** Room that a trial write asks for, in bytes: more than a usual message takes. */
const PROEF_BYTES = 65_536;

/** Prepares everything that the writer can do. */
export function createUitvoerders(kern: SchrijfKern, verwijderlog: Verwijderlog): Uitvoerders {
  const { db } = kern;
  const nonces = createNonces(db);
  const schrijfBewijs = createSchrijfBewijs(db);
  const registreer = createRegistreer(kern, nonces, schrijfBewijs);
  const outbox = createOutbox(kern);
  const leases = createLeases(kern, nonces, schrijfBewijs);
  const handelAf = createAfhandeling(kern, leases, schrijfBewijs);
  const wachtrij = createWachtrijRijen(kern);
  const alarmen = createAlarmSchrijver(db);
  const journaal = createSchrijfJournaal(db);
  const beheer = createBeheer(kern, nonces);
  const sleutels = createSleutelSchrijver(kern, nonces);
  const zoekBericht = db.prepare<[Buffer], { volgnummer: number; zicht: number; status: Status }>(
    'select volgnummer, zicht, status from bericht where traceer_id = ?',
  );
  const ruim = createBewaren(kern, verwijderlog);
  const zetTijd = createTijdSchrijver(db);
  const voegProefToe = db.prepare<[number]>('insert into proef (id, vulling) values (1, zeroblob(?))');
  const verwijderProef = db.prepare<[]>('delete from proef where id = 1');
  const bericht = (traceerId: TraceerId) => zoekBericht.get(uuidBytes(traceerId));

  return {
    registreer,
    voegBewijsToe({ traceerId, bewijs }) {
      const rij = bericht(traceerId);
      if (rij !== undefined) schrijfBewijs(rij.volgnummer, bewijs);
      return undefined;
    },
    claimOutbox: (vraag) => outbox.claim(vraag),
    markeerGepubliceerd({ outboxIds, nu }) {
      outbox.markeerGepubliceerd(outboxIds, nu);
      return undefined;
    },
    geefOutboxTerug({ outboxIds, misschienAangekomen }) {
      outbox.geefTerug(outboxIds, misschienAangekomen);
      return undefined;
    },
    markeerOnbestelbaar: ({ traceerId, reden, nu }) => outbox.markeerOnbestelbaar(traceerId, reden, nu),
    lease: (vraag) => leases.lease(vraag),
    handelAf,
    verloopLeases: (nu) => leases.verloop(nu.getTime()),
    onthoudNonce: (nonce) => onthoudAlsGegeven(nonces, nonce),
    ruimNonces: ({ nu, vanaf, max }) => nonces.ruim(nu.getTime(), vanaf, max),
    registreerInzage({ traceerId, actor, nu, nonce, bewijs }) {
      if (!onthoudAlsGegeven(nonces, nonce)) return 'nonce_bekend';
      const rij = bericht(traceerId);
      if (rij === undefined) return 'ok';
      kern.schrijfGebeurtenis({
        bericht: rij.volgnummer,
        zicht: rij.zicht,
        moment: nu.getTime(),
        gebeurtenis: 'ingezien',
        status: rij.status,
        actor,
      });
      if (bewijs !== undefined) schrijfBewijs(rij.volgnummer, pakBewijsIn(bewijs));
      return 'ok';
    },
    proefSchrijven() {
      voegProefToe.run(PROEF_BYTES);
      verwijderProef.run();
      return undefined;
    },
    tellers: () => kern.tellers(),
    bewaarRuim: ruim,
    onthoudTijd(nu) {
      zetTijd(nu);
      return undefined;
    },
    beheerHerlever: ({ handeling, berichten }) => beheer.herlever(handeling, berichten),
    beheerHangOm: ({ handeling, berichten }) => beheer.hangOm(handeling, berichten),
    beheerPauzeer: ({ handeling, aansluiting }) => beheer.pauzeer(handeling, aansluiting),
    beheerHervat: ({ handeling, aansluiting }) => beheer.hervat(handeling, aansluiting),
    beheerSluit: ({ handeling, traceerId }) => beheer.sluit(handeling, traceerId),
    beheerHeropen: ({ handeling, traceerId }) => beheer.heropen(handeling, traceerId),
    beheerKlok(handeling) {
      const uit = beheer.bevestigKlok(handeling);
      if (uit === 'gedaan') zetTijd(handeling.nu);
      return uit;
    },
    kekWissel: (vraag) => sleutels.wissel(vraag),
    kekHerwikkel(vraag) {
      sleutels.herwikkel(vraag);
      return undefined;
    },
    kekRondeKlaar: (vraag) => sleutels.rondeKlaar(vraag),
    wachtrijZetBij: (vraag) => wachtrij.zetBij(vraag),
    wachtrijNeem: (vraag) => wachtrij.neem(vraag),
    wachtrijRond({ ids, klaar }) {
      wachtrij.rond(ids, klaar);
      return undefined;
    },
    bewaarAlarmen({ rijen, ruimVoor }) {
      alarmen.bewaar(rijen, ruimVoor.getTime());
      return undefined;
    },
    wijsAlarmToe: ({ id, eigenaar }) => alarmen.wijsToe(id, eigenaar),
    journaalBewaar: journaal.bewaar,
    journaalMarkeerBreuk: journaal.markeerBreuk,
  };
}
