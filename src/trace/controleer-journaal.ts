import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type {
  JournaalBlad,
  JournaalBreuk,
  JournaalKop,
  JournaalLezer,
  JournaalRijMetDetail,
} from '../store/journaal-port.ts';
import { plusMaanden } from '../bericht/bewaartermijn.ts';
import { BEGIN, bladDigest, volgendeKop } from '../store/journaal-blad.ts';
import { isBreukGetekend } from './journaal-breuk.ts';
import { isGetekend, kopRegel } from './journaal-keten.ts';
import type { BestandRegel } from './koppen-bestand.ts';

/** The first place where the journal does not hold. */
export interface JournaalFout {
  /** The event, or the last one under the head. */
  readonly volgnummer: number;
  /** The head, when it is about one. */
  readonly kop?: number;
  readonly soort: 'gewijzigd' | 'ontbreekt' | 'ingevoegd' | 'afgeknipt' | 'kop' | 'bestand' | 'handtekening';
  /** One Dutch sentence; never a value of the event. */
  readonly uitleg: string;
}

/** What a check found. */
export interface JournaalOordeel {
  /** Absent = all that is sealed holds. */
  readonly fout?: JournaalFout;
  readonly koppen: number;
  /** Cuts that a person vouches for, under the hub's signature, in the order of the file. */
  readonly breuken: readonly JournaalBreuk[];
  /** Sealed events that were seen and hold. */
  readonly verzegeld: number;
  /** Sealed events that are gone because their term is over. */
  readonly opgeruimd: number;
  /** Events that no head covers yet. */
  readonly nietVerzegeld: number;
  /** Number of the last sealed event. */
  readonly tot: number;
}

/** A certificate of the hub. */
export interface ZegelCertificaat {
  readonly sleutel: KeyObject;
  readonly van: Date;
  readonly tot: Date;
}

/** How much later than its event a head may be: events are sealed within seconds, and after a night of failures later. */
const SPELING_MS = 86_400_000;

/**
 * Holds events, digests and heads against one another, from the first on, and stops at the first that does not hold. One
 * pass; memory does not grow with the journal.
 */
