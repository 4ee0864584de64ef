import type { Datum } from '../../bericht/datum.ts';
import type { Casus, Toewijzing } from './casus.ts';
import { COMMENTAREN } from './namen.ts';
import { budgetTekst, omvangKlasse, productKlasse } from './producten.ts';
import type { Klasse } from './xml.ts';

/** What a 301 says beside its allocations; chosen once, so that its retour can echo it. */
export interface ToewijzingInhoud {
  readonly toewijzingen: readonly Toewijzing[];
  readonly datum: Datum;
  readonly tijd: string;
  readonly juridischeStatus?: string;
  readonly vertegenwoordiging?: string;
  readonly commentaar?: string;
}

/** Chooses time and remarks of a 301. */
export function kiesToewijzing(casus: Casus, datum: Datum, toewijzingen: readonly Toewijzing[]): ToewijzingInhoud {
  const { toeval, standaard } = casus;
  return {
    toewijzingen,
    datum,
    tijd: `${cijfers(toeval.heel(8, 17))}:${cijfers(toeval.heel(0, 59))}:${cijfers(toeval.heel(0, 59))}`,
    ...(standaard === 'ijw' && toeval.kans(0.1) && { juridischeStatus: '04' }),
    ...(standaard === 'iwmo' && toeval.kans(0.1) && { vertegenwoordiging: toeval.kies(['07', '08', '09']) }),
    ...(toeval.kans(0.4) && { commentaar: toeval.kies(COMMENTAREN) }),
  };
}

/** Client of a 301. @param extra how many further allocations make the message grow */
export function toewijzingClient(casus: Casus, inhoud: ToewijzingInhoud, extra: number): Klasse {
  const { persoon } = casus;
  // no request of the story asks for these
  const erbij = Array.from({ length: extra }, (_, index) => zonderReferentie(casus.extraToewijzing(index)));
  return {
    Bsn: persoon.bsn,
    Geboortedatum: persoon.geboortedatum,
    Geslacht: persoon.geslacht,
    Naam: persoon.volledigeNaam,
    Communicatie: persoon.communicatie,
    JuridischeStatus: inhoud.juridischeStatus,
    WettelijkeVertegenwoordiging: inhoud.vertegenwoordiging,
    Commentaar: inhoud.commentaar,
    Relaties: persoon.relaties,
    Contactgegevens: persoon.contactgegevens,
    ToegewezenProducten: {
      ToegewezenProduct: [...inhoud.toewijzingen, ...erbij].map((toewijzing) => toegewezenProduct(toewijzing, inhoud)),
    },
  };
}

function toegewezenProduct(toewijzing: Toewijzing, inhoud: ToewijzingInhoud): Klasse {
  return {
    ToewijzingNummer: toewijzing.nummer,
    ReferentieAanbieder: toewijzing.referentie,
    Product: productKlasse(toewijzing.product),
    Toewijzingsdatum: inhoud.datum,
    Toewijzingstijd: inhoud.tijd,
    Ingangsdatum: toewijzing.ingang,
    Einddatum: toewijzing.einde,
    RedenWijziging: toewijzing.redenWijziging,
    Omvang: omvangKlasse(toewijzing.product.omvang),
    Budget: budgetTekst(toewijzing.product),
  };
}

function zonderReferentie({ nummer, product, ingang, einde }: Toewijzing): Toewijzing {
  return { nummer, product, ingang, ...(einde !== undefined && { einde }) };
}

function cijfers(getal: number): string {
  return String(getal).padStart(2, '0');
}
