import type { WieIsAanZet } from '../bericht/bevinding.ts';
import { foutGegevens, isFoutCode } from '../bericht/fault-catalogue.ts';
import { DEAD_LETTER_REDENEN, STATUS_WOORD, isStatus, type DeadLetterReden } from '../bericht/status.ts';
import { redenWoord, tijdstip } from './woorden.ts';

/** What the sentence is made from. Words are plain text: a client may meet those of a later hub. */
export interface Verloop {
  readonly status: string;
  readonly deadLetterReden?: string;
  readonly code?: string;
  /** How often it was offered. */
  readonly poging: number;
  readonly ontvangenOp: Date;
  /** Set while nothing goes to the receiver: since when, and why. */
  readonly pauze?: { readonly sinds: Date; readonly reden: string };
  /** Oldest first; none = of the message only id, status and dates are left. */
  readonly gebeurtenissen: readonly { readonly gebeurtenis: string; readonly moment: Date }[];
}

/** What is happening with a message, and who has to act. */
export interface Stand {
  /** One sentence in Dutch, with a full stop. */
  readonly zin: string;
  readonly wie: WieIsAanZet;
}

const DOE: Readonly<Record<WieIsAanZet, string>> = {
  afzender: 'de afzender moet het herstellen en opnieuw sturen',
  leverancier: 'de leverancier van de software moet het herstellen',
  ontvanger: 'de ontvanger moet het oplossen',
  hubbeheer: 'de beheerder van het knooppunt moet het oplossen',
  niemand: 'niemand hoeft iets te doen',
};

/**
 * The one sentence about a message, for the page and the command line: what is happening, and who has to act next.
 * @param naam the parties as people know them; `van` is who really sends.
 */
export function standZin(verloop: Verloop, naam: { readonly van: string; readonly naar: string }): Stand {
  const { gebeurtenissen, status } = verloop;
  const { zin, wie, doe = DOE[wie] } = delenVan(verloop, naam);
  if (gebeurtenissen.length === 0) {
    const afloop = isStatus(status) ? STATUS_WOORD[status].toLowerCase() : status;
    return {
      zin: `De bewaartermijn is voorbij: alleen het nummer, de datum en de afloop (${afloop}) zijn er nog; ${DOE.niemand}.`,
      wie: 'niemand',
    };
  }
  const sluiting = gebeurtenissen.findLast(
    ({ gebeurtenis }) => gebeurtenis === 'gesloten' || gebeurtenis === 'heropend',
  );
  if (verloop.pauze !== undefined)
    return {
      zin: `${zin}, maar naar ${naam.naar} gaat sinds ${tijdstip(verloop.pauze.sinds)} niets (${verloop.pauze.reden}); de beheerder van het knooppunt moet hervatten.`,
      wie: 'hubbeheer',
    };
  if (sluiting?.gebeurtenis === 'gesloten' && wie !== 'niemand')
    return { zin: `${zin}; gesloten door beheer op ${tijdstip(sluiting.moment)}, ${DOE.niemand}.`, wie: 'niemand' };
  return { zin: `${zin}; ${doe}.`, wie };
}

/** The sentence in its parts; `doe` where it is not the usual one of who acts. */
interface Delen extends Stand {
  readonly doe?: string;
}

function delenVan(verloop: Verloop, { van, naar }: { readonly van: string; readonly naar: string }): Delen {
  const { code, deadLetterReden, ontvangenOp, poging, status } = verloop;
  const op = (naam: string, woord = 'op'): string => {
    const moment = verloop.gebeurtenissen.findLast(({ gebeurtenis }) => gebeurtenis === naam)?.moment;
    return moment === undefined ? '' : ` ${woord} ${tijdstip(moment)}`;
  };
  // a later hub may know statuses that this client does not
  if (!isStatus(status))
    return { zin: `Het bericht heeft de status ${status}`, wie: 'niemand', doe: 'meer is niet bekend' };
  switch (status) {
    case 'ontvangen':
      return {
        zin: `Aangenomen op ${tijdstip(ontvangenOp)}`,
        wie: 'hubbeheer',
        doe: `het knooppunt zet het bericht nu klaar voor ${naar}`,
      };
    case 'in_wachtrij': {
      const eerder = poging === 0 ? '' : ` (al ${poging} keer aangeboden)`;
      return {
        zin: `Staat klaar${op('klaargezet', 'sinds')}${eerder}`,
        wie: 'ontvanger',
        doe: `${naar} moet het ophalen`,
      };
    }
    case 'aangeboden':
      return {
        zin: `Aangeboden aan ${naar}${op('aangeboden')}, maar nog niet bevestigd`,
        wie: 'ontvanger',
        doe: `${naar} moet de ontvangst bevestigen`,
      };
    case 'bezorgd':
      return { zin: `Bezorgd bij ${naar}${op('bevestigd')}`, wie: 'niemand' };
    case 'geweigerd':
      return {
        zin: `Geweigerd door ${naar}${op('geweigerd')}${code === undefined ? '' : ` (${code})`}`,
        wie: 'afzender',
        doe: `${van} moet het herstellen en een nieuw bericht sturen`,
      };
    case 'onbestelbaar': {
      const waarom = redenWoord(deadLetterReden ?? '') ?? 'de reden is niet bekend';
      const wie = isReden(deadLetterReden) ? DEAD_LETTER_REDENEN[deadLetterReden] : 'hubbeheer';
      return { zin: `Niet bezorgd bij ${naar}, want ${waarom}`, wie, doe: bezorgAlsnog(wie, van) };
    }
    case 'afgekeurd': {
      const gegevens = code !== undefined && isFoutCode(code) ? foutGegevens(code) : undefined;
      const waarom = gegevens === undefined ? '' : ` (${code ?? ''}: ${inZin(gegevens.titel)})`;
      return {
        zin: `Afgekeurd door het knooppunt en niet doorgestuurd${waarom}`,
        wie: gegevens?.wieIsAanZet ?? 'afzender',
      };
    }
    case 'niet_beoordeeld':
      return {
        zin: 'Het knooppunt kon het bericht niet beoordelen en heeft het niet aangenomen',
        wie: 'afzender',
        doe: `${van} moet het opnieuw sturen, met dezelfde Traceer-Id`,
      };
  }
}

/** What has to happen before a message that was not delivered can be. */
function bezorgAlsnog(wie: WieIsAanZet, van: string): string {
  if (wie === 'afzender') return `${van} moet het opnieuw sturen`;
  return wie === 'ontvanger'
    ? `${DOE.ontvanger}, daarna kan beheer het opnieuw aanbieden`
    : `${DOE.hubbeheer} en opnieuw aanbieden`;
}

/** A title inside a sentence: without its capital, unless it begins with an abbreviation. */
function inZin(titel: string): string {
  return /^[A-Z][a-z ]/.test(titel) ? titel.charAt(0).toLowerCase() + titel.slice(1) : titel;
}

function isReden(tekst: string | undefined): tekst is DeadLetterReden {
  return tekst !== undefined && Object.hasOwn(DEAD_LETTER_REDENEN, tekst);
}
