import { findBerichtType } from '../bericht/catalogus.ts';

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
