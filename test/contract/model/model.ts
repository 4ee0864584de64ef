import type { AansluitingId, VolgordeModus } from '../../../src/bericht/aansluiting.ts';
import type { PartijCode } from '../../../src/bericht/partij.ts';
import type { DeadLetterReden, Gebeurtenis, Status } from '../../../src/bericht/status.ts';
import type { Afhandeling, NieuwBericht } from '../../../src/store/port.ts';
import { TABEL, type Kolom } from '../bericht-store/afhandeling.ts';

/** An event as the model expects it. */
export interface ModelGebeurtenis {
  readonly gebeurtenis: Gebeurtenis;
  readonly status: Status;
  readonly actor: string;
  readonly moment: number;
  readonly code: string | undefined;
  readonly poging: number | undefined;
  readonly zicht: Zicht;
}

/** Who sees a message or an event; `undefined` = nobody but operators. */
type Zicht = { readonly aansluitingen: readonly string[]; readonly partijen: readonly string[] } | undefined;

/** A message as the model keeps it. */
export interface ModelBericht {
  readonly traceerId: string;
  readonly verzoek: NieuwBericht;
  readonly aansluiting: AansluitingId | undefined;
  readonly partij: PartijCode | undefined;
  readonly keten: string;
  readonly sleutel: string | undefined;
  readonly zicht: Zicht;
  /** Its place in the order of acceptance. */
  readonly plaats: number;
  readonly gebeurtenissen: ModelGebeurtenis[];
  status: Status;
  reden: DeadLetterReden | undefined;
  code: string | undefined;
  poging: number;
  herlevering: boolean;
  /** The offer that is out now. */
  uit: ModelAanbod | undefined;
  /** Its rows in the outbox: one of its acceptance, and one of each time that a person offered it again. */
  readonly outbox: ModelOutboxRij[];
}

/** A row of the outbox. */
export interface ModelOutboxRij {
  readonly bericht: ModelBericht;
  claimTot: number | undefined;
  herlevering: boolean;
}

/** One offer that was made. */
export interface ModelAanbod {
  readonly leveringId: string;
  readonly traceerId: string;
  readonly aansluiting: AansluitingId;
  readonly verlooptOp: number;
  bevestigd: boolean;
}

/** Which reasons take a message that is not in its mailbox yet: those that say nothing of a receiver's attempts. */
const ZONDER_POGING: readonly DeadLetterReden[] = [
  'geen_route_meer',
  'niet_routeerbaar_op_broker',
  'te_groot_voor_ontvanger',
  'inhoud_verlopen',
];

const GEBEURTENIS: Readonly<Record<DeadLetterReden, Gebeurtenis>> = {
  pogingen_op: 'pogingen_op',
  geweigerd_technisch: 'pogingen_op',
  geen_route_meer: 'geen_route_meer',
  te_groot_voor_ontvanger: 'geen_route_meer',
  niet_routeerbaar_op_broker: 'geen_route_meer',
  inhoud_verlopen: 'inhoud_verlopen',
};

const STATUS_NA_OORDEEL = {
  geaccepteerd: 'ontvangen',
  afgekeurd: 'afgekeurd',
  niet_beoordeeld: 'niet_beoordeeld',
} as const;

const TE_VERVANGEN: readonly Status[] = ['afgekeurd', 'niet_beoordeeld'];

/** What the model says of a registration: the outcome, and of which message. */
export interface Verwacht {
  readonly soort: 'nieuw' | 'herhaald' | 'botsing' | 'nonce_bekend';
  readonly code?: 'BRS20' | 'BRS114';
  readonly bericht?: ModelBericht;
}

/**
 * What a store has to do, in lists and loops: the table of statuses, the table of settling and the three modes of order,
 * without anything that makes a store fast, durable or safe for many at once.
 */
export class Model {
  readonly berichten: ModelBericht[] = [];
  readonly aanbiedingen: ModelAanbod[] = [];
  readonly nonces = new Set<string>();
  readonly gepauzeerd = new Set<AansluitingId>();
  /** The outbox in its own order: what was offered again stands behind what waited already. */
  readonly #outbox: ModelOutboxRij[] = [];
  #plaatsen = 0;

