import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { AansluitingId, VolgordeModus } from '../../../src/bericht/aansluiting.ts';
import type { PartijCode } from '../../../src/bericht/partij.ts';
import type { TraceerId } from '../../../src/bericht/traceer-id.ts';
import type { Afhandeling, BerichtStore, Kijker, NieuwBericht, Nonce } from '../../../src/store/port.ts';
import type { ProefStore } from '../bericht-store/proef-store.ts';
import * as v from '../bericht-store/voorbeeld.ts';
import { Model, type ModelBericht, type ModelOutboxRij } from './model.ts';
import { rond, speelAf, type Spel } from './spel.ts';
import type { Stap } from './stappen.ts';

/** What a store can do beside its port, where it can: the steps of that name are played only then. */
export interface ModelMogelijkheden<S extends BerichtStore> {
  /** A person offers a message again by its own route. @returns false when its status does not allow it. */
  readonly herlever?: (store: S, bericht: NieuwBericht, nu: Date) => Promise<boolean>;
  /** A person pauses an aansluiting, or lets it go on. */
  readonly pauzeer?: (store: S, aansluiting: AansluitingId, aan: boolean, nu: Date) => Promise<void>;
}

/** A row of the outbox that was claimed, as both know it. */
interface GeclaimdeRij {
  readonly outboxId: number;
  readonly model: ModelOutboxRij;
}

/** The operator in the events of what a person does. */
export const BEHEERDER = 'hubbeheer' as AansluitingId;

const DERDE_GEMEENTE = '0599' as PartijCode;
const ONTVANGERS = [v.ONTVANGER, v.ANDERE_ONTVANGER] as const;
const PARTIJEN = [v.GEMEENTE, v.TWEEDE_GEMEENTE, DERDE_GEMEENTE] as const;
const INDIENERS = [v.INDIENER, v.ANDERE_INDIENER] as const;
const PERSONEN = ['p', 'q', undefined] as const;
const KIJKERS: readonly Kijker[] = [
  { aansluiting: v.INDIENER, partijen: [v.AANBIEDER] },
  { aansluiting: v.ANDERE_INDIENER, partijen: [] },
  { aansluiting: v.ONTVANGER, partijen: [v.GEMEENTE, v.TWEEDE_GEMEENTE] },
  { aansluiting: v.ANDERE_ONTVANGER, partijen: [] },
];

/** Plays a row of steps on a fresh store and on the model, and compares the two after every step. */
export async function speel<S extends BerichtStore>(
  proef: ProefStore<S>,
  stappen: readonly Stap[],
  volgorde: VolgordeModus,
  mogelijkheden: ModelMogelijkheden<S>,
): Promise<void> {
  await speelAf(createSpel(proef, volgorde, mogelijkheden), stappen);
}

