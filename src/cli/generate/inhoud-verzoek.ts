import type { Casus, Toewijzing } from './casus.ts';
import { kortePersoon } from './inhoud-levering.ts';
import { COMMENTAREN } from './namen.ts';
import { budgetTekst, omvangKlasse, productKlasse } from './producten.ts';
import type { Product } from './producten.ts';
import type { Klasse } from './xml.ts';

/** What a 315 says beside its products; chosen once, so that its retour can echo it. */
export interface VerzoekInhoud {
  readonly aangevraagd: readonly Toewijzing[];
  readonly verwijzer: Klasse;
  readonly beschikkingNummer?: string;
  readonly raamcontract?: string;
  readonly gezagsdragerBekend?: string;
  readonly commentaar?: string;
}

/** A request for change: what stays, what changes into what, what is new. */
export interface Wijziging {
  readonly referentie: string;
  readonly ongewijzigd: readonly Toewijzing[];
  readonly teWijzigen: Toewijzing;
  /** The allocation that is to replace `teWijzigen`. */
  readonly opvolger: Toewijzing;
  readonly nieuw: Toewijzing;
}

/** Chooses who referred the client, and the remarks of a 315. */
export function kiesVerzoek(casus: Casus): VerzoekInhoud {
  const { toeval, standaard, nummers } = casus;
  return {
    aangevraagd: casus.toewijzingen,
    verwijzer: standaard === 'ijw' ? verwijzer(casus) : { Type: toeval.kies(['01', '06']) },
    ...(toeval.kans(0.3) && { beschikkingNummer: nummers.nummer() }),
    ...(toeval.kans(0.5) && { raamcontract: toeval.kies(['1', '2']) }),
    ...(standaard === 'ijw' && toeval.kans(0.6) && { gezagsdragerBekend: toeval.kies(['1', '2']) }),
    ...(toeval.kans(0.4) && { commentaar: toeval.kies(COMMENTAREN) }),
  };
}

/** Client of a 315. @param extra how many further products make the message grow */
export function verzoekClient(casus: Casus, inhoud: VerzoekInhoud, extra: number): Klasse {
  const erbij = Array.from({ length: extra }, (_, i) => {
    const toewijzing = casus.extraToewijzing(i);
    // a case without a request has no references of its own
    return { referentie: `VRZ-${toewijzing.nummer}`, ...toewijzing };
  });
  return {
    ...kortePersoon(casus),
    GezagsdragerBekend: inhoud.gezagsdragerBekend,
    Commentaar: inhoud.commentaar,
    AangevraagdeProducten: {
      AangevraagdProduct: [...inhoud.aangevraagd, ...erbij].map((aanvraag) => aangevraagdProduct(aanvraag, inhoud)),
    },
  };
}

/** Client of a 317. @param extra how many further new products make the message grow */
export function wijzigingClient(casus: Casus, wijziging: Wijziging, extra: number): Klasse {
  const { ongewijzigd, teWijzigen, opvolger, nieuw } = wijziging;
  const erbij = Array.from({ length: extra }, (_, i) => ({ ...casus.extraToewijzing(i), ingang: nieuw.ingang }));
  return {
    Bsn: casus.persoon.bsn,
    Verzoek: {
      ReferentieAanbieder: wijziging.referentie,
      RedenVerzoek: '1',
      OngewijzigdeProducten:
        ongewijzigd.length === 0
          ? undefined
          : { OngewijzigdProduct: ongewijzigd.map(({ nummer }) => ({ ToewijzingNummer: nummer })) },
      TeWijzigenProducten: {
        TeWijzigenProduct: [
          { ToewijzingNummer: teWijzigen.nummer, GewensteIngangsdatum: opvolger.ingang, ...totEnHoeveel(opvolger) },
        ],
      },
      NieuweProducten: {
        NieuwProduct: [nieuw, ...erbij].map((toewijzing) => ({
          Product: productKlasse(toewijzing.product),
          GewensteIngangsdatum: toewijzing.ingang,
          ...totEnHoeveel(toewijzing),
        })),
      },
    },
  };
}

/** Antwoord of a 319: under investigation, or refused with a reason. */
export function antwoordKlasse(
  referentie: string,
  afwijzing?: { readonly reden: string; readonly gemeente?: string },
): Klasse {
  return {
    ReferentieAanbieder: referentie,
    VerzoekAntwoord: afwijzing === undefined ? '2' : '1',
    RedenAfwijzingVerzoek: afwijzing?.reden,
    Woonplaatsbeginsel: afwijzing?.gemeente === undefined ? undefined : { Gemeente: afwijzing.gemeente },
  };
}

/** Types 02 to 05 have a ZorgverlenerCode or a Naam, never both (CD066, CD067); the others no code (CD068). */
function verwijzer({ toeval }: Casus): Klasse {
  const type = toeval.kies(['01', '02', '02', '03', '04', '06', '08']);
  if (!['02', '03', '04'].includes(type)) return { Type: type };
  return toeval.kans(0.6)
    ? { Type: type, ZorgverlenerCode: `0100${toeval.heel(1000, 9999)}` }
    : { Type: type, Naam: toeval.kies(['Praktijk De Vuurvlinder', 'Jeugdgezondheid Waterveen']) };
}

function aangevraagdProduct(aanvraag: Toewijzing, inhoud: VerzoekInhoud): Klasse {
  const { product } = aanvraag;
  const beschikking = aanvraag === inhoud.aangevraagd[0] ? inhoud.beschikkingNummer : undefined;
  return {
    ReferentieAanbieder: aanvraag.referentie,
    BeschikkingNummer: beschikking,
    Product: productKlasse(product),
    // present exactly where a BeschikkingNummer is (CD043)
    BeschikkingIngangsdatum: beschikking === undefined ? undefined : aanvraag.ingang,
    ToewijzingIngangsdatum: aanvraag.ingang,
    ToewijzingEinddatum: aanvraag.einde,
    ...hoeveel(product),
    Verwijzer: inhoud.verwijzer,
    Raamcontract: inhoud.raamcontract,
  };
}

function totEnHoeveel(toewijzing: Toewijzing): Klasse {
  return { Einddatum: toewijzing.einde, ...hoeveel(toewijzing.product) };
}

function hoeveel(product: Product): Klasse {
  return { Omvang: omvangKlasse(product.omvang), Budget: budgetTekst(product) };
}