  registreer(b: NieuwBericht): Verwacht {
    if (!this.onthoud(b.nonce.sleutel)) return { soort: 'nonce_bekend' };
    const sleutel = sleutelVan(b);
    const eerder = this.berichten.find((een) => een.sleutel !== undefined && een.sleutel === sleutel);
    const onderId = b.traceerIdGekozen ? this.berichten.find((een) => een.traceerId === b.traceerId) : undefined;
    if (eerder !== undefined && isZelfde(eerder.verzoek, b)) {
      if (onderId !== undefined && onderId !== eerder) return this.#bots(onderId, b, 'BRS114');
      return this.#herhaal(eerder, b);
    }
    if (eerder !== undefined && b.verdict === 'geaccepteerd') return this.#bots(eerder, b, 'BRS20');
    if (onderId !== undefined) {
      const eigen = onderId.verzoek.indiener.aansluiting === b.indiener.aansluiting;
      const vrij = TE_VERVANGEN.includes(onderId.status);
      if (eigen && !vrij && b.verdict === 'niet_beoordeeld' && isZelfde(onderId.verzoek, b))
        return this.#herhaal(onderId, b);
      if (!eigen || !vrij) return this.#bots(onderId, b, 'BRS114');
    }
    return { soort: 'nieuw', bericht: this.#neemOp(b, sleutel, onderId) };
  }

  #neemOp(b: NieuwBericht, sleutel: string | undefined, vorige: ModelBericht | undefined): ModelBericht {
    const goed = b.verdict === 'geaccepteerd';
    const partijen = goed ? [b.handelendePartij, b.route?.ontvangendePartij] : [b.handelendePartij];
    const aansluitingen = goed ? [b.indiener.aansluiting, b.route?.aansluiting] : [b.indiener.aansluiting];
    const nieuw: ModelBericht = {
      traceerId: b.traceerId,
      verzoek: b,
      aansluiting: goed ? b.route?.aansluiting : undefined,
      partij: goed ? b.route?.ontvangendePartij : undefined,
      keten: [b.handelendePartij, b.route?.ontvangendePartij, b.feiten?.persoon].join(),
      sleutel: goed ? sleutel : undefined,
      zicht: { aansluitingen: aansluitingen.filter(isGegeven), partijen: partijen.filter(isGegeven) },
      plaats: (this.#plaatsen += 1),
      gebeurtenissen: vorige?.gebeurtenissen ?? [],
      status: STATUS_NA_OORDEEL[b.verdict],
      reden: undefined,
      code: b.code,
      poging: 0,
      herlevering: false,
      uit: undefined,
      outbox: [],
    };
    if (goed) this.#naarOutbox(nieuw, false);
    if (vorige !== undefined) this.berichten.splice(this.berichten.indexOf(vorige), 1);
    this.berichten.push(nieuw);
    this.#meld(nieuw, b.verdict, b.ontvangenOp.getTime(), b.indiener.aansluiting, { code: b.code });
    return nieuw;
  }

  #herhaal(eerder: ModelBericht, b: NieuwBericht): Verwacht {
    const zicht = { aansluitingen: [b.indiener.aansluiting], partijen: [b.handelendePartij].filter(isGegeven) };
    this.#meld(eerder, 'herhaald', b.ontvangenOp.getTime(), b.indiener.aansluiting, { zicht });
    return { soort: 'herhaald', bericht: eerder };
  }

