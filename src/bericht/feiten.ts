import type { BerichtSoort } from './catalogus.ts';

/**
 * The feiten: the few typed facts of a message that later stages need (history rules, chain, overlap, insight). Written
 * in the accept commit; every projection can be rebuilt from them. No BSN and no name: a person is a keyed hash.
 */
export const FEITEN_VERSIE = 1;

/** One hash per purpose (base64url of 16 bytes of HMAC-SHA-256), so that one purpose cannot be joined with another. */
export interface PersoonSleutels {
  readonly sleutelVersie: number;
  readonly trace: string;
  readonly historie: string;
  readonly samenloop: string;
  readonly inzage: string;
}

/** Product as the standard writes it: category, and code where given. */
export interface FeitProduct {
  readonly categorie: string;
  readonly code?: string;
}

/** Volume, unit and frequency; a budget stands in cents. */
export interface FeitOmvang {
  readonly volume?: string;
  readonly eenheid?: string;
  readonly frequentie?: string;
  readonly budgetCenten?: number;
}

/** A ToegewezenProduct (301, 302). */
export interface FeitToewijzing {
  readonly toewijzingNummer: string;
  readonly referentieAanbieder?: string;
  readonly product?: FeitProduct;
  readonly toewijzingsdatum: string;
  readonly toewijzingstijd: string;
  readonly ingangsdatum: string;
  readonly einddatum?: string;
  readonly redenWijziging?: string;
  readonly omvang?: FeitOmvang;
  readonly retourcodes?: readonly string[];
}

/** A StartProduct or StopProduct (305–308). */
export interface FeitLevering {
  readonly toewijzingNummer?: string;
  readonly product?: FeitProduct;
  readonly toewijzingIngangsdatum?: string;
  readonly begindatum: string;
  readonly einddatum?: string;
  readonly redenBeeindiging?: string;
  readonly statusAanlevering: string;
  readonly retourcodes?: readonly string[];
}

/** A requested product or a Verzoek (315–318), and an Antwoord (319, 320). */
export interface FeitVerzoek {
  readonly soort: 'aangevraagd' | 'ongewijzigd' | 'te_wijzigen' | 'nieuw' | 'verzoek' | 'antwoord';
  readonly referentieAanbieder?: string;
  readonly toewijzingNummer?: string;
  readonly product?: FeitProduct;
  readonly ingangsdatum?: string;
  readonly einddatum?: string;
  readonly verzoekAntwoord?: string;
  readonly redenAfwijzing?: string;
  /** Only of a `verzoek` (317, 318). */
  readonly redenVerzoek?: string;
  readonly omvang?: FeitOmvang;
  readonly retourcodes?: readonly string[];
}

/** A Prestatie (323, 325). Amounts are whole cents; credit is negative. */
export interface FeitPrestatie {
  readonly referentieNummer: string;
  readonly vorigReferentieNummer?: string;
  readonly toewijzingNummer?: string;
  readonly product?: FeitProduct;
  readonly begindatum?: string;
  readonly einddatum?: string;
  readonly volume?: string;
  readonly eenheid?: string;
  readonly tariefCenten?: number;
  readonly bedragCenten?: number;
  readonly retourcodes?: readonly string[];
}

/** A client with what the message says of him. */
export interface FeitClient {
  readonly persoon?: PersoonSleutels;
  readonly retourcodes?: readonly string[];
  readonly toewijzingen?: readonly FeitToewijzing[];
  readonly starts?: readonly FeitLevering[];
  readonly stops?: readonly FeitLevering[];
  readonly verzoeken?: readonly FeitVerzoek[];
  readonly prestaties?: readonly FeitPrestatie[];
}

/** Head of a declaration and of its answer (323, 325). */
export interface FeitDeclaratie {
  readonly declaratieNummer: string;
  readonly begindatum?: string;
  readonly einddatum?: string;
  readonly dagtekening?: string;
  readonly ingediendCenten?: number;
  readonly toegekendCenten?: number;
  readonly retourcodes?: readonly string[];
}

/** All facts of one message. */
export interface Feiten {
  readonly versie: typeof FEITEN_VERSIE;
  readonly soort: BerichtSoort;
  readonly retourcodes?: readonly string[];
  readonly clienten: readonly FeitClient[];
  /** Facts that stand under no client: the 319 and 320. */
  readonly verzoeken?: readonly FeitVerzoek[];
  readonly declaratie?: FeitDeclaratie;
}

/** The facts of a message as they travel and are kept: text, so that no thread takes them apart on the way. */
export interface FeitenTekst {
  readonly versie: number;
  /** {@link Feiten} as JSON. */
  readonly json: string;
  /** The `trace` hash of the client, when the message is about exactly one: ties a chain together. */
  readonly persoon?: string | undefined;
}

/** Writes facts as text. */
export function schrijfFeiten(feiten: Feiten): FeitenTekst {
  const [client, ...meer] = feiten.clienten;
  const persoon = meer.length === 0 ? client?.persoon?.trace : undefined;
  return { versie: feiten.versie, json: JSON.stringify(feiten), persoon };
}
