import { hkdfSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { berichtenOperatie } from './api/berichten-operatie.ts';
import { createCursors } from './api/cursor.ts';
import { EENIEDER } from './api/delen.ts';
import { koppelApi } from './api/koppel-api.ts';
import type { Tafels } from './bericht/aansluiting.ts';
import { openAlarmen } from './compose-alarmen.ts';
import { StartGeweigerd, vertaalStartfout } from './compose-fout.ts';
import { gezondheidsChecks, meetstand } from './compose-gezondheid.ts';
import { openSleutelkast, openSleutelwissel } from './compose-sleutels.ts';
import { createTafelbron } from './compose-tafels.ts';
import { weigerLuisteren } from './config/config.ts';
import type { Config } from './config/port.ts';
import { createBewaarder } from './deliver/bewaarder.ts';
import { createPostbus } from './deliver/postbus.ts';
import { createWekker } from './deliver/wekker.ts';
import { createApp } from './http/app.ts';
import { createAntwoordTekenaar } from './http/antwoord-tekenaar.ts';
import type { HttpDelen } from './http/delen.ts';
import { createMislukteVerzoeken } from './http/mislukte-verzoeken.ts';
import { openServer, type TlsMateriaal } from './http/server.ts';
import { createSnelheidsgrens } from './http/snelheid.ts';
import { laadHubSleutels } from './keys/hub-sleutels.ts';
import type { PayloadOpener } from './keys/port.ts';
import type { MessageWorkerData } from './message-worker.ts';
import { createKlok } from './observe/clock.ts';
import { foutVelden } from './observe/fout-velden.ts';
import { kijkGezondheid } from './observe/health.ts';
import { createIds } from './observe/ids.ts';
import { createKlokwacht } from './observe/klokwacht.ts';
import { createMetrieken } from './observe/metrics.ts';
import type { Klok, Klokwacht, Logger } from './observe/port.ts';
import { createKeurmeester } from './pipeline/keurmeester.ts';
import { createPipeline } from './pipeline/pipeline.ts';
import { createEmbeddedWachtrij } from './queue/embedded/embedded-wachtrij.ts';
import { createRelay } from './queue/relay.ts';
import { openBerichtenDeur } from './receive/rest/berichten.ts';
import type { BerichtStore } from './store/port.ts';
import { createSqliteStore } from './store/sqlite/sqlite-store.ts';
import { createSporen } from './trace/spoor.ts';
import { koppenPad } from './trace/koppen-bestand.ts';
import { createZegelaar } from './trace/zegelaar.ts';
import { createZoeken } from './trace/zoeken.ts';
import { createVerifier } from './verify/verifier.ts';
import { koppelPaginas } from './web/paginas.tsx';
import { laadStijl } from './web/stijl.ts';

/** A running hub. */
export interface Hub {
  readonly poort: number;
  /** Where to reach it: the first public URL, with the port that the system gave. */
  readonly url: string;
  readonly tafels: () => Tafels;
  /** Reads tables, certificates and revocation lists again; what is faulty changes nothing and is said in the log. */
  herlaad(): Promise<void>;
  /** Halts deletion when the clock jumped; a person lets it go on. */
  readonly klokwacht: Klokwacht;
  /** Resolves when all that was accepted stands ready for its receiver. */
  klaargezet(): Promise<void>;
  /** Stops taking requests, finishes what was accepted, closes in reverse order. Idempotent. */
  close(): Promise<void>;
}

/** Payloads up to this size are opened on the main thread (about 60 µs); larger ones in a worker. */
const OPEN_HIER_BYTES = 64 * 1024;
const NONCES_RUIMEN_MS = 60_000;
const BEWAREN_MS = 300_000;
const MESSAGE_WORKER = new URL('./message-worker.js', import.meta.url);

/** Parts that a test replaces. No setting leads here, so none of it can be switched on in production. */
export interface HubDelen {
  /** The script of the message workers; a test gives one that can be made to fail. */
  readonly messageWorker?: URL;
  /** Module that is called around each commit of the store and before each read: it kills the process, or fails them. */
  readonly faalpunten?: URL;
  /** Upper limit of the database in bytes. */
  readonly maxDatabaseBytes?: number;
  /** A clock that can be set. */
  readonly klok?: Klok;
}

/**
 * Builds the whole hub, in the order in which its parts need one another, and opens its doors last.
 * @throws StartGeweigerd, or the typed error of the part that cannot start: nothing is left running then.
 */
export async function openHub(config: Config, log: Logger, delen: HubDelen = {}): Promise<Hub> {
  const { messageWorker = MESSAGE_WORKER, klok = createKlok(), faalpunten, maxDatabaseBytes } = delen;
  const weigering = weigerLuisteren(config);
  if (weigering !== undefined) throw new StartGeweigerd(weigering);
  const ids = createIds();
  // closes what was opened, in reverse order; each step once
  const sluiters: (() => Promise<unknown>)[] = [];
  const sluit = async (): Promise<void> => {
    for (let doe = sluiters.pop(); doe !== undefined; doe = sluiters.pop()) await doe();
  };
  try {
    const tafelbron = await createTafelbron({ config, klok, log });
    sluiters.push(() => tafelbron.close());
    const { tafels, certificaten } = tafelbron;
    const hubSleutels = await laadHubSleutels(config.certificatenMap);

    await maakMap(config.dataMap);
    const database = join(config.dataMap, 'knooppunt.db');
    const sleutelkast = await openSleutelkast(config.dataMap, existsSync(database));
    const { geheimen, kluis } = sleutelkast;

    const onderweg = { aantal: 0 };
    const store = await createSqliteStore({
      pad: database,
      onderweg: () => onderweg.aantal,
      ...(faalpunten === undefined ? {} : { faalpunten }),
      ...(maxDatabaseBytes === undefined ? {} : { maxBytes: maxDatabaseBytes }),
    });
    sluiters.push(() => store.close());
    const sleutels = await openSleutelwissel({
      dataMap: config.dataMap,
      kast: sleutelkast,
      opslag: store.sleutels,
      klok,
      log,
    });
    sluiters.push(() => sleutels.close());
    const metrieken = createMetrieken(() => meetstand(store, store.beheer, klok.nu()));
    const laatsteTijd = await store.bewaren.laatsteTijd();
    const hubAlarmen = await openAlarmen({
      ...{ config, store, tafelbron, hubSleutels, metrieken, klok, ids, log },
      klokwacht: (alarmen) => createKlokwacht({ klok, alarmen, laatsteTijd }),
    });
    sluiters.push(() => hubAlarmen.close());
    const zegelaar = createZegelaar({
      opslag: store.journaal,
      bestand: koppenPad(config.dataMap),
      sleutel: hubSleutels.es256,
      klok,
      log,
      alarmen: hubAlarmen.alarmen,
    });
    sluiters.push(() => zegelaar.close());
    const keurmeester = await createKeurmeester<MessageWorkerData>({
      script: messageWorker,
      data: {
        xsdMap: config.xsdMap,
        keks: sleutelkast.bord.geheugen,
        persoonSleutel: geheimen.persoonSleutel,
        persoonVersie: geheimen.persoonVersie,
      },
      ...config.workers,
      metrieken,
    });
    sluiters.push(() => keurmeester.close());

    const wekker = createWekker();
    const wachtrij = createEmbeddedWachtrij({ opslag: store.wachtrij });
    sluiters.push(() => wachtrij.close());
    const relay = createRelay({
      store,
      wachtrij,
      leverWijze: (id) => {
        const wijze = tafels().aansluitingen.get(id)?.levering.wijze;
        return wijze === undefined ? undefined : wijze === 'pull' ? 'pull' : 'wachtrij';
      },
      overslaan: () => [],
      klok,
      log,
    });
    sluiters.push(() => relay.close());
    sluiters.push(
      ontvanger(
        store.opWijziging((wijziging) => {
          if (wijziging.outbox) relay.wek();
          zegelaar.wek();
          for (const aansluiting of wijziging.klaargezet) wekker.wek(aansluiting);
          wekker.wek(EENIEDER);
        }),
      ),
    );
    zegelaar.wek();
    const opener: PayloadOpener = {
      open: (verzegeld, traceerId) =>
        verzegeld.bytes <= OPEN_HIER_BYTES
          ? Promise.resolve(kluis.open(verzegeld, traceerId))
          : keurmeester.open(verzegeld, traceerId),
    };
    const postbus = hubAlarmen.bijPostbus(createPostbus({ store, kluis: opener, wekker, klok, ids, log, metrieken }));
    sluiters.push(() => postbus.close());
    const verifier = createVerifier({
      certificaten,
      publiekeUrls: config.publiekeUrls,
      vertrouwdeProxies: config.vertrouwdeProxies,
      padVoorvoegsel: config.padVoorvoegsel,
    });
    const pipeline = hubAlarmen.bijPipeline(
      createPipeline({
        keurmeester,
        store,
        tafels,
        kluis,
        omgeving: config.omgeving,
        klok,
        ids,
        log,
        metrieken,
        onderweg,
      }),
    );

    const stop = new AbortController();
    const mislukt = createMislukteVerzoeken(certificaten, klok.nu());
    const http: HttpDelen = {
      config,
      verifier,
      tekenaar: createAntwoordTekenaar(hubSleutels, klok),
      snelheid: createSnelheidsgrens({
        adres: config.limieten.verzoekenPerSecondePerAdres,
        aansluiting: config.limieten.verzoekenPerSecondePerAansluiting,
      }),
      mislukt,
      klok,
      log,
      metrieken,
      stopSignaal: stop.signal,
    };
    const deur = berichtenOperatie(config.limieten.maxBytes);
    const hubApp = createApp();
    const { app } = hubApp;
    openBerichtenDeur(app, deur, pipeline, http);
    const zoeken = createZoeken({ store, opslag: store.zoeken, tafels, pauzeVan: (id) => store.beheer.pauzeVan(id) });
    koppelPaginas(app, { zoeken, store, tafels, ids, stijl: await laadStijl() }, http);
    const checks = gezondheidsChecks({ store, wachtrij, tafelbron, stop: stop.signal });
    koppelApi(
      app,
      [deur],
      {
        config,
        tafels,
        store,
        sporen: createSporen(store, store.beheer, { klok, zichtMaanden: config.bewaren.zichtMaanden }),
        beheer: store.beheer,
        sleutels,
        klokwacht: hubAlarmen.klokwacht,
        alarmen: hubAlarmen.alarmen,
        postbus,
        wekker,
        pipeline,
        verifier,
        kluis: opener,
        hubSleutels,
        keten: tafelbron.keten,
        cursors: createCursors(Buffer.from(hkdfSync('sha256', geheimen.persoonSleutel, '', 'knooppunt cursor', 32))),
        mislukt,
        klok,
        gezondheid: () => kijkGezondheid(checks),
        metrieken,
      },
      http,
    );

    const nonces = setInterval(() => void ruimNonces(store, klok.nu(), log), NONCES_RUIMEN_MS);
    nonces.unref();
    sluiters.push(ontvanger(() => clearInterval(nonces)));

    const { alarmen, klokwacht } = hubAlarmen;
    const bewaarder = createBewaarder({
      opslag: store.bewaren,
      termijnen: config.bewaren,
      klok,
      klokwacht,
      alarmen,
      log,
    });
    sluiters.push(() => bewaarder.close());
    bewaarder.start(BEWAREN_MS);

    const server = await openServer(config, await leesTls(config), hubApp);
    let dicht: Promise<void> | undefined;
    let herladen: Promise<void> = Promise.resolve();
    const herlaad = async (): Promise<void> => {
      await tafelbron.herlaad();
      await hubAlarmen.kijk();
    };
    const bereik = config.publiekeUrls[0] ?? `http://localhost:${config.poort}`;
    void hubAlarmen.kijk();
    log.info('knooppunt neemt berichten aan', { poort: server.poort, versie: tafels().versie });
    return {
      poort: server.poort,
      url: config.poort === 0 ? bereik.replace(/:0$/, `:${server.poort}`) : bereik,
      tafels,
      herlaad: () => (herladen = dicht === undefined ? herlaad() : herladen),
      klokwacht,
      klaargezet: () => relay.leeg(),
      close: () =>
        (dicht ??= (async () => {
          stop.abort();
          wekker.wekAlles();
          const vanzelf = await server.close(config.stopMs);
          // a reload that was asked for just before reads and logs to its end
          await herladen.catch(() => undefined);
          if (!vanzelf) log.warn('verbindingen afgebroken bij het stoppen');
          await sluit();
          log.info('knooppunt is gestopt');
        })()),
    };
  } catch (fout) {
    await sluit();
    throw vertaalStartfout(fout, config);
  }
}

function ontvanger(doe: () => void): () => Promise<void> {
  return () => {
    doe();
    return Promise.resolve();
  };
}

async function maakMap(map: string): Promise<void> {
  try {
    await mkdir(map, { recursive: true, mode: 0o700 });
  } catch {
    throw new StartGeweigerd(
      `De map ${map} voor gegevens kan niet worden gemaakt. Controleer het pad en de rechten, of kies een andere met --data.`,
    );
  }
}

async function leesTls({ tls }: Config): Promise<TlsMateriaal | undefined> {
  if (tls === undefined) return undefined;
  const lees = async (pad: string): Promise<Buffer> => {
    try {
      return await readFile(pad);
    } catch {
      throw new StartGeweigerd(`Het bestand ${pad} voor TLS ontbreekt of is niet leesbaar.`);
    }
  };
  const ca = tls.clientCa === undefined ? undefined : await lees(tls.clientCa);
  return { key: await lees(tls.sleutel), cert: await lees(tls.certificaat), ...(ca === undefined ? {} : { ca }) };
}

async function ruimNonces(store: BerichtStore, nu: Date, log: Logger): Promise<void> {
  try {
    await store.ruimNonces(nu);
  } catch (fout) {
    log.warn('nonces niet opgeruimd', foutVelden(fout));
  }
}
