import { statfs } from 'node:fs/promises';
import { createAlarmen } from './alarm/alarmen.ts';
import type { AlarmRegister } from './alarm/alarmen.ts';
import { createBewaking } from './alarm/bewaking.ts';
import { createAlarmWebhook } from './alarm/webhook.ts';
import type { Tafelbron } from './compose-tafels.ts';
import type { Config } from './config/port.ts';
import type { Postbus } from './deliver/postbus.ts';
import { certificaatWaarschuwingen } from './keys/certificaat-waarschuwingen.ts';
import type { HubSleutels } from './keys/port.ts';
import type { PrometheusMetrieken } from './observe/metrics.ts';
import type { Alarmen, Ids, Klok, Klokwacht, Logger } from './observe/port.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import type { Uitslag } from './pipeline/port.ts';
import { createOndertekenaar } from './signature/ondertekenaar.ts';
import type { AlarmOpslag } from './store/alarm-port.ts';
import type { BeheerOpslag } from './store/beheer-port.ts';
import type { BerichtStore } from './store/port.ts';

/** The alarms of a hub, with what counts for them on the way of a message. */
export interface HubAlarmen {
  readonly alarmen: AlarmRegister;
  readonly klokwacht: Klokwacht;
  /** Looks at all sources once; for the start and for tests. */
  kijk(): Promise<void>;
  /** The same pipeline; counts refusals per connection, and raises what was not judged. */
  bijPipeline(pipeline: Pipeline): Pipeline;
  /** The same mailboxes; counts refusals by receivers. */
  bijPostbus(postbus: Postbus): Postbus;
  /** Stops watching, writes what is left, gives up what the webhook holds. Idempotent. */
  close(): Promise<void>;
}

/** What the alarms are made of. */
export interface AlarmComposeDelen {
  readonly config: Config;
  readonly store: BerichtStore & { readonly alarmen: AlarmOpslag; readonly beheer: BeheerOpslag };
  readonly tafelbron: Tafelbron;
  readonly hubSleutels: HubSleutels;
  readonly metrieken: PrometheusMetrieken;
  readonly klok: Klok;
  readonly ids: Ids;
  readonly log: Logger;
  /** Makes the watch of the clock, which raises its own alarm at once; the rounds see that it closes. */
  readonly klokwacht: (alarmen: Alarmen) => Klokwacht;
}

/** Faults of ours: they say nothing about the connection that met them. */
const VAN_ONS: ReadonlySet<string> = new Set(['NIET_BEOORDEELD', 'STORE', 'INTERN']);

/** Builds register, webhook and watch; the caller closes them before the store. */
export async function openAlarmen(delen: AlarmComposeDelen): Promise<HubAlarmen> {
  const { config, store, tafelbron, hubSleutels, metrieken, klok, ids, log } = delen;
  const { es256, ps256 } = hubSleutels;
  const webhook =
    config.alarmWebhook === undefined
      ? undefined
      : createAlarmWebhook({
          url: new URL(config.alarmWebhook.url),
          bron: config.alarmWebhook.bron ?? config.publiekeUrls[0] ?? 'urn:knooppunt',
          ondertekenaar: createOndertekenaar(es256.sleutel, es256.certificaatDer),
          klok,
          ids,
          log,
        });
  const alarmen = await createAlarmen({
    opslag: store.alarmen,
    klok,
    ids,
    log,
    opAantal: (code, aantal) => {
      metrieken.alarmenOpen(code, aantal);
    },
    opWissel: (rij) => webhook?.stuur(rij),
  });
  const klokwacht = delen.klokwacht(alarmen);
  const bewaking = createBewaking({
    alarmen,
    store,
    beheer: store.beheer,
    klok,
    log,
    wachtLangMinuten: config.alarmen.wachtLangMinuten,
    schijf: () => statfs(config.dataMap),
    certificaten: (nu) => {
      const { wortels, tussen, crls } = tafelbron.bronnen();
      const cas = [...wortels, ...tussen].map(({ vingerafdruk, totMs }) => ({ vingerafdruk, tot: new Date(totMs) }));
      const hub = [es256, ps256].map(({ vingerafdruk, geldigTot }) => ({ vingerafdruk, tot: geldigTot }));
      return {
        eigen: [...hub, ...cas],
        partijen: certificaatWaarschuwingen(tafelbron.certificaten.certificaten(nu), nu),
        lijsten: crls,
      };
    },
    tabellenFout: () => tafelbron.aantalFouten() > 0 || tafelbron.certificaatGebrek() !== undefined,
    klokwacht,
  });

  return {
    alarmen,
    klokwacht,
    kijk: () => bewaking.kijk(),
    bijPipeline: (pipeline) => ({
      async verwerk(aanbod, opsteller) {
        let laatste: Uitslag | undefined;
        const opgesteld = await pipeline.verwerk(aanbod, (uitslag) => {
          // asked again when the registration decides otherwise: the last one is what the sender hears
          laatste = uitslag;
          return opsteller(uitslag);
        });
        const code = laatste?.soort === 'geweigerd' ? laatste.code : undefined;
        if (code === 'NIET_BEOORDEELD') bewaking.nietBeoordeeld();
        if (code === undefined || !VAN_ONS.has(code)) bewaking.tel(aanbod.verzoek.aansluiting.id, code !== undefined);
        return opgesteld;
      },
      controleer: (inhoud, verzoek) => pipeline.controleer(inhoud, verzoek),
    }),
    bijPostbus: (postbus) => ({
      haalOp: (vraag) => postbus.haalOp(vraag),
      async handelAf(vraag) {
        const uitkomst = await postbus.handelAf(vraag);
        const { soort } = vraag.afhandeling;
        if (uitkomst.httpStatus === 204 && soort !== 'teruggeven')
          bewaking.tel(vraag.aansluiting.id, soort === 'weigeren');
        return uitkomst;
      },
      close: () => postbus.close(),
    }),
    async close() {
      await bewaking.close();
      await alarmen.close();
      await webhook?.close();
    },
  };
}
