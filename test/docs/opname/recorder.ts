import { setTimeout as slaap } from 'node:timers/promises';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datumInNederland } from '../../../src/bericht/datum.ts';
import { ontwikkelAansluitingen } from '../../../src/keys/certs-json.ts';
import { zorgVoorOntwikkelPki } from '../../../src/keys/ontwikkel-pki.ts';
import { laadTafels } from '../../../src/route/load/laad-tafels.ts';
import { bouwContentDigest, bouwDigest, sha256 } from '../../../src/signature/digest.ts';
import { ondertekenVerzoek } from '../../../src/signature/onderteken-verzoek.ts';
import type { Voorbeeld, VoorbeeldInhoud, VoorbeeldVerzoek } from '../../../src/api/voorbeelden.ts';
import { proefKlok, type ProefKlok } from '../../alarm/proef-klok.ts';
import { ondertekenaarVan, stuurRuw, type RuwAntwoord } from '../../e2e/ondertekend-verzoek.ts';
import { openProefHub, PROJECT, type ProefHub } from '../../e2e/proef-hub.ts';
import { contractOperaties } from '../contract-document.ts';
import { createVastmaker } from './vast.ts';

type Koppen = readonly (readonly [string, string])[];
export type Opname = Record<string, Record<string, Voorbeeld>>;

/** A call to make. */
export interface Aanroep {
  /** The connection that signs; absent for open calls. */
  readonly als?: string;
  readonly profiel?: 'jades' | 'rfc9421';
  readonly parameters?: Readonly<Record<string, string>>;
  readonly koppen?: Koppen;
  readonly json?: object;
  readonly xml?: Buffer | string;
  /** Changes the headers after signing. */
  readonly naOndertekening?: (koppen: Koppen) => Koppen;
}

/** A call that becomes an example. */
export interface OpTeNemen extends Aanroep {
  readonly status: number;
  readonly samenvatting: string;
  /** Cuts an answer that is too long to show. */
  readonly kort?: (waarde: unknown) => unknown;
}

/** A hub in which everything but chance and keys is fixed, and what is recorded of it. */
export interface Recorder {
  readonly hub: ProefHub['hub'];
  readonly klok: ProefKlok;
  /** Folder with the tables, a copy: a recording may spoil them. */
  readonly routingMap: string;
  /** Calls and records. */
  readonly neem: (operatie: string, naam: string, wat: OpTeNemen) => Promise<RuwAntwoord>;
  /** Calls, and keeps nothing. */
  readonly doe: (operatie: string, aanroep: Aanroep) => Promise<RuwAntwoord>;
  /** Calls until the answer is as wished. */
  readonly wachtTot: (operatie: string, aanroep: Aanroep, goed: (antwoord: RuwAntwoord) => boolean) => Promise<void>;
  readonly opname: Opname;
  close(): Promise<void>;
}

const BEGIN = new Date('2026-11-25T09:30:00.000Z');
const HOST = 'knooppunt.example';
/** Headers of an answer that say nothing about the call: those of the connection, and those of every answer. */
const NIET_TE_TONEN = new Set([
  ...['date', 'connection', 'keep-alive', 'content-length', 'content-type', 'cache-control', 'referrer-policy'],
  ...['content-security-policy', 'x-content-type-options', 'x-frame-options'],
]);

