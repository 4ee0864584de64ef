import { findBerichtType } from '../bericht/catalogus.ts';
import { parseDatum } from '../bericht/datum.ts';
import type { DeadLetterReden, Gebeurtenis } from '../bericht/status.ts';

const TIJD = new Intl.DateTimeFormat('nl-NL', {
  timeZone: 'Europe/Amsterdam',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** @returns `3 maart 2026 10:42:07` */
export function tijdstip(moment: Date): string {
  // put together from its parts: the word between date and time differs per version of the language data
  const delen = new Map(TIJD.formatToParts(moment).map(({ type, value }) => [type, value]));
  const deel = (naam: Intl.DateTimeFormatPartTypes): string => delen.get(naam) ?? '';
  return `${deel('day')} ${deel('month')} ${deel('year')} ${deel('hour')}:${deel('minute')}:${deel('second')}`;
}

/** @returns `10:42:07` */
export function kloktijd(moment: Date): string {
  return tijdstip(moment).slice(-8);
}

/** @returns `3 maart 2026` for a date of the standard, `2026-03-03`; any other text as it is. */
export function datumTekst(datum: string): string {
  const dag = parseDatum(datum);
  // noon is the same day in the Netherlands all year round
  return dag === undefined ? datum : tijdstip(new Date(`${dag}T12:00:00Z`)).slice(0, -' 00:00:00'.length);
}

const EENHEDEN: readonly (readonly [seconden: number, enkel: string, meer: string])[] = [
  [86_400, 'dag', 'dagen'],
  [3600, 'uur', 'uur'],
  [60, 'minuut', 'minuten'],
  [1, 'seconde', 'seconden'],
];

/** @returns a time in its largest unit and the one below it: `1 uur en 30 minuten`; less than a second is `0 seconden`. */
export function duur(milliseconden: number): string {
  const seconden = Math.round(milliseconden / 1000);
  const grootste = EENHEDEN.findIndex(([grens]) => seconden >= grens);
  if (grootste === -1) return '0 seconden';
  let rest = seconden;
  const delen = EENHEDEN.slice(grootste, grootste + 2).map(([grens, enkel, meer]) => {
    const aantal = Math.floor(rest / grens);
    rest -= aantal * grens;
    return aantal === 0 ? '' : `${aantal} ${aantal === 1 ? enkel : meer}`;
  });
  return delen.filter((deel) => deel !== '').join(' en ');
}

/** The header fields of a message that tell between whom it travels. */
export interface Richting {
  readonly berichtsoort?: string;
  readonly afzender?: string;
  readonly ontvanger?: string;
}

/**
 * Says who really sends and who really receives. A retour 302–320 bears the header of the message that it answers,
 * unswapped; on the screen it travels from the one who answers.
 * @returns empty texts for what is not known.
 */
export function vanNaar({ afzender = '', berichtsoort = '', ontvanger = '' }: Richting): readonly [string, string] {
  return findBerichtType(berichtsoort)?.bestemming === 'afzender' ? [ontvanger, afzender] : [afzender, ontvanger];
}

const AAN_ZET: Readonly<Record<string, string>> = {
  afzender: 'de afzender',
  leverancier: 'de leverancier van de software',
  ontvanger: 'de ontvanger',
  hubbeheer: 'de beheerder van het knooppunt',
  niemand: 'niemand',
};

/** @returns who has to act, as words for people */
export function aanZet(wie: string): string {
  return AAN_ZET[wie] ?? wie;
}

const GEBEURTENIS_WOORD: Readonly<Record<Gebeurtenis, string>> = {
  geaccepteerd: 'Aangenomen: alle controles goed',
  afgekeurd: 'Afgekeurd door de controles',
  niet_beoordeeld: 'Kon niet worden beoordeeld',
  klaargezet: 'Klaargezet voor de ontvanger',
  geen_route_meer: 'Geen route meer naar de ontvanger',
  inhoud_verlopen: 'Inhoud verwijderd voordat het bezorgd was',
  aangeboden: 'Aangeboden aan de ontvanger',
  aanbieding_verlopen: 'Niet op tijd bevestigd, staat weer klaar',
  poging_mislukt: 'Poging mislukt, staat weer klaar',
  teruggegeven: 'Onverwerkt teruggegeven, staat weer klaar',
  bevestigd: 'Ontvangst bevestigd',
  geweigerd: 'Geweigerd door de ontvanger',
  pogingen_op: 'Geen pogingen meer over',
  opnieuw_aangeboden: 'Opnieuw klaargezet door beheer',
  herhaald: 'Nog een keer ontvangen, zelfde inhoud',
  botsing: 'Nog een keer ontvangen, andere inhoud: geweigerd',
  ingezien: 'Ingezien',
  omgehangen: 'Naar een andere aansluiting verplaatst',
  inhoud_verwijderd: 'Inhoud verwijderd: de bewaartermijn is voorbij',
  bevindingen_verwijderd: 'Bevindingen verwijderd: de bewaartermijn is voorbij',
  metagegevens_verwijderd: 'Gegevens verwijderd: de bewaartermijn is voorbij',
  feiten_verwijderd: 'Feiten verwijderd: de bewaartermijn is voorbij',
  gesloten: 'Gesloten door beheer',
  heropend: 'Sluiting ongedaan gemaakt',
  gepauzeerd: 'Aansluiting gepauzeerd',
  hervat: 'Aansluiting hervat',
  sleutel_gewisseld: 'Sleutel van bewaarde inhoud gewisseld',
  klok_bevestigd: 'Klok bevestigd',
};

const REDENEN: Readonly<Record<DeadLetterReden, string>> = {
  pogingen_op: 'alle pogingen zijn gedaan',
  geen_route_meer: 'er is geen route meer naar de ontvanger',
  geweigerd_technisch: 'het systeem van de ontvanger neemt het niet aan',
  te_groot_voor_ontvanger: 'het is te groot voor de ontvanger',
  niet_routeerbaar_op_broker: 'de wachtrij van de ontvanger bestaat niet',
  inhoud_verlopen: 'de bewaartermijn van de inhoud is voorbij',
};

/** @returns why a message is undeliverable, in words; `undefined` for any other text. */
export function redenWoord(reden: string): string | undefined {
  return Object.hasOwn(REDENEN, reden) ? REDENEN[reden as DeadLetterReden] : undefined;
}

/** @returns what happened, in words; the name itself for an event of a later hub. */
export function gebeurtenisWoord(gebeurtenis: string): string {
  return Object.hasOwn(GEBEURTENIS_WOORD, gebeurtenis) ? GEBEURTENIS_WOORD[gebeurtenis as Gebeurtenis] : gebeurtenis;
}