function createSpel<S extends BerichtStore>(
  proef: ProefStore<S>,
  volgorde: VolgordeModus,
  mogelijkheden: ModelMogelijkheden<S>,
): Spel<Stap> {
  const model = new Model();
  let store = proef.store;
  let nu = v.T0;
  const verstuurd: NieuwBericht[] = [];
  const nonces: Nonce[] = [];
  const geclaimd: GeclaimdeRij[] = [];
  const nummers = new Map<string, number>();

  function nonceVoor(oude: number | undefined): Nonce {
    const nonce = (oude === undefined ? undefined : rond(nonces, oude)) ?? v.nonce(v.na(1e6));
    nonces.push(nonce);
    return nonce;
  }

  async function registreer(b: NieuwBericht): Promise<void> {
    const hoogste = Math.max(0, ...nummers.values());
    const verwacht = model.registreer(b);

    const uitkomst = await store.registreer(b);

    verstuurd.push(b);
    expect(uitkomst.soort).to.equal(verwacht.soort);
    if (uitkomst.soort === 'botsing') expect(uitkomst.code).to.equal(verwacht.code);
    if (uitkomst.soort === 'nieuw') {
      expect(uitkomst.volgnummer).to.be.above(hoogste);
      nummers.set(uitkomst.traceerId, uitkomst.volgnummer);
    }
    if (uitkomst.soort === 'herhaald')
      expect(uitkomst).to.deep.include({
        traceerId: verwacht.bericht?.traceerId,
        status: verwacht.bericht?.status,
        conversatieId: verwacht.bericht?.verzoek.conversatieId,
        ontvangenOp: verwacht.bericht?.verzoek.ontvangenOp,
      });
  }

  function berichtVan(stap: Extract<Stap, { doe: 'registreer' }>): NieuwBericht {
    const { verdict, identificatie, tekst, retour, persoon, aan, indiener, onder, nonce } = stap;
    const vorige = onder === undefined ? undefined : rond(model.berichten, onder);
    const aanPartij = PARTIJEN[aan] ?? v.GEMEENTE;
    const maak = { geaccepteerd: v.bericht, afgekeurd: v.afgekeurd, niet_beoordeeld: v.nietBeoordeeld }[verdict];
    const persoonId = PERSONEN[persoon];
    return maak({
      identificatie: `I${identificatie}`,
      tekst: `tekst ${tekst}`,
      bytes: 1_000 * (1 + tekst),
      ...(retour ? { soort: 'WMO306', retour: 'R1' } : {}),
      ...(persoonId === undefined ? {} : { persoon: persoonId }),
      ...(identificatie === 5 ? { van: v.TWEEDE_AANBIEDER } : {}),
      aan: aanPartij,
      aansluiting: aanPartij === DERDE_GEMEENTE ? v.ANDERE_ONTVANGER : v.ONTVANGER,
      indiener: INDIENERS[indiener] ?? v.INDIENER,
      ...(vorige === undefined ? {} : { gekozen: vorige.traceerId as TraceerId }),
      op: nu,
      over: { nonce: nonceVoor(nonce) },
    });
  }

  async function claim(max: number, maxPerAansluiting: number, overslaan: readonly AansluitingId[]) {
    const vraag = { max, maxPerAansluiting, overslaan, nu, tot: new Date(nu.getTime() + 30_000) };
    const verwacht = model.claim({ ...vraag, nu: vraag.nu.getTime(), tot: vraag.tot.getTime() });

    const rijen = await store.claimOutbox(vraag);

    expect(rijen.map(({ traceerId, herlevering }) => ({ traceerId, herlevering }))).to.deep.equal(
      verwacht.map(({ bericht, herlevering }) => ({ traceerId: bericht.traceerId, herlevering })),
    );
    const nieuw = verwacht.map((model, i) => ({ outboxId: rijen[i]!.outboxId, model }));
    geclaimd.push(...nieuw);
    return nieuw;
  }

  async function publiceer(rijen: readonly GeclaimdeRij[]) {
    for (const rij of rijen) model.publiceer(rij.model, nu.getTime());
    await store.markeerGepubliceerd(
      rijen.map(({ outboxId }) => outboxId),
      nu,
    );
  }

  async function lease(stap: Extract<Stap, { doe: 'lease' }>): Promise<void> {
    const aansluiting = ONTVANGERS[stap.aansluiting] ?? v.ONTVANGER;
    const partij = stap.partij === undefined ? undefined : PARTIJEN[stap.partij];
    const leveringIds = Array.from({ length: stap.max }, () => randomUUID());
    const nonce = nonceVoor(stap.nonce);
    const tot = new Date(nu.getTime() + stap.seconden * 1000);
    const keuze = { aansluiting, volgorde, max: stap.max, maxBytes: stap.krap ? 3_000 : 1e6, leveringIds };
    const verwacht = model.onthoud(nonce.sleutel)
      ? model.lease({ ...keuze, partij, nu: nu.getTime(), tot: tot.getTime() })
      : undefined;

    const leveringen = await store.lease({
      ...v.leaseVraag({ ...keuze, leaseMs: stap.seconden * 1000, nu, nonce }),
      ...(partij === undefined ? {} : { partij }),
    });

    if (verwacht === undefined) expect(leveringen).to.equal('nonce_bekend');
    else
      expect(
        leveringen === 'nonce_bekend'
          ? leveringen
          : leveringen.map((een) => ({
              leveringId: een.leveringId,
              traceerId: een.traceerId,
              poging: een.poging,
              herlevering: een.herlevering,
              verlooptOp: een.verlooptOp,
              volgnummer: een.volgnummer,
              inhoud: Buffer.from(een.inhoud.inhoud).toString(),
            })),
      ).to.deep.equal(
        verwacht.map((b, i) => ({
          leveringId: leveringIds[i],
          traceerId: b.traceerId,
          poging: b.poging,
          herlevering: b.herlevering,
          verlooptOp: tot,
          volgnummer: nummers.get(b.traceerId),
          inhoud: Buffer.from(b.verzoek.inhoud?.inhoud ?? []).toString(),
        })),
      );
  }

  async function handelAf({ aanbod, soort, code, vreemd }: Extract<Stap, { doe: 'handelAf' }>): Promise<void> {
    const een = rond(model.aanbiedingen, aanbod);
    if (een === undefined) return;
    const eigen = een.aansluiting;
    const ander = eigen === v.ONTVANGER ? v.ANDERE_ONTVANGER : v.ONTVANGER;
    const afhandeling: Afhandeling =
      soort === 'weigeren' ? { soort, code: ['StUF055', 'StUF046'][code] ?? '', omschrijving: 'past niet' } : { soort };
    const aansluiting = vreemd ? ander : eigen;
    const vraag = { aansluiting, leveringId: een.leveringId, afhandeling };
    const verwacht = model.handelAf({ ...vraag, nu: nu.getTime() });

    const uitkomst = await store.handelAf({ ...vraag, nu });

    expect(uitkomst).to.deep.equal(verwacht);
    // whether it puts other leases back that ran out is for the store to say: now both have
    model.verloop(nu.getTime());
    await store.verloopLeases(nu);
  }

  async function beheer(stap: Extract<Stap, { doe: 'herlever' | 'pauzeer' }>): Promise<void> {
    if (stap.doe === 'pauzeer') {
      const aansluiting = ONTVANGERS[stap.aansluiting] ?? v.ONTVANGER;
      if (stap.aan) model.gepauzeerd.add(aansluiting);
      else model.gepauzeerd.delete(aansluiting);
      await mogelijkheden.pauzeer?.(store, aansluiting, stap.aan, nu);
      return;
    }
    // first those that may be: most others are still on their way
    const klaar = model.berichten.filter(({ status }) => status === 'bezorgd' || status === 'onbestelbaar');
    const b = rond([...klaar, ...model.berichten], stap.bericht);
    if (b === undefined) return;
    const verwacht = model.herlever(b.traceerId, nu.getTime(), BEHEERDER);
    expect(await mogelijkheden.herlever?.(store, b.verzoek, nu)).to.equal(verwacht);
  }

  async function doe(stap: Stap): Promise<void> {
    switch (stap.doe) {
      case 'registreer':
        return registreer(berichtVan(stap));
      case 'herhaal': {
        const eerder = rond(verstuurd, stap.bericht);
        if (eerder === undefined) return;
        // an id of the hub's own making is a new one in each request
        const traceerId = eerder.traceerIdGekozen ? eerder.traceerId : v.nieuweTraceerId();
        return registreer({ ...eerder, traceerId, ontvangenOp: nu, nonce: nonceVoor(undefined) });
      }
      case 'claim': {
        const overslaan = stap.sla === undefined ? [] : [ONTVANGERS[stap.sla] ?? v.ONTVANGER];
        await claim(stap.max, stap.perAansluiting, overslaan);
        return;
      }
      case 'publiceer': {
        // first those that are still there; a mark that comes twice is to do no harm
        const open = geclaimd.filter((een) => model.inOutbox(een.model));
        const rij = rond([...open, ...geclaimd], stap.rij);
        return rij === undefined ? undefined : publiceer([rij]);
      }
      case 'geefTerug': {
        const rij = rond(geclaimd, stap.rij);
        if (rij === undefined) return;
        model.geefTerug(rij.model, stap.misschien);
        return store.geefOutboxTerug([rij.outboxId], stap.misschien ? [rij.outboxId] : []);
      }
      case 'zetKlaar':
        return publiceer(await claim(100, 100, []));
      case 'lease':
        return lease(stap);
      case 'handelAf':
        return handelAf(stap);
      case 'verloop': {
        const verwacht = model.verloop(nu.getTime());
        expect([...(await store.verloopLeases(nu))].sort()).to.deep.equal(verwacht);
        return;
      }
      case 'onbestelbaar': {
        // first those that came back: what an offer of before then still does is what is hard
        const terug = model.berichten.filter(({ status, poging }) => status === 'in_wachtrij' && poging > 0);
        const b = rond([...terug, ...model.berichten], stap.bericht);
        if (b === undefined) return;
        const verwacht = model.onbestelbaar(b.traceerId, stap.reden, nu.getTime());
        expect(await store.markeerOnbestelbaar(b.traceerId as TraceerId, stap.reden, nu)).to.equal(verwacht);
        return;
      }
      case 'klok':
        nu = new Date(nu.getTime() + stap.seconden * 1000);
        return;
      case 'herstart':
        model.herstart();
        store = await proef.heropen();
        return vergelijkAlles();
      case 'herlever':
      case 'pauzeer':
        return beheer(stap);
    }
  }

  /** Every message, and what the store counts. */
  async function vergelijk(): Promise<void> {
    const standen = await Promise.all(model.berichten.map((b) => store.zoekBericht(b.traceerId as TraceerId)));
    expect(
      standen.map((stand) => ({
        traceerId: stand?.traceerId,
        status: stand?.status,
        reden: stand?.deadLetterReden,
        poging: stand?.poging,
        herlevering: stand?.herlevering,
        code: stand?.code,
        conversatieId: stand?.conversatieId,
      })),
    ).to.deep.equal(
      model.berichten.map((b) => ({
        traceerId: b.traceerId,
        status: b.status,
        reden: b.reden,
        poging: b.poging,
        herlevering: b.herlevering,
        code: b.code,
        conversatieId: b.verzoek.conversatieId,
      })),
    );
    const { outboxRijen, wachtend, openLeases } = await store.stand();
    const tel = (van: AansluitingId): number =>
      model.berichten.filter((b) => b.status === 'in_wachtrij' && b.aansluiting === van).length;
    expect({
      outboxRijen,
      openLeases,
      wachtend: ONTVANGERS.map((van) => wachtend.get(van)?.aantal ?? 0),
    }).to.deep.equal({
      outboxRijen: model.berichten.reduce((som, { outbox }) => som + outbox.length, 0),
      openLeases: model.berichten.filter(({ uit }) => uit !== undefined).length,
      wachtend: ONTVANGERS.map(tel),
    });
  }

  /** Also all events, the contents, and what each sees in his lists. */
  async function vergelijkAlles(): Promise<void> {
    await vergelijk();
    for (const b of model.berichten) await vergelijkSpoor(b);
    for (const kijker of KIJKERS) await vergelijkLijsten(kijker);
    const feiten = await store.feitenNa(0, 1000);
    const geaccepteerd = opNummer(model.berichten.filter(({ verzoek }) => verzoek.verdict === 'geaccepteerd'));
    expect(feiten.map(({ traceerId }) => traceerId)).to.deep.equal(geaccepteerd.map(({ traceerId }) => traceerId));
  }

  const opNummer = (berichten: readonly ModelBericht[]): ModelBericht[] =>
    berichten.toSorted((een, ander) => een.plaats - ander.plaats);

  async function vergelijkSpoor(b: ModelBericht): Promise<void> {
    const id = b.traceerId as TraceerId;
    const rijen = await store.gebeurtenissenVan(id);
    expect(
      rijen.map(({ gebeurtenis, status, actor, moment, code, poging }) => ({
        gebeurtenis,
        status,
        actor,
        moment: moment.getTime(),
        code,
        poging: gebeurtenis === 'aangeboden' ? poging : undefined,
      })),
    ).to.deep.equal(
      b.gebeurtenissen.map(({ gebeurtenis, status, actor, moment, code, poging }) => ({
        gebeurtenis,
        status,
        actor,
        moment,
        code,
        poging,
      })),
    );
    const inhoud = await store.inhoudVan(id);
    expect(Buffer.from(inhoud?.inhoud ?? [])).to.deep.equal(Buffer.from(b.verzoek.inhoud?.inhoud ?? []));
  }

  async function vergelijkLijsten(kijker: Kijker): Promise<void> {
    const ziet = (zicht: ModelBericht['zicht']): boolean =>
      zicht?.aansluitingen.includes(kijker.aansluiting) === true ||
      zicht?.partijen.some((partij) => kijker.partijen.includes(partij as PartijCode)) === true;
    const lijst = await store.lijst({ kijker, max: 100 });
    const verwacht = opNummer(model.berichten.filter(({ zicht }) => ziet(zicht)));
    expect(lijst.map(({ traceerId }) => traceerId)).to.deep.equal(
      verwacht.map(({ traceerId }) => traceerId).toReversed(),
    );

    const rijen = await store.gebeurtenissenNa({ kijker, na: 0, max: 1000 });
    expect(rijen.map(({ volgnummer }) => volgnummer)).to.deep.equal(
      rijen.map(({ volgnummer }) => volgnummer).toSorted((een, ander) => een - ander),
    );
    for (const b of model.berichten)
      expect(
        rijen.filter(({ traceerId }) => traceerId === b.traceerId).map(({ gebeurtenis }) => gebeurtenis),
      ).to.deep.equal(b.gebeurtenissen.filter(({ zicht }) => ziet(zicht)).map(({ gebeurtenis }) => gebeurtenis));
  }

  return { doe, vergelijk, sluitAf: vergelijkAlles };
}
