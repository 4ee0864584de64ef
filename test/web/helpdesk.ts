import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AansluitingId } from '../../src/bericht/aansluiting.ts';
import type { Bevinding } from '../../src/bericht/bevinding.ts';
import type { TraceerId } from '../../src/bericht/traceer-id.ts';
import { openSleutelmap } from '../../src/keys/sleutelmap.ts';
import { createSqliteStore, type SqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { proefKlok, type ProefKlok } from '../alarm/proef-klok.ts';
import * as v from '../contract/bericht-store/voorbeeld.ts';
import { bewaarderOver, zetKlok } from '../deliver/proef-bewaren.ts';
import { VAL_OMGEVING, zetFout } from '../e2e/kill/val.ts';
import { openProefHub, type ProefHub } from '../e2e/proef-hub.ts';

/** What the desk finds: a message in every state that a page can show. */
export type Soort =
  | 'bezorgd'
  | 'klaargezet'
  | 'aangeboden'
  | 'geweigerd'
  | 'onbestelbaar'
  | 'gesloten'
  | 'afgekeurd'
  | 'nietBeoordeeld'
  | 'gepauzeerd'
  | 'zonderKop'
  | 'verlopen'
  | 'vijandig';

/** A hub at whose desk a message of every kind can be looked up. */
export interface Helpdesk {
  readonly proef: ProefHub;
  readonly klok: ProefKlok;
  readonly ids: Readonly<Record<Soort, TraceerId>>;
  /** The next visit to a message cannot be written down. */
  laatInzageMislukken(): void;
  ruimOp(): Promise<void>;
}

/** What the clock of the hub says: Tuesday 24 November 2026, twenty past two in the Netherlands. */
const NU = new Date('2026-11-24T13:20:00Z');
const AMSTERDAM = 'gemeente-amsterdam' as AansluitingId;
const DIEMEN = 'gemeente-diemen' as AansluitingId;
const VOORBEELDHOF = 'zorg-voorbeeldhof' as AansluitingId;
const PROEFVELD = 'zorg-proefveld' as AansluitingId;
const BEHEER = 'hubbeheer' as AansluitingId;
/** Text of a sender that would do something on a page that does not escape it, and fits on no line. */
export const VIJANDIG = `<script>alert(1)</script>"'&${'W'.repeat(30)}`;

const BEVINDINGEN: readonly Bevinding[] = [
  {
    laag: 'xsd',
    code: 'XSD11',
    pad: '/Bericht/Client/StartProducten/StartProduct[2]/Begindatum',
    lijn: 58,
    uitleg: 'Begindatum bevat geen bestaande datum.',
    verwacht: 'datum jjjj-mm-dd, zonder tijdzone',
    wieIsAanZet: 'leverancier',
    ernst: 'weigeren',
  },
  {
    laag: 'xsd',
    code: 'XSD03',
    pad: '/Bericht/Client/StartProducten/StartProduct[2]/StatusAanlevering',
    lijn: 61,
    uitleg: 'StatusAanlevering bevat een code die niet op de lijst staat.',
    verwacht: 'een van 1, 2, 3 of 9',
    wieIsAanZet: 'leverancier',
    ernst: 'weigeren',
  },
  {
    laag: 'xsd',
    code: 'XSD01',
    pad: '/Bericht/Client/Geboortedatum',
    lijn: 70_012,
    uitleg: 'Geboortedatum staat niet op deze plaats.',
    wieIsAanZet: 'leverancier',
    ernst: 'weigeren',
  },
];

/** Ids of version 7, made at the moment that the message came in. */
function idOp(moment: Date, staart: string): TraceerId {
  const tijd = moment.getTime().toString(16).padStart(12, '0');
  return `${tijd.slice(0, 8)}-${tijd.slice(8)}-7c1e-9b52-${staart}` as TraceerId;
}

/** What the sender chooses for a message: its id, and no conversation beside it. */
function gekozen(op: Date, staart: string, over: v.Wens['over'] = {}): v.Wens {
  const traceerId = idOp(op, staart);
  return { op, gekozen: traceerId, over: { conversatieId: traceerId, ...over } };
}

/** Fills a data folder through the store itself, and opens a hub on it whose clock stands still. */
export async function openHelpdesk(): Promise<Helpdesk> {
  const map = await mkdtemp(join(tmpdir(), 'knooppunt-helpdesk-'));
  await mkdir(map, { recursive: true });
  await openSleutelmap({ map: join(map, 'sleutels'), databaseBestaat: false });
  const store = await createSqliteStore({ pad: join(map, 'knooppunt.db') });
  const ids = await vul(store);
  await store.close();
  const val = join(map, 'val.json');
  process.env[VAL_OMGEVING] = val;
  const klok = proefKlok(NU);
  const faalpunten = new URL('../e2e/kill/val.js', import.meta.url);
  const proef = await openProefHub({}, map, { klok, faalpunten });
  return {
    proef,
    klok,
    ids,
    laatInzageMislukken: () => zetFout(val, 1, 'registreerInzage.voor-commit'),
    async ruimOp() {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the name is that of the trap
      delete process.env[VAL_OMGEVING];
      await proef.ruimOp();
    },
  };
}

async function vul(store: SqliteStore): Promise<Helpdesk['ids']> {
  const verlopen = await leef(store, { op: new Date('2025-08-01T08:00:00Z'), staart: '0000000000a1' });
  await bezorg(store, verlopen, new Date('2025-08-01T09:00:00Z'));
  await bewaarderOver(store, zetKlok(v.T0)).bewaarder.ronde();

  const bezorgd = await leef(store, { op: v.T0, staart: '6d2f81c40b7e', identificatie: 'START-2026-1181' });
  await bied(store, bezorgd, v.na(1800), 600);
  await bied(store, bezorgd, v.na(7200), 600);
  await bezorg(store, bezorgd, v.na(3600 * 5));
  const vijandig = await leef(store, { op: v.na(60), staart: '0000000000b2', identificatie: VIJANDIG });
  const geweigerd = await leef(store, {
    ...{ op: v.na(3600), staart: '8a40e1f29d35', soort: 'JW305', identificatie: 'START-88120' },
    over: { conversatieId: 'd93b6c1e-50a2-4f7b-8c18-2e7701f4ab96' },
    ...{ van: v.TWEEDE_AANBIEDER, aan: v.TWEEDE_GEMEENTE, indiener: PROEFVELD, aansluiting: DIEMEN },
  });
  const aanbod = await bied(store, geweigerd, v.na(7200), 600);
  await store.handelAf({
    aansluiting: DIEMEN,
    leveringId: aanbod,
    nu: v.na(7230),
    afhandeling: { soort: 'weigeren', code: 'StUF055', omschrijving: 'Toewijzing niet gevonden in het zaaksysteem' },
  });
  const stop: Leven = {
    ...{ op: v.na(10_000), staart: 'c5b7034ae812', identificatie: 'STOP-88131' },
    ...{ soort: 'WMO307', van: v.TWEEDE_AANBIEDER, aan: v.TWEEDE_GEMEENTE, indiener: PROEFVELD, aansluiting: DIEMEN },
  };
  const onbestelbaar = await leef(store, stop);
  await store.markeerOnbestelbaar(onbestelbaar, 'geen_route_meer', v.na(10_060));
  const gesloten = await leef(store, {
    ...stop,
    op: v.na(11_000),
    staart: '17fe20d6a93b',
    identificatie: 'STOP-88132',
  });
  await store.markeerOnbestelbaar(gesloten, 'pogingen_op', v.na(40_000));
  await store.beheer.sluit(handeling('Opgelost met de gemeente, zie melding 2231', v.na(80_000)), gesloten);

  const afgekeurd = await zet(
    store,
    v.afgekeurd({
      ...gekozen(v.na(87_000), '29d0b6f4e871', { bevindingen: BEVINDINGEN }),
      identificatie: 'START-2026-1193',
      indiener: VOORBEELDHOF,
    }),
  );
  const nietBeoordeeld = await zet(
    store,
    v.nietBeoordeeld({
      ...gekozen(v.na(88_000), '90ab3c5d7e11', { code: 'NIET_BEOORDEELD', bevindingen: [] }),
      identificatie: 'DECL-2026-11',
      soort: 'WMO323',
      indiener: VOORBEELDHOF,
    }),
  );
  const kaal = v.afgekeurd({ ...gekozen(v.na(89_000), '41c6de87b025'), indiener: PROEFVELD });
  const zonderKop = await zet(store, {
    ...v.zonder(kaal, 'kop', 'soort', 'handelendePartij'),
    code: 'BRS14',
    bevindingen: [],
  });
  const aangeboden = await leef(store, {
    ...{ op: v.na(95_000), staart: 'b3518f6a2c0d', soort: 'WMO301', identificatie: 'TOEW-2026-00425' },
    ...{ van: v.GEMEENTE, aan: v.AANBIEDER, indiener: AMSTERDAM, aansluiting: VOORBEELDHOF },
  });
  await bied(store, aangeboden, v.na(100_000), 86_400);
  const klaargezet = await leef(store, { op: v.na(98_000), staart: 'e07c49215fd8', identificatie: 'START-2026-1207' });
  await store.beheer.pauzeer(handeling('Onderhoud bij de zorgaanbieder', v.na(99_000)), PROEFVELD);
  const gepauzeerd = await zet(
    store,
    v.bericht({
      ...gekozen(v.na(100_500), '5e92d1a07b6c'),
      ...{ soort: 'JW301', identificatie: 'TOEW-9921' },
      ...{ van: v.TWEEDE_GEMEENTE, aan: v.TWEEDE_AANBIEDER, indiener: DIEMEN, aansluiting: PROEFVELD },
    }),
  );
  const eerste = { bezorgd, klaargezet, aangeboden, geweigerd, onbestelbaar, gesloten };
  return { ...eerste, afgekeurd, nietBeoordeeld, gepauzeerd, zonderKop, verlopen, vijandig };
}

const handeling = (reden: string, nu: Date) => ({ actor: BEHEER, reden, nu, nonce: v.nonce(nu) });

async function zet(store: SqliteStore, bericht: ReturnType<typeof v.bericht>): Promise<TraceerId> {
  const [id] = await v.registreerAlle(store, [bericht]);
  if (id === undefined) throw new Error('niet vastgelegd');
  return id;
}

/** What a message is, when it came in, and the end of its id. */
type Leven = v.Wens & { readonly op: Date; readonly staart: string };

/** A message that was accepted and stands ready, half a second later. */
async function leef(store: SqliteStore, wens: Leven): Promise<TraceerId> {
  const id = await zet(
    store,
    v.bericht({ indiener: VOORBEELDHOF, aansluiting: AMSTERDAM, ...wens, ...gekozen(wens.op, wens.staart, wens.over) }),
  );
  await v.zetKlaar(store, new Date(wens.op.getTime() + 500));
  return id;
}

/** Offers the message; what was out before and was not settled in time is put back first. */
async function bied(store: SqliteStore, id: TraceerId, nu: Date, leaseSeconden: number): Promise<string> {
  const stand = await store.zoekBericht(id);
  if (stand?.aansluiting === undefined) throw new Error('geen aansluiting');
  await store.verloopLeases(nu);
  const leveringen = await v.lease(store, {
    aansluiting: stand.aansluiting,
    max: 1,
    nu,
    leaseMs: leaseSeconden * 1000,
    leveringIds: [randomUUID()],
  });
  const levering = leveringen.find(({ traceerId }) => traceerId === id);
  if (levering === undefined) throw new Error('een ander bericht was aan de beurt');
  return levering.leveringId;
}

async function bezorg(store: SqliteStore, id: TraceerId, nu: Date): Promise<void> {
  const leveringId = await bied(store, id, nu, 600);
  const stand = await store.zoekBericht(id);
  if (stand?.aansluiting === undefined) throw new Error('geen aansluiting');
  const na = new Date(nu.getTime() + 42_000);
  await store.handelAf({ aansluiting: stand.aansluiting, leveringId, nu: na, afhandeling: { soort: 'bevestigen' } });
}
