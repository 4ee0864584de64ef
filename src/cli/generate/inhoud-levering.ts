import type { Datum } from '../../bericht/datum.ts';
import type { Casus, Toewijzing } from './casus.ts';
import { productKlasse } from './producten.ts';
import type { Klasse } from './xml.ts';

/** A start or a stop of one allocation; `verwijderd` takes back what was reported before (StatusAanlevering 3). */
export interface Levering {
  readonly toewijzing: Toewijzing;
  readonly begin: Datum;
  readonly verwijderd?: boolean;
}

/** A stop: the start that it ends, its last day and reason. */
export interface Stop extends Levering {
  readonly einde: Datum;
  readonly reden: string;
}

/** Client of a 305. @param extra how many further starts make the message grow */
export function startClient(casus: Casus, starten: readonly Levering[], extra: number): Klasse {
  const erbij = Array.from({ length: extra }, (_, i) => ({
    toewijzing: casus.extraToewijzing(i),
    begin: casus.dagen.start,
  }));
  return {
    ...kortePersoon(casus),
    StartProducten: {
      StartProduct: [...starten, ...erbij].map((start: Levering) => ({
        ...leveringKlasse(start),
        StatusAanlevering: start.verwijderd === true ? '3' : '1',
      })),
    },
  };
}

/** Client of a 307. @param extra how many further stops make the message grow */
export function stopClient(casus: Casus, stoppen: readonly Stop[], extra: number): Klasse {
  const [{ einde, reden }] = stoppen as readonly [Stop];
  const erbij = Array.from({ length: extra }, (_, i) => ({
    toewijzing: casus.extraToewijzing(i),
    begin: casus.dagen.start,
    einde,
    reden,
  }));
  return {
    ...kortePersoon(casus),
    StopProducten: {
      StopProduct: [...stoppen, ...erbij].map((stop: Stop) => ({
        ...leveringKlasse(stop),
        RedenBeeindiging: stop.reden,
        Einddatum: stop.einde,
        StatusAanlevering: stop.verwijderd === true ? '3' : '1',
      })),
    },
  };
}

/** Bsn, Geboortedatum, Geslacht and the short Naam, as they stand in 305, 307 and 315. */
export function kortePersoon({ persoon }: Casus): Klasse {
  return {
    Bsn: persoon.bsn,
    Geboortedatum: persoon.geboortedatum,
    Geslacht: persoon.geslacht,
    Naam: persoon.verkorteNaam,
  };
}

function leveringKlasse({ toewijzing, begin }: Levering): Klasse {
  return {
    ToewijzingNummer: toewijzing.nummer,
    Product: productKlasse(toewijzing.product),
    ToewijzingIngangsdatum: toewijzing.ingang,
    Begindatum: begin,
  };
}