/** Opens the hub of the recording: fixed clock, own certificates of that moment, a copy of the demo tables. */
export async function openRecorder(gekozenIds: readonly string[]): Promise<Recorder> {
  const map = await mkdtemp(join(tmpdir(), 'knooppunt-opname-'));
  const [routingMap, certificatenMap] = [join(map, 'routing'), join(map, 'certs')];
  await cp(join(PROJECT, 'routing'), routingMap, { recursive: true });
  const tafels = await laadTafels({ map: routingMap, omgeving: 'demo', op: datumInNederland(BEGIN) });
  if (!tafels.ok) throw new Error('de demotabellen laden niet');
  await zorgVoorOntwikkelPki({
    map: certificatenMap,
    aansluitingen: ontwikkelAansluitingen(tafels.waarde),
    omgeving: 'demo',
    nu: BEGIN,
  });
  const klok = proefKlok(BEGIN);
  const instellingen = { certificatenMap, routingMap, publiekeUrls: [`https://${HOST}`], workers: { aantal: '1' } };
  const proef = await openProefHub({ ...instellingen, levering: {} }, join(map, 'data'), { klok });
  const operaties = new Map(contractOperaties().map((operatie) => [operatie.id, operatie]));
  const vast = createVastmaker(BEGIN, gekozenIds);
  const opname: Opname = {};
  let verzoeken = 0;

  async function roep(
    id: string,
    aanroep: Aanroep,
  ): Promise<{ readonly antwoord: RuwAntwoord; readonly verzoek: VoorbeeldVerzoek }> {
    const operatie = operaties.get(id);
    if (operatie === undefined) throw new Error(`geen operatie ${id}`);
    const { als, json, koppen: eigen = [], parameters = {}, profiel = 'jades', xml } = aanroep;
    const pad = operatie.pad.replace(/\{(\w+)\}/g, (_, naam: string) => parameters[naam] ?? '');
    const query = Object.entries(parameters).filter(([naam]) => !operatie.pad.includes(`{${naam}}`));
    const target = `${pad}${query.length === 0 ? '' : `?${new URLSearchParams(query).toString()}`}`;
    const body = Buffer.from(json === undefined ? (xml ?? '') : JSON.stringify(json));
    const contentType = json === undefined ? 'application/xml' : 'application/json';
    const koppen: Koppen = [
      ...(body.length === 0 ? [] : [['Content-Type', contentType] as const]),
      ...(operatie.methode === 'POST' ? [['Content-Length', String(body.length)] as const] : []),
      ...eigen,
    ];
    verzoeken += 1;
    const getekend =
      als === undefined
        ? []
        : (
            await ondertekenVerzoek(ondertekenaarVan(certificatenMap, als), {
              ...{ profiel, method: operatie.methode, target, scheme: 'https', host: HOST, koppen, body },
              ...{ nu: klok.nu(), nonce: `voorbeeld-${String(verzoeken).padStart(12, '0')}` },
            })
          ).koppen;
    const alle = (aanroep.naOndertekening ?? ((k) => k))([['Host', HOST], ...koppen, ...getekend]);
    const antwoord = await stuurRuw(proef.poort, operatie.methode, target, alle, body);
    return {
      antwoord,
      verzoek: {
        parameters,
        koppen: Object.fromEntries(alle),
        ...(body.length === 0 ? {} : { inhoud: { contentType, waarde: json ?? body.toString('utf8') } }),
      },
    };
  }

  return {
    hub: proef.hub,
    klok,
    routingMap,
    opname,
    async neem(id, naam, wat) {
      klok.verzet(1);
      const { antwoord, verzoek } = await roep(id, wat);
      // what was taken stands ready before anything else happens: the order of events is then the same each time
      await proef.hub.klaargezet();
      if (antwoord.status !== wat.status)
        throw new Error(`${id} ${naam}: ${antwoord.status} ${antwoord.body.toString().slice(0, 500)}`);
      const inhoud = inhoudVan(antwoord, wat.kort);
      const voorbeeld: Voorbeeld = {
        samenvatting: wat.samenvatting,
        verzoek,
        antwoord: { status: antwoord.status, koppen: koppenVan(antwoord), ...(inhoud === undefined ? {} : { inhoud }) },
      };
      const { verzoek: gevraagd, antwoord: gegeven, ...rest } = vast(voorbeeld);
      (opname[id] ??= {})[naam] = { ...rest, verzoek: metDigest(gevraagd), antwoord: metDigest(gegeven) };
      return antwoord;
    },
    async doe(id, aanroep) {
      const { antwoord } = await roep(id, aanroep);
      await proef.hub.klaargezet();
      return antwoord;
    },
    async wachtTot(id, aanroep, goed) {
      const uiterlijk = performance.now() + 20_000;
      while (!goed((await roep(id, aanroep)).antwoord)) {
        if (performance.now() > uiterlijk) throw new Error(`${id}: kwam niet`);
        await slaap(10);
      }
    },
    async close() {
      await proef.ruimOp();
      await rm(map, { recursive: true, force: true });
    },
  };
}

function inhoudVan(antwoord: RuwAntwoord, kort: OpTeNemen['kort']): VoorbeeldInhoud | undefined {
  if (antwoord.body.length === 0) return undefined;
  const [contentType = ''] = (antwoord.headers['content-type'] ?? '').split(';');
  const waarde: unknown = contentType === 'application/json' ? antwoord.json : antwoord.body.toString('utf8');
  return { contentType, waarde: kort === undefined ? waarde : kort(waarde) };
}

/** The digest of what is shown: ids in it were replaced. JSON goes over the wire without a space, as here. */
function metDigest<T extends Pick<VoorbeeldVerzoek, 'koppen' | 'inhoud'>>(deel: T): T {
  if (deel.inhoud?.contentType !== 'application/json') return deel;
  const digest = sha256(Buffer.from(JSON.stringify(deel.inhoud.waarde)));
  const vervang: Readonly<Record<string, string>> = {
    Digest: bouwDigest(digest),
    'Content-Digest': bouwContentDigest(digest),
  };
  const koppen = Object.entries(deel.koppen).map(([naam, waarde]) => [naam, vervang[naam] ?? waarde] as const);
  return { ...deel, koppen: Object.fromEntries(koppen) };
}

/** Names as the hub writes them: Node gives them in lower case. */
function koppenVan({ headers }: RuwAntwoord): Readonly<Record<string, string>> {
  const schrijf = (naam: string): string =>
    naam === 'api-version' ? 'API-Version' : naam.replace(/(^|-)[a-z]/g, (deel) => deel.toUpperCase());
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([naam]) => !NIET_TE_TONEN.has(naam))
      .map(([naam, waarde]) => [schrijf(naam), String(waarde)]),
  );
}