  /** A stranger to the message leaves no name in its events, and sees none of them. */
  #bots(eerder: ModelBericht, b: NieuwBericht, code: 'BRS20' | 'BRS114'): Verwacht {
    const vreemd = code === 'BRS114' && eerder.verzoek.indiener.aansluiting !== b.indiener.aansluiting;
    const zicht = { aansluitingen: [b.indiener.aansluiting], partijen: [b.handelendePartij].filter(isGegeven) };
    this.#meld(eerder, 'botsing', b.ontvangenOp.getTime(), vreemd ? 'hub' : b.indiener.aansluiting, {
      code,
      zicht: vreemd ? undefined : zicht,
    });
    return { soort: 'botsing', code };
  }

  #naarOutbox(bericht: ModelBericht, herlevering: boolean): void {
    const rij = { bericht, claimTot: undefined, herlevering };
    bericht.outbox.push(rij);
    this.#outbox.push(rij);
  }

  #uitOutbox(weg: (rij: ModelOutboxRij) => boolean): void {
    for (const lijst of [this.#outbox, ...this.berichten.map(({ outbox }) => outbox)])
      lijst.splice(0, lijst.length, ...lijst.filter((rij) => !weg(rij)));
  }

  /** @returns the rows that go, in order, each with its mark. */
  claim(vraag: {
    readonly max: number;
    readonly maxPerAansluiting: number;
    readonly overslaan: readonly AansluitingId[];
    readonly nu: number;
    readonly tot: number;
  }): ModelOutboxRij[] {
    const gekozen: ModelOutboxRij[] = [];
    const perStuk = new Map<string, number>();
    for (const rij of this.#outbox) {
      const { aansluiting } = rij.bericht;
      if (aansluiting === undefined || gekozen.length === vraag.max) continue;
      const vrij = rij.claimTot === undefined || rij.claimTot <= vraag.nu;
      const aantal = perStuk.get(aansluiting) ?? 0;
      const stil = vraag.overslaan.includes(aansluiting) || this.gepauzeerd.has(aansluiting);
      if (!vrij || stil || aantal === vraag.maxPerAansluiting) continue;
      perStuk.set(aansluiting, aantal + 1);
      rij.herlevering ||= rij.claimTot !== undefined;
      rij.claimTot = vraag.tot;
      gekozen.push(rij);
    }
    return gekozen;
  }

  /** A mark that comes twice does nothing, and neither does one on what a person put in the mailbox already. */
  publiceer(rij: ModelOutboxRij, nu: number): void {
    if (!this.#outbox.includes(rij)) return;
    this.#uitOutbox((een) => een === rij);
    if (rij.bericht.status === 'ontvangen') this.#zet(rij.bericht, 'in_wachtrij', 'klaargezet', nu, 'hub');
  }

  geefTerug(rij: ModelOutboxRij, misschien: boolean): void {
    if (!this.#outbox.includes(rij)) return;
    rij.claimTot = undefined;
    rij.herlevering ||= misschien;
  }

  /** Whether it is there still. */
  inOutbox(rij: ModelOutboxRij): boolean {
    return this.#outbox.includes(rij);
  }

  /** @returns whether anything came of it. */
  onbestelbaar(traceerId: string, reden: DeadLetterReden, nu: number): boolean {
    const b = this.vind(traceerId);
    const mag =
      b?.status === 'in_wachtrij' || (b?.status === 'ontvangen' && ZONDER_POGING.includes(reden)) ? b : undefined;
    if (mag === undefined) return false;
    this.#uitOutbox((rij) => rij.bericht === mag);
    mag.reden = reden;
    this.#zet(mag, 'onbestelbaar', GEBEURTENIS[reden], nu, 'hub');
    return true;
  }

  /** @returns the aansluitingen that got something back. */
  verloop(nu: number): string[] {
    const terug = this.berichten.filter((b) => b.uit !== undefined && b.uit.verlooptOp <= nu);
    for (const b of terug) this.#laatVerlopen(b, nu);
    return [...new Set(terug.map((b) => b.aansluiting ?? ''))].sort();
  }

  #laatVerlopen(b: ModelBericht, nu: number): void {
    b.uit = undefined;
    b.herlevering = true;
    this.#zet(b, 'in_wachtrij', 'aanbieding_verlopen', nu, 'hub');
  }

  /** @returns what goes out, in order; each is `aangeboden` from then on. */
  lease(vraag: {
    readonly aansluiting: AansluitingId;
    readonly volgorde: VolgordeModus;
    readonly partij: PartijCode | undefined;
    readonly max: number;
    readonly maxBytes: number;
    readonly nu: number;
    readonly tot: number;
    readonly leveringIds: readonly string[];
  }): ModelBericht[] {
    this.verloop(vraag.nu);
    const gekozen: ModelBericht[] = [];
    if (this.gepauzeerd.has(vraag.aansluiting)) return gekozen;
    let bytes = 0;
    for (const b of this.#magUit(vraag)) {
      const eigen = b.verzoek.inhoud?.bytes ?? 0;
      if (gekozen.length === vraag.max || (gekozen.length > 0 && bytes + eigen > vraag.maxBytes)) break;
      bytes += eigen;
      gekozen.push(b);
    }
    for (const [i, b] of gekozen.entries()) {
      const { traceerId } = b;
      const leveringId = vraag.leveringIds[i] ?? '';
      b.uit = { leveringId, traceerId, aansluiting: vraag.aansluiting, verlooptOp: vraag.tot, bevestigd: false };
      this.aanbiedingen.push(b.uit);
      b.poging += 1;
      this.#zet(b, 'aangeboden', 'aangeboden', vraag.nu, vraag.aansluiting);
    }
    return gekozen;
  }

  /** What the mode lets out, were there no limit to a batch. What is in the outbox holds up what stands behind it. */
  #magUit({
    aansluiting,
    volgorde,
    partij,
  }: {
    readonly aansluiting: AansluitingId;
    readonly volgorde: VolgordeModus;
    readonly partij: PartijCode | undefined;
  }): ModelBericht[] {
    const mijn = this.#opPlaats().filter((b) => b.aansluiting === aansluiting);
    const wachtend = mijn.filter((b) => b.status === 'in_wachtrij');
    const voorMij = (b: ModelBericht): boolean => partij === undefined || b.partij === partij;
    const inOutbox = (b: ModelBericht): boolean => b.outbox.length > 0;
    const houdtOp = (b: ModelBericht): boolean => inOutbox(b) || b.status === 'aangeboden';
    switch (volgorde) {
      case 'soepel':
        return wachtend.filter(voorMij);
      case 'keten':
        return wachtend
          .filter(voorMij)
          .filter((b) => !mijn.some((een) => houdtOp(een) && een.keten === b.keten && een.plaats < b.plaats));
      case 'strikt': {
        if (mijn.some(({ status }) => status === 'aangeboden')) return [];
        const eerste = Math.min(...mijn.filter(inOutbox).map(({ plaats }) => plaats));
        const stop = mijn.findIndex((b) => b.plaats > eerste || (b.status === 'in_wachtrij' && !voorMij(b)));
        return (stop < 0 ? mijn : mijn.slice(0, stop)).filter(({ status }) => status === 'in_wachtrij');
      }
    }
  }

  /** @returns the answer by the table of settling. */
  handelAf(vraag: {
    readonly aansluiting: AansluitingId;
    readonly leveringId: string;
    readonly afhandeling: Afhandeling;
    readonly nu: number;
  }): { readonly httpStatus: number; readonly traceerId?: string; readonly status?: Status } {
    const { aansluiting, afhandeling, nu } = vraag;
    const aanbod = this.aanbiedingen.find((een) => een.leveringId === vraag.leveringId);
    const b = aanbod === undefined ? undefined : this.vind(aanbod.traceerId);
    if (aanbod?.aansluiting !== aansluiting || b === undefined) return { httpStatus: 404 };
    if (b.uit !== undefined && b.uit.verlooptOp <= nu) this.#laatVerlopen(b, nu);
    const kolom = kolomVan(b, aanbod);
    const zelfdeCode = afhandeling.soort === 'weigeren' && afhandeling.code === b.code;
    const httpStatus =
      kolom === 'geweigerd' && afhandeling.soort === 'weigeren' && !zelfdeCode
        ? 409
        : TABEL[afhandeling.soort][kolom][0];
    const [, naar] = TABEL[afhandeling.soort][kolom];
    if (httpStatus === 409) {
      const gebeurtenis = afhandeling.soort === 'bevestigen' ? 'bevestigd' : 'geweigerd';
      const code = afhandeling.soort === 'weigeren' ? afhandeling.code : undefined;
      this.#meld(b, gebeurtenis, nu, aansluiting, { code, zicht: b.zicht });
    } else if (afhandeling.soort === 'bevestigen' && b.status !== 'bezorgd' && !aanbod.bevestigd) {
      aanbod.bevestigd = true;
      b.uit = undefined;
      b.reden = undefined;
      this.#zet(b, 'bezorgd', 'bevestigd', nu, aansluiting);
    } else if (afhandeling.soort === 'weigeren' && kolom !== 'geweigerd') {
      b.uit = undefined;
      b.code = afhandeling.code;
      this.#zet(b, 'geweigerd', 'geweigerd', nu, aansluiting);
    } else if (afhandeling.soort === 'teruggeven' && kolom === 'live') {
      b.uit = undefined;
      b.poging -= 1;
      this.#zet(b, 'in_wachtrij', 'teruggegeven', nu, aansluiting);
    }
    // an acknowledgement of before a new offering by a person stays true, and says nothing of the new one
    return { httpStatus, traceerId: b.traceerId, status: aanbod.bevestigd || kolom === 'geweigerd' ? b.status : naar };
  }

  /** Offered again by a person. @returns whether it may be. */
  herlever(traceerId: string, nu: number, actor: string): boolean {
    const b = this.vind(traceerId);
    if (b?.status !== 'onbestelbaar' && b?.status !== 'bezorgd') return false;
    b.herlevering = true;
    b.poging = 0;
    b.reden = undefined;
    this.#zet(b, 'in_wachtrij', 'opnieuw_aangeboden', nu, actor);
    this.#naarOutbox(b, true);
    return true;
  }

  /** What a former process had claimed may have been published, and is nobody's any more. */
  herstart(): void {
    for (const rij of this.#outbox)
      if (rij.claimTot !== undefined) {
        rij.claimTot = undefined;
        rij.herlevering = true;
      }
  }

  vind(traceerId: string): ModelBericht | undefined {
    return this.berichten.find((b) => b.traceerId === traceerId);
  }

  /** @returns false when the nonce was known. */
  onthoud(nonce: Uint8Array): boolean {
    const tekst = Buffer.from(nonce).toString('hex');
    const nieuw = !this.nonces.has(tekst);
    this.nonces.add(tekst);
    return nieuw;
  }

  #opPlaats(): ModelBericht[] {
    return this.berichten.toSorted((een, ander) => een.plaats - ander.plaats);
  }

  #zet(b: ModelBericht, status: Status, gebeurtenis: Gebeurtenis, nu: number, actor: string): void {
    b.status = status;
    this.#meld(b, gebeurtenis, nu, actor, { code: gebeurtenis === 'geweigerd' ? b.code : undefined });
  }

  #meld(
    b: ModelBericht,
    gebeurtenis: Gebeurtenis,
    moment: number,
    actor: string,
    meer: { readonly code?: string | undefined; readonly zicht?: Zicht },
  ): void {
    b.gebeurtenissen.push({
      gebeurtenis,
      status: b.status,
      actor,
      moment,
      code: meer.code,
      poging: gebeurtenis === 'aangeboden' ? b.poging : undefined,
      zicht: 'zicht' in meer ? meer.zicht : b.zicht,
    });
  }
}

function kolomVan(b: ModelBericht, aanbod: ModelAanbod): Kolom {
  if (aanbod.bevestigd) return 'bevestigd';
  switch (b.status) {
    case 'bezorgd':
      return 'bevestigd';
    case 'geweigerd':
      return 'geweigerd';
    case 'onbestelbaar':
      return 'onbestelbaar';
    case 'aangeboden':
      return b.uit === aanbod ? 'live' : 'opnieuw aangeboden';
    case 'in_wachtrij':
    case 'ontvangen':
    case 'afgekeurd':
    case 'niet_beoordeeld':
      return 'verlopen';
  }
}

/** Two messages with this in common are one: acting party, kind, its number, and of a retour its own number. */
function sleutelVan({ handelendePartij, kop }: NieuwBericht): string | undefined {
  if (handelendePartij === undefined || kop === undefined) return undefined;
  return JSON.stringify([handelendePartij, kop.soort, kop.identificatie, kop.identificatieRetour ?? null]);
}

function isZelfde(een: NieuwBericht, ander: NieuwBericht): boolean {
  return Buffer.from(een.inhoudSha256).equals(ander.inhoudSha256);
}

function isGegeven<T>(waarde: T | undefined): waarde is T {
  return waarde !== undefined;
}
