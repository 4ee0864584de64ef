import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aansluitingVanPartij, type Aansluiting, type Tafels } from '../../bericht/aansluiting.ts';
import { berichtType } from '../../bericht/catalogus.ts';
import { parseDatum, type Datum } from '../../bericht/datum.ts';
import { handelendePartij, type Kop } from '../../bericht/kop.ts';
import { parseAgbCode, parseGemeenteCode, type PartijCode } from '../../bericht/partij.ts';
import { STATUS_WOORD, isStatus } from '../../bericht/status.ts';
import type { KnooppuntClient } from '../../client/client-port.ts';
import { createKnooppuntClient } from '../../client/knooppunt-client.ts';
import { leesOndertekenaar } from '../../client/lees-ondertekenaar.ts';
import type { Hub } from '../../compose.ts';
import type { Config } from '../../config/port.ts';
import { createIds } from '../../observe/ids.ts';
import type { Klok } from '../../observe/port.ts';
import { createGenerator, maakVoorbeelden, type SynthetischBericht } from '../generate/generator.ts';
import type { Paar } from '../generate/casus.ts';

/** What the demo works with. */
export interface DemoDelen {
  readonly hub: Hub;
  readonly config: Config;
  readonly klok: Klok;
  readonly schrijf: (regel: string) => void;
}

// the same messages at every start: a second start shows that a repeat is recognised
const SEED = 1;
const PEILDATUM = '2026-11-01';
/** Receivers that fetch in the demo, and how many messages each; the rest stays for you to fetch. */
const OPHALERS = [
  ['gemeente-amsterdam', 3],
  ['zorg-voorbeeldhof', 3],
] as const;

interface Verstuurd {
  readonly bericht: SynthetischBericht;
  readonly client: KnooppuntClient;
  readonly traceerId: string;
  readonly herhaald: boolean;
}

function paar(gemeente: string, aanbieder: string): Paar {
  const code = parseGemeenteCode(gemeente);
  const agb = parseAgbCode(aanbieder);
  if (code === undefined || agb === undefined) throw new Error('de demo noemt een partij die er geen is');
  return { gemeente: code, aanbieder: agb };
}

/** @returns the connection that submits for a party: its own, or the one that holds its toestemmingsverklaring. */
function indienerVan(tafels: Tafels, partij: PartijCode): Aansluiting | undefined {
  const mandaat = tafels.mandaten.find(({ afzender }) => afzender === partij);
  return (
    aansluitingVanPartij(tafels, partij) ??
    (mandaat === undefined ? undefined : tafels.aansluitingen.get(mandaat.indiener))
  );
}

/** Makes one client per connection, each with its own key and certificate, as a supplier would. */
function createClients({ hub, config, klok }: DemoDelen): { van(id: string): Promise<KnooppuntClient>; close(): void } {
  const clients = new Map<string, KnooppuntClient>();
  const lees = (bestand: string): Promise<Buffer> => readFile(join(config.certificatenMap, bestand));
  return {
    async van(id) {
      const bekend = clients.get(id);
      if (bekend !== undefined) return bekend;
      const client = createKnooppuntClient({
        url: hub.url,
        ondertekenaar: leesOndertekenaar(await lees(`${id}.key.pem`), await lees(`${id}.crt.pem`)),
        hub: { certificaten: [await lees('hub.crt.pem')] },
        ca: await lees('ca.pem'),
        klok,
        ids: createIds(),
      });
      clients.set(id, client);
      return client;
    },
    close: () => {
      for (const client of clients.values()) client.close();
    },
  };
}

/**
 * Plays the demo through the real, signed doors: sends the twenty-eight sample messages, lets two receivers fetch some,
 * sends one that is refused, and prints what became of it all and what to try next.
 */
export async function speelDemo(delen: DemoDelen): Promise<void> {
  const { hub, schrijf } = delen;
  const peildatum = parseDatum(PEILDATUM);
  if (peildatum === undefined) throw new Error('de demo noemt een dag die er geen is');
  const paren = [paar('0363', '65656055'), paar('0384', '42420001')];
  const clients = createClients(delen);
  try {
    const berichten = [
      ...maakVoorbeelden({ seed: SEED, paren, peildatum }),
      // one more by the supplier, for the provider that it serves under mandate
      createGenerator({ seed: SEED + 1, paren: [paar('0363', '98989898')], peildatum }).volgende({ soort: 'WMO315' }),
    ];
    const verstuurd: Verstuurd[] = [];
    for (const bericht of berichten) verstuurd.push(await verstuur(bericht, clients, hub.tafels()));
    await hub.klaargezet();
    for (const [id, max] of OPHALERS) {
      const client = await clients.van(id);
      const opgehaald = await client.haalOp({ max });
      await Promise.all(opgehaald.map(({ leveringId }) => client.bevestig(leveringId)));
    }
    await toonTabel(verstuurd, schrijf);
    await toonWeigering(paren, clients, delen, peildatum);
    toonVervolg(verstuurd, schrijf);
  } finally {
    clients.close();
  }
}

