import { eindeVanOndersteuning, feitenVerlopen, plusMaanden, type Bewaartermijnen } from '../bericht/bewaartermijn.ts';
import type { Feiten } from '../bericht/feiten.ts';
import type { BewaarFeit, BewaarOpslag } from '../store/bewaar-port.ts';

/** What the check found. */
export interface BewaarRapport {
  readonly berichten: number;
  /** What is past its term and still there. */
  readonly teOud: number;
  /** What is gone though its term is not over. */
  readonly teVroegWeg: number;
  /** The first of them: number of the judging event, and what. */
  readonly voorbeelden: readonly { readonly volgnummer: number; readonly wat: string }[];
}

/** Rounds come every few minutes; what is this much past its term should have been gone. */
const SPELING_MS = 3_600_000;
const PER_KEER = 500;
const MAX_VOORBEELDEN = 20;
const UUR_MS = 3_600_000;

/**
 * Goes through all messages that were ever judged, and holds what is there against the terms. It reads what happened and
 * what is left, and knows nothing of cursors and batches, so that a fault in those shows here.
 */
export async function controleerBewaren(
  opslag: Pick<BewaarOpslag, 'feitenVoorControle'>,
  termijnen: Bewaartermijnen,
  nu: Date,
): Promise<BewaarRapport> {
  const tel = { berichten: 0, teOud: 0, teVroegWeg: 0 };
  const voorbeelden: { volgnummer: number; wat: string }[] = [];
  for (let na = 0; ;) {
    const feiten = await opslag.feitenVoorControle(na, PER_KEER);
    for (const feit of feiten) {
      tel.berichten += 1;
      for (const { soort, wat } of beoordeel(feit, termijnen, nu)) {
        tel[soort] += 1;
        if (voorbeelden.length < MAX_VOORBEELDEN) voorbeelden.push({ volgnummer: feit.volgnummer, wat });
      }
    }
    const laatste = feiten.at(-1);
    if (laatste === undefined) return { ...tel, voorbeelden };
    na = laatste.volgnummer;
  }
}

interface Afwijking {
  readonly soort: 'teOud' | 'teVroegWeg';
  readonly wat: string;
}

/** When the payload of a message has to be gone, and from when it may be. */
function inhoudTot(feit: BewaarFeit, t: Bewaartermijnen): Date {
  const uiterlijk = plusMaanden(feit.oordeelOp, t.inhoudUiterlijkMaanden);
  const na = (moment: Date, uren: number): Date => new Date(moment.getTime() + uren * UUR_MS);
  const eerder =
    feit.status === 'bezorgd' && feit.bevestigdOp !== undefined
      ? na(feit.bevestigdOp, t.inhoudBevestigdUren)
      : feit.status === 'geweigerd' && feit.geweigerdOp !== undefined
        ? na(feit.geweigerdOp, t.inhoudGeweigerdDagen * 24)
        : feit.oordeel === 'geaccepteerd'
          ? uiterlijk
          : na(feit.oordeelOp, t.inhoudGeweigerdDagen * 24);
  return eerder < uiterlijk || feit.oordeel !== 'geaccepteerd' ? eerder : uiterlijk;
}

/** Holds one message against the terms. An offer under way is allowed to be late. */
export function beoordeel(feit: BewaarFeit, t: Bewaartermijnen, nu: Date): readonly Afwijking[] {
  const uit: Afwijking[] = [];
  const laat = new Date(nu.getTime() - SPELING_MS);
  const toets = (wat: string, er: boolean, weg: boolean, tot: Date): void => {
    if (er && tot < laat && feit.status !== 'aangeboden') uit.push({ soort: 'teOud', wat });
    if (weg && tot > nu) uit.push({ soort: 'teVroegWeg', wat });
  };
  const metagegevens = plusMaanden(feit.oordeelOp, t.metagegevensMaanden);
  toets('metagegevens', feit.bericht, !feit.bericht, metagegevens);
  // only an accepted message is sure to have had a payload and feiten
  const geaccepteerd = feit.oordeel === 'geaccepteerd';
  const opnieuw = feit.bericht && geaccepteerd && !['bezorgd', 'geweigerd'].includes(feit.status) && feit.bevestigdOp;
  // offered again after an acknowledgement: the payload may have gone before
  toets('inhoud', feit.inhoud, feit.bericht && geaccepteerd && !opnieuw && !feit.inhoud, inhoudTot(feit, t));
  if (!geaccepteerd)
    toets(
      'bevindingen',
      feit.bevindingen,
      feit.hadBevindingen && !feit.bevindingen,
      plusMaanden(feit.oordeelOp, t.bevindingenMaanden),
    );
  if (!feit.bericht)
    toets('grafsteen', false, !feit.grafsteen, plusMaanden(feit.oordeelOp, t.metagegevensMaanden + t.grafsteenMaanden));
  if (feit.feiten !== undefined) {
    const einde = eindeVanOndersteuning(JSON.parse(feit.feiten) as Feiten, feit.oordeelOp);
    if (einde !== undefined && feitenVerlopen(einde, laat, t)) uit.push({ soort: 'teOud', wat: 'feiten' });
  } else if (geaccepteerd && plusMaanden(feit.oordeelOp, t.feitenMaanden) > nu) {
    uit.push({ soort: 'teVroegWeg', wat: 'feiten' });
  }
  return uit;
}
