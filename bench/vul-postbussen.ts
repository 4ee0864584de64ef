import { schrijfFeiten } from '../src/bericht/feiten.ts';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAansluitingId, type AansluitingId } from '../src/bericht/aansluiting.ts';
import type { Oin } from '../src/bericht/oin.ts';
import type { PartijCode } from '../src/bericht/partij.ts';
import type { TraceerId } from '../src/bericht/traceer-id.ts';
import { createPayloadKluis } from '../src/keys/payload-kluis.ts';
import { createSleutelbord } from '../src/keys/sleutelbord.ts';
import { openSleutelmap } from '../src/keys/sleutelmap.ts';
import { createIds } from '../src/observe/ids.ts';
import type { Bewijs, NieuwBericht } from '../src/store/port.ts';
import { createSqliteStore, type SqliteStore } from '../src/store/sqlite/sqlite-store.ts';

/** Registrations in one go; a multiple of what one commit takes. */
const PER_KEER = 1024;

/** The receivers of the demo tables that the messages of the bench go to, each with a party that it serves. */
export const ONTVANGERS: readonly (readonly [aansluiting: string, partij: string])[] = [
  ['zorg-voorbeeldhof', '65656055'],
  ['zorg-proefveld', '42420001'],
  ['softwareleverancier-fictief', '98989898'],
  ['gemeente-amsterdam', '0363'],
  ['gemeente-diemen', '0384'],
];

/**
 * Makes a data folder in which messages wait in mailboxes, through the store itself: registered, carried on by the relay's
 * own calls. The messages are small; payload and evidence are of the right form, but nobody signed them.
 */
export async function vulPostbussen(dataMap: string, aantal: number, ontvangers = ONTVANGERS): Promise<void> {
  mkdirSync(dataMap, { recursive: true });
  const sleutels = await openSleutelmap({ map: join(dataMap, 'sleutels'), databaseBestaat: false });
  const kluis = createPayloadKluis(createSleutelbord(sleutels.keks, sleutels.kekActief));
  const store = await createSqliteStore({ pad: join(dataMap, 'knooppunt.db') });
  const xml = Buffer.from(`<wmo305:Bericht>${randomBytes(150).toString('hex')}</wmo305:Bericht>`);
  const sha256 = createHash('sha256').update(xml).digest();
  const nu = new Date();
  const ids = createIds();
  try {
    for (let i = 0; i < aantal; i += PER_KEER) {
      const deel = Array.from({ length: Math.min(PER_KEER, aantal - i) }, (_, j) => {
        const traceerId = ids.uuid() as TraceerId;
        return klein(i + j, ontvangers, { traceerId, inhoud: kluis.verzegel(xml, traceerId), sha256, nu });
      });
      await Promise.all(deel.map((bericht) => store.registreer(bericht)));
      await draagOver(store, nu);
    }
  } finally {
    await store.close();
  }
}

/** What the relay does for a pull connection. */
async function draagOver(store: SqliteStore, nu: Date): Promise<void> {
  for (;;) {
    const tot = new Date(nu.getTime() + 60_000);
    const rijen = await store.claimOutbox({ max: PER_KEER, maxPerAansluiting: PER_KEER, overslaan: [], nu, tot });
    if (rijen.length === 0) return;
    await store.markeerGepubliceerd(
      rijen.map(({ outboxId }) => outboxId),
      nu,
    );
  }
}

function klein(
  nummer: number,
  ontvangers: typeof ONTVANGERS,
  delen: {
    readonly traceerId: TraceerId;
    readonly inhoud: NonNullable<NieuwBericht['inhoud']>;
    readonly sha256: Buffer;
    readonly nu: Date;
  },
): NieuwBericht {
  const { traceerId, inhoud, sha256, nu } = delen;
  const [id, code] = ontvangers[nummer % ontvangers.length] ?? ['', ''];
  const aansluiting = aansluitingVan(id);
  const naarGemeente = code.length === 4;
  const afzender = (naarGemeente ? '65656055' : '0363') as PartijCode;
  const ontvanger = code as PartijCode;
  const indiener = aansluitingVan(naarGemeente ? 'zorg-voorbeeldhof' : 'gemeente-amsterdam');
  const soort = naarGemeente ? 'WMO305' : 'WMO301';
  const bewijs: Bewijs = {
    handeling: 'indienen',
    profiel: 'jades',
    handtekening: randomBytes(250).toString('base64url'),
    basis: '(request-target): post /v1/berichten\ncontent-type: application/xml',
    alg: 'ES256',
    vingerafdruk: sha256.toString('hex'),
    inhoudDigest: `SHA-256=${sha256.toString('base64')}`,
    moment: nu,
  };
  return {
    verdict: 'geaccepteerd',
    traceerId,
    traceerIdGekozen: false,
    conversatieId: traceerId,
    ontvangenOp: nu,
    indiener: { aansluiting: indiener, oin: '00000099000000363000' as Oin },
    soort,
    kop: { soort, afzender, ontvanger, identificatie: `VOL-${nummer}`, dagtekening: '2026-11-01' },
    handelendePartij: afzender,
    bevindingen: [],
    inhoudSha256: sha256,
    inhoud,
    feiten: schrijfFeiten({ versie: 1, soort, clienten: [{}] }),
    route: {
      aansluiting,
      ontvangendePartij: ontvanger,
      tafelVersie: '0123456789abcdef',
      tafelRegel: 'aansluitingen.yaml:4',
    },
    nonce: { sleutel: randomBytes(32), tot: nu },
    bewijs: [bewijs, { ...bewijs, handeling: 'ontvangstbewijs' }],
  };
}

function aansluitingVan(id: string): AansluitingId {
  const aansluiting = parseAansluitingId(id);
  if (aansluiting === undefined) throw new Error('een vaste waarde van de bench klopt niet');
  return aansluiting;
}