async function verstuur(
  bericht: SynthetischBericht,
  clients: ReturnType<typeof createClients>,
  tafels: Tafels,
): Promise<Verstuurd> {
  const { afzender, ontvanger } = bericht;
  const partij = handelendePartij({ afzender, ontvanger } as Kop, berichtType(bericht.soort));
  const indiener = indienerVan(tafels, partij);
  if (indiener === undefined) throw new Error(`geen aansluiting dient in voor ${partij}`);
  const client = await clients.van(indiener.id);
  const uitkomst = await client.verstuur(Buffer.from(bericht.xml));
  if (uitkomst.soort === 'geweigerd') throw new Error(`${bericht.soort} werd geweigerd: ${uitkomst.code}`);
  return { bericht, client, traceerId: uitkomst.traceerId, herhaald: uitkomst.soort === 'herhaald' };
}

async function toonTabel(verstuurd: readonly Verstuurd[], schrijf: (regel: string) => void): Promise<void> {
  const herhaald = verstuurd.filter((een) => een.herhaald).length;
  schrijf('');
  schrijf(
    `${verstuurd.length} voorbeeldberichten verstuurd${herhaald > 0 ? `, waarvan ${herhaald} al eerder (zelfde inhoud, zelfde traceerId)` : ''}:`,
  );
  schrijf('');
  const kop = ['traceerId', 'bericht', 'van', 'naar', 'status'];
  const rijen = await Promise.all(
    verstuurd.map(async ({ bericht, client, traceerId }) => {
      const spoor = await client.spoor(traceerId);
      const status = spoor?.status ?? '';
      const isRetour = berichtType(bericht.soort).handelt === 'ontvanger';
      // a retour carries the header of its heenbericht: who really sends stands in Ontvanger
      const [van, naar] = isRetour ? [bericht.ontvanger, bericht.afzender] : [bericht.afzender, bericht.ontvanger];
      return [traceerId, bericht.soort, van, naar, isStatus(status) ? STATUS_WOORD[status] : status];
    }),
  );
  const breedtes = kop.map((naam, i) => Math.max(naam.length, ...rijen.map((rij) => rij[i]?.length ?? 0)));
  const regel = (cellen: readonly string[]): string =>
    `  ${cellen
      .map((cel, i) => cel.padEnd(breedtes[i] ?? 0))
      .join('  ')
      .trimEnd()}`;
  schrijf(regel(kop));
  schrijf(regel(breedtes.map((breedte) => '-'.repeat(breedte))));
  for (const rij of rijen) schrijf(regel(rij));
}

async function toonWeigering(
  paren: readonly Paar[],
  clients: ReturnType<typeof createClients>,
  { schrijf }: DemoDelen,
  peildatum: Datum,
): Promise<void> {
  const { xml } = createGenerator({ seed: SEED + 2, paren, peildatum }).volgende({ soort: 'WMO305' });
  const fout = xml.replace(/(<[a-z0-9]+:Begindatum>)[^<]*/, '$131-11-2026');
  const client = await clients.van('zorg-voorbeeldhof');
  const uitkomst = await client.verstuur(Buffer.from(fout));
  if (uitkomst.soort !== 'geweigerd') return;
  schrijf('');
  schrijf(
    `Een bericht met een fout wordt geweigerd, met de plaats en wat er verwacht werd (${uitkomst.code}, ${uitkomst.titel}):`,
  );
  for (const { code, pad = '', lijn, uitleg, verwacht } of uitkomst.bevindingen) {
    schrijf(`  ${code}  regel ${lijn ?? '?'}  ${pad}`);
    schrijf(`      ${uitleg}${verwacht === undefined ? '' : ` Verwacht: ${verwacht}.`}`);
  }
}

function toonVervolg(verstuurd: readonly Verstuurd[], schrijf: (regel: string) => void): void {
  const voorbeeld = verstuurd.find(({ bericht }) => bericht.soort === 'WMO305')?.traceerId ?? 'TRACEERID';
  schrijf('');
  schrijf('Probeer in een tweede terminal:');
  schrijf(`  npx knooppunt trace ${voorbeeld} --als 65656055`);
  schrijf('  npx knooppunt pull --als 0384 --naar /tmp/postbus --bevestig');
  schrijf('  npx knooppunt generate --aantal 28 --seed 5 --map /tmp/berichten');
  schrijf('  npx knooppunt send /tmp/berichten/*WMO305*.xml --als 65656055');
  schrijf('  npx knooppunt check /tmp/berichten');
  schrijf('');
}