export function controleerJournaal(vraag: {
  readonly lezer: JournaalLezer;
  /** Reads the lines of the file of heads, from the first on; asked twice. */
  readonly bestand: () => Iterable<BestandRegel>;
  /** Length of the file before the reader was opened: what stands behind it may be newer than what the reader sees. */
  readonly bestandLengte: number;
  readonly certificaten: ReadonlyMap<string, ZegelCertificaat>;
  readonly nu: Date;
  /** Months that events are kept, as configured: what was sealed longer ago may be gone. */
  readonly bewaarMaanden: number;
  /** Called with the number of each event that was checked. */
  readonly stap?: (volgnummer: number) => void;
}): JournaalOordeel {
  const { bestandLengte, bewaarMaanden, certificaten, lezer, nu, stap } = vraag;
  const events = stroom(lezer.gebeurtenissen());
  const bladen = stroom(lezer.bladen());
  const tabel = stroom(lezer.koppen());
  const bestand = stroom(vraag.bestand());
  // per head the last cut after it: an older one is about a database that is no longer there
  const breukNa = new Map<number, JournaalBreuk>();
  for (const { breuk, einde } of vraag.bestand())
    if (breuk !== undefined && einde <= bestandLengte) breukNa.set(breuk.naKop, breuk);
  const breuken: JournaalBreuk[] = [];
  let laatsteNummer = 0;
  const telling = { breuken, koppen: 0, verzegeld: 0, opgeruimd: 0, nietVerzegeld: 0, tot: 0 };
  let keten: Buffer = Buffer.from(BEGIN, 'hex');
  let vorige: JournaalKop | undefined;

  /** Where a cut is: passes over the lines that no longer count, up to its own. Each is the hub's all the same. */
  function slaOver(): JournaalFout | undefined {
    const breuk = breukNa.get(laatsteNummer);
    if (breuk === undefined) return undefined;
    // put back once more, from a backup that has the lost heads: they count again
    if (breuk.totKop !== laatsteNummer && tabel.eerste()?.nummer === laatsteNummer + 1) return undefined;
    let nummer = laatsteNummer;
    for (let regel = bestand.neem(); regel !== undefined; regel = bestand.neem()) {
      const deel = regel.breuk ?? regel.kop;
      const fout = { volgnummer: telling.tot, kop: nummer };
      if (deel === undefined) return { ...fout, soort: 'bestand', uitleg: 'Een regel van het bestand is geen kop.' };
      const sleutel = certificaten.get(deel.vingerafdruk)?.sleutel;
      const getekend =
        sleutel !== undefined && ('naKop' in deel ? isBreukGetekend(deel, sleutel) : isGetekend(deel, sleutel));
      if (!getekend)
        return { ...fout, soort: 'handtekening', uitleg: 'Een regel bij een breuk is niet van het knooppunt.' };
      if (!('naKop' in deel)) {
        if (deel.nummer <= nummer) return { ...fout, soort: 'bestand', uitleg: 'De koppen staan niet op volgorde.' };
        nummer = deel.nummer;
        continue;
      }
      breuken.push(deel);
      if (breukNa.get(deel.naKop)?.handtekening === deel.handtekening) breukNa.delete(deel.naKop);
      if (deel.handtekening !== breuk.handtekening) continue;
      if (deel.totKop < nummer)
        return { ...fout, soort: 'bestand', uitleg: 'Deze breuk laat koppen weg die hij niet noemt.' };
      laatsteNummer = deel.totKop;
      return undefined;
    }
    return undefined;
  }

  function volgende(): { readonly fout: JournaalFout } | { readonly gevonden: JournaalKop } | undefined {
    const bezwaar = slaOver();
    if (bezwaar !== undefined) return { fout: bezwaar };
    const nummer = laatsteNummer + 1;
    const wijs = (soort: JournaalFout['soort'], uitleg: string) => ({
      fout: { volgnummer: telling.tot, kop: nummer, soort, uitleg },
    });
    const inTabel = tabel.eerste();
    const regel = bestand.eerste();
    if (regel !== undefined && regel.kop === undefined)
      return wijs('bestand', `Regel ${nummer} van het bestand met koppen is geen kop.`);
    const inBestand = regel?.kop;
    if (inTabel === undefined && inBestand === undefined) return undefined;
    if (inBestand === undefined) return wijs('bestand', `Kop ${nummer} staat niet in het bestand: het is afgeknipt.`);
    if (inBestand.nummer !== nummer) return wijs('bestand', `Kop ${nummer} ontbreekt in het bestand.`);
    if (inTabel === undefined) {
      // written after the reader was opened: not of this moment
      if ((regel?.einde ?? 0) > bestandLengte) return undefined;
      bestand.neem();
      const meer = bestand.eerste();
      // one head is in the file before it is in the table; two are not
      if (meer !== undefined && meer.einde <= bestandLengte)
        return wijs(
          'kop',
          `Kop ${nummer} en wat daarna komt ontbreken in de database: die is afgeknipt of teruggezet.`,
        );
      return { gevonden: inBestand };
    }
    if (inTabel.nummer !== nummer) return wijs('kop', `Kop ${nummer} ontbreekt in de database.`);
    if (kopRegel(inTabel) !== kopRegel(inBestand))
      return wijs('kop', `Kop ${nummer} is in de database anders dan in het bestand.`);
    tabel.neem();
    bestand.neem();
    return { gevonden: inTabel };
  }

  function toetsKop(kop: JournaalKop): JournaalFout | undefined {
    const fout = { volgnummer: kop.tot, kop: kop.nummer };
    const certificaat = certificaten.get(kop.vingerafdruk);
    if (certificaat === undefined)
      return { ...fout, soort: 'handtekening', uitleg: 'Het certificaat van deze kop is niet dat van het knooppunt.' };
    if (!isGetekend(kop, certificaat.sleutel))
      return { ...fout, soort: 'handtekening', uitleg: 'De handtekening past niet bij deze kop.' };
    const moment = Date.parse(kop.moment);
    if (!(moment >= certificaat.van.getTime() && moment <= certificaat.tot.getTime()))
      return { ...fout, soort: 'handtekening', uitleg: 'Het certificaat was niet geldig op het moment van deze kop.' };
    return kop.vorige === (vorige?.kop ?? BEGIN) && kop.tot > (vorige?.tot ?? 0)
      ? undefined
      : { ...fout, soort: 'kop', uitleg: 'Deze kop volgt niet op de kop ervoor.' };
  }

  /** Takes the digests up to the head's last event, each with its event. */
  function toetsGebeurtenissen(kop: JournaalKop, inTabel: boolean): JournaalFout | undefined {
    // counted forward, as what deletes them does: months back end elsewhere at the end of a month
    const magWeg = (): boolean =>
      plusMaanden(new Date(kop.moment), bewaarMaanden).getTime() <= nu.getTime() + SPELING_MS;
    for (;;) {
      const event = events.eerste();
      const blad = inTabel
        ? bladen.eerste()
        : event === undefined
          ? undefined
          : { ...event, digest: bladDigest(event) };
      const hierEvent = event !== undefined && event.volgnummer <= kop.tot ? event : undefined;
      const hierBlad = blad !== undefined && blad.volgnummer <= kop.tot ? blad : undefined;
      const volgnummer = Math.min(hierEvent?.volgnummer ?? Infinity, hierBlad?.volgnummer ?? Infinity);
      if (hierEvent === undefined && hierBlad === undefined) break;
      if (hierBlad?.volgnummer !== volgnummer)
        return { volgnummer, soort: 'ingevoegd', uitleg: 'Deze gebeurtenis is later ingevoegd.' };
      if (hierEvent?.volgnummer === volgnummer) {
        const wat = toetsGebeurtenis(hierEvent, hierBlad);
        if (wat !== undefined) return { volgnummer, soort: 'gewijzigd', uitleg: wat };
        events.neem();
        telling.verzegeld += 1;
      } else {
        if (!magWeg()) return ontbreekt(volgnummer, event);
        telling.opgeruimd += 1;
      }
      if (inTabel) bladen.neem();
      keten = volgendeKop(keten, volgnummer, hierBlad.digest);
      stap?.(volgnummer);
    }
    if (keten.toString('hex') === kop.kop && telling.verzegeld + telling.opgeruimd === kop.aantal) return undefined;
    return {
      volgnummer: (vorige?.tot ?? 0) + 1,
      kop: kop.nummer,
      soort: 'gewijzigd',
      uitleg: `De gebeurtenissen tot en met ${kop.tot} zijn niet die van kop ${kop.nummer}: er is iets gewijzigd, verwijderd of ingevoegd, ook in de digests.`,
    };
  }

  try {
    for (;;) {
      const inTabel = tabel.eerste() !== undefined;
      const stuk = volgende();
      if (stuk === undefined) break;
      if ('fout' in stuk) return { ...telling, fout: stuk.fout };
      const kop = stuk.gevonden;
      const fout = toetsKop(kop) ?? toetsGebeurtenissen(kop, inTabel);
      if (fout !== undefined) return { ...telling, fout };
      telling.koppen += 1;
      laatsteNummer = kop.nummer;
      telling.tot = kop.tot;
      vorige = kop;
    }
    const wees = bladen.eerste();
    if (wees !== undefined) {
      const uitleg = 'Deze gebeurtenis was verzegeld, maar haar kop is weg uit database en bestand.';
      return { ...telling, fout: { volgnummer: wees.volgnummer, soort: 'kop', uitleg } };
    }
    for (let event = events.neem(); event !== undefined; event = events.neem()) telling.nietVerzegeld += 1;
    return telling;
  } finally {
    // the reader cannot be closed while one of these stands open
    for (const bron of [events, bladen, tabel, bestand]) bron.sluit();
  }
}

