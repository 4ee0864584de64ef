import type { WieIsAanZet } from '../bericht/bevinding.ts';
import { foutGegevens, isFoutCode } from '../bericht/fault-catalogue.ts';
import { DEAD_LETTER_REDENEN, type DeadLetterReden, type Gebeurtenis } from '../bericht/status.ts';
import type { GebeurtenisRij } from '../store/port.ts';
import type { BerichtStand } from '../store/stand-port.ts';
import { aanZet, tijdstip } from '../trace/woorden.ts';

/** What is happening with a message, and who has to act. */
export interface Stand {
  readonly zin: string;
  readonly wie: WieIsAanZet;
}

const REDENEN: Readonly<Record<DeadLetterReden, string>> = {
  pogingen_op: 'alle pogingen zijn gedaan',
  geen_route_meer: 'er is geen route meer naar de ontvanger',
  geweigerd_technisch: 'het systeem van de ontvanger neemt het niet aan',
  te_groot_voor_ontvanger: 'het is te groot voor de ontvanger',
  niet_routeerbaar_op_broker: 'de wachtrij van de ontvanger bestaat niet',
  inhoud_verlopen: 'de bewaartermijn van de inhoud is voorbij',
};

const DOE: Readonly<Record<WieIsAanZet, string>> = {
  afzender: 'de afzender moet het herstellen en opnieuw sturen',
  leverancier: 'de leverancier van de afzender moet het herstellen',
  ontvanger: 'de ontvanger moet iets doen',
  hubbeheer: 'de beheerder van het knooppunt moet iets doen',
  niemand: 'niemand hoeft iets te doen',
};

/** The one sentence at the top of a message's page: what is happening, and who has to act next. Ends in a full stop. */
export function standZin(
  stand: BerichtStand,
  gebeurtenissen: readonly GebeurtenisRij[],
  naam: { readonly van: string; readonly naar: string },
): Stand {
  const op = (soort: Gebeurtenis): string => {
    const moment = gebeurtenissen.findLast(({ gebeurtenis }) => gebeurtenis === soort)?.moment;
    return moment === undefined ? '' : ` op ${tijdstip(moment)}`;
  };
  const { code, deadLetterReden, poging } = stand;
  switch (stand.status) {
    case 'ontvangen':
      return {
        zin: `Aangenomen op ${tijdstip(stand.ontvangenOp)}; het knooppunt zet het bericht nu klaar voor ${naam.naar}.`,
        wie: 'hubbeheer',
      };
    case 'in_wachtrij': {
      const eerder = poging === 0 ? '' : ` (al ${poging} keer aangeboden)`;
      return { zin: `Staat klaar${eerder}; ${naam.naar} moet het ophalen.`, wie: 'ontvanger' };
    }
    case 'aangeboden':
      return {
        zin: `Aangeboden aan ${naam.naar}${op('aangeboden')}; ${naam.naar} moet de ontvangst bevestigen.`,
        wie: 'ontvanger',
      };
    case 'bezorgd':
      return { zin: `Bezorgd bij ${naam.naar}${op('bevestigd')}; ${DOE.niemand}.`, wie: 'niemand' };
    case 'geweigerd':
      return {
        zin: `Geweigerd door ${naam.naar}${op('geweigerd')}; ${naam.van} moet het herstellen en een nieuw bericht sturen.`,
        wie: 'afzender',
      };
    case 'onbestelbaar': {
      const wie = deadLetterReden === undefined ? 'hubbeheer' : DEAD_LETTER_REDENEN[deadLetterReden];
      const reden = deadLetterReden === undefined ? 'de reden is niet bekend' : REDENEN[deadLetterReden];
      return { zin: `Niet bezorgd bij ${naam.naar}, want ${reden}; ${DOE[wie]}.`, wie };
    }
    case 'afgekeurd': {
      const gegevens = code !== undefined && isFoutCode(code) ? foutGegevens(code) : undefined;
      const wie = gegevens?.wieIsAanZet ?? 'afzender';
      const titel = gegevens === undefined ? '' : ` (${gegevens.titel.toLowerCase()})`;
      return { zin: `Afgekeurd door het knooppunt en niet doorgestuurd${titel}; ${DOE[wie]}.`, wie };
    }
    case 'niet_beoordeeld':
      return {
        zin: `Het knooppunt kon het bericht niet beoordelen en heeft het niet aangenomen; ${naam.van} moet het opnieuw sturen.`,
        wie: 'afzender',
      };
  }
}

const GEBEURTENISSEN: Readonly<Record<Gebeurtenis, string>> = {
  geaccepteerd: 'Aangenomen: alle controles goed',
  afgekeurd: 'Afgekeurd door de controles',
  niet_beoordeeld: 'Kon niet worden beoordeeld',
  klaargezet: 'Klaargezet voor de ontvanger',
  geen_route_meer: 'Geen route meer naar de ontvanger',
  inhoud_verlopen: 'Inhoud verwijderd voordat het bezorgd was',
  aangeboden: 'Aangeboden aan de ontvanger',
  aanbieding_verlopen: 'Niet op tijd bevestigd; staat weer klaar',
  poging_mislukt: 'Poging mislukt; staat weer klaar',
  teruggegeven: 'Teruggegeven door de ontvanger; staat weer klaar',
  bevestigd: 'Ontvangst bevestigd',
  geweigerd: 'Geweigerd door de ontvanger',
  pogingen_op: 'Geen pogingen meer over',
  opnieuw_aangeboden: 'Opnieuw aangeboden',
  herhaald: 'Nog een keer ontvangen, zelfde inhoud',
  botsing: 'Nog een keer ontvangen met andere inhoud; geweigerd',
  ingezien: 'Ingezien',
  omgehangen: 'Naar een andere aansluiting verplaatst',
  inhoud_verwijderd: 'Inhoud verwijderd: de bewaartermijn is voorbij',
  bevindingen_verwijderd: 'Bevindingen verwijderd: de bewaartermijn is voorbij',
  metagegevens_verwijderd: 'Gegevens verwijderd: de bewaartermijn is voorbij',
  feiten_verwijderd: 'Feiten verwijderd: de bewaartermijn is voorbij',
  gesloten: 'Gesloten door beheer',
  heropend: 'Sluiting ongedaan gemaakt',
  gepauzeerd: 'Aflevering gepauzeerd',
  hervat: 'Aflevering hervat',
  sleutel_gewisseld: 'Sleutel gewisseld',
  klok_bevestigd: 'Klok bevestigd',
};

/** @returns what happened, in words. */
export function gebeurtenisZin(gebeurtenis: Gebeurtenis): string {
  return GEBEURTENISSEN[gebeurtenis];
}

/** @returns who has to act, with a capital. */
export function aanZetKop(wie: WieIsAanZet): string {
  const woord = aanZet(wie);
  return `${woord.charAt(0).toUpperCase()}${woord.slice(1)}`;
}