function ontbreekt(volgnummer: number, later: JournaalRijMetDetail | undefined): JournaalFout {
  return later === undefined
    ? { volgnummer, soort: 'afgeknipt', uitleg: 'Deze gebeurtenis en alle latere zijn weg.' }
    : { volgnummer, soort: 'ontbreekt', uitleg: 'Deze gebeurtenis is weg.' };
}

function toetsGebeurtenis(rij: JournaalRijMetDetail, blad: JournaalBlad): string | undefined {
  if (!bladDigest(rij).equals(blad.digest)) return 'Deze gebeurtenis is niet meer zoals zij verzegeld is.';
  // deleted detail leaves its digest; detail that is there must be that of the digest
  if (rij.detail === null) return undefined;
  const digest = createHash('sha256')
    .update(rij.detailZout ?? '')
    .update(rij.detail)
    .digest();
  return rij.detailDigest !== null && digest.equals(rij.detailDigest)
    ? undefined
    : 'Het detail van deze gebeurtenis past niet bij zijn digest.';
}

interface Stroom<T> {
  /** The first that was not taken. */
  eerste(): T | undefined;
  neem(): T | undefined;
  sluit(): void;
}

function stroom<T>(bron: Iterable<T>): Stroom<T> {
  const lees = bron[Symbol.iterator]();
  let klaar: { readonly waarde: T | undefined } | undefined;
  const eerste = (): T | undefined => {
    if (klaar === undefined) {
      const stap = lees.next();
      klaar = { waarde: stap.done === true ? undefined : stap.value };
    }
    return klaar.waarde;
  };
  return {
    eerste,
    sluit: () => void lees.return?.(),
    neem() {
      const waarde = eerste();
      if (waarde !== undefined) klaar = undefined;
      return waarde;
    },
  };
}
