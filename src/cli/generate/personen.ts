import { isTestBsn, passesElfproef } from '../../bericht/bsn.ts';
import { parseDatum } from '../../bericht/datum.ts';
import type { Datum } from '../../bericht/datum.ts';
import type { Standaard } from '../../bericht/catalogus.ts';
import { plusDagen } from './kalender.ts';
import {
  ACHTERNAAM_BEGIN,
  ACHTERNAAM_EIND,
  ORGANISATIES,
  PLAATSEN,
  STRAAT_BEGIN,
  STRAAT_EIND,
  TALEN,
  VOORNAMEN_MAN,
  VOORNAMEN_VROUW,
  VOORVOEGSELS,
} from './namen.ts';
import { createToeval } from './toeval.ts';
import type { Toeval } from './toeval.ts';
import type { Klasse } from './xml.ts';

/** An invented person, as the classes of the standard that describe him (CDT_VolledigeNaam, CDT_VerkorteNaam …). */
export interface Persoon {
  readonly bsn: string;
  readonly geboortedatum: Klasse;
  readonly geslacht: string;
  readonly volledigeNaam: Klasse;
  readonly verkorteNaam: Klasse;
  readonly communicatie?: Klasse;
  readonly relaties?: Klasse;
  readonly contactgegevens: Klasse;
}

/** Invented persons with a BSN from the test range; the same index gives the same person. */
export interface Personen {
  /** How many different persons a standard has; a higher index starts again with the first. */
  readonly aantal: number;
  /** A child for iJw, an adult for iWmo. */
  persoon(standaard: Standaard, index: number): Persoon;
}

/** A step that is coprime to any number of persons, so that neighbours have no neighbouring BSN. */
const STAP = 2_654_435_761;

/** Makes the persons of one generator. Birth dates lie before the peildatum by at least two years. */
export function createPersonen(seed: number, peildatum: Datum): Personen {
  const bsns = testBsns();
  const aantal = Math.floor(bsns.length / 2);
  const begin = createToeval(seed, 2).heel(0, bsns.length - 1);
  return {
    aantal,
    persoon: (standaard, index) => {
      const jeugd = standaard === 'ijw';
      const nummer = (index % aantal) * 2 + (jeugd ? 1 : 0);
      const bsn = bsns[(begin + nummer * STAP) % bsns.length] ?? '';
      return maakPersoon(createToeval(seed, 3, nummer), { bsn, jeugd, peildatum });
    },
  };
}

/** All numbers of the test range that pass the elfproef, in order. */
export function testBsns(): readonly string[] {
  const gevonden: string[] = [];
  for (let kop = 99_990_000; kop <= 99_999_999; kop += 1) {
    for (let cijfer = 0; cijfer <= 9; cijfer += 1) {
      const bsn = `${kop}${cijfer}`;
      if (isTestBsn(bsn) && passesElfproef(bsn)) gevonden.push(bsn);
    }
  }
  return gevonden;
}

function maakPersoon(
  toeval: Toeval,
  wie: { readonly bsn: string; readonly jeugd: boolean; readonly peildatum: Datum },
): Persoon {
  const geslacht = toeval.kies(['1', '2']);
  const geslachtsnaam = maakAchternaam(toeval);
  const voornamen = maakVoornamen(toeval, geslacht);
  const kort = { Geslachtsnaam: geslachtsnaam, Voornamen: voornamen, Voorletters: voorletters(voornamen) };
  const partner = !wie.jeugd && toeval.kans(0.3);
  const adres = maakAdres(toeval);
  return {
    bsn: wie.bsn,
    geboortedatum: geboortedatum(toeval, wie.peildatum, wie.jeugd ? [3, 16] : [19, 92]),
    geslacht,
    verkorteNaam: kort,
    volledigeNaam: {
      Geslachtsnaam: geslachtsnaam,
      Partnernaam: partner ? maakAchternaam(toeval) : undefined,
      Voornamen: voornamen,
      Voorletters: kort.Voorletters,
      // without a Partnernaam only the own name can be used (CS050)
      NaamGebruik: partner ? toeval.kies(['1', '2', '3', '4']) : '1',
    },
    // a language belongs to the interpreter of a language alone (CD007)
    ...(toeval.kans(0.15) && {
      communicatie: toeval.kans(0.7) ? { Vorm: '1', Taal: toeval.kies(TALEN) } : { Vorm: toeval.kies(['2', '3']) },
    }),
    ...((wie.jeugd || toeval.kans(0.4)) && { relaties: maakRelaties(toeval, wie, geslachtsnaam, adres) }),
    contactgegevens: { Contact: maakContacten(toeval, adres, wie.peildatum) },
  };
}

function maakAchternaam(toeval: Toeval): Klasse {
  return {
    Achternaam: toeval.kies(ACHTERNAAM_BEGIN) + toeval.kies(ACHTERNAAM_EIND),
    Voorvoegsel: toeval.kans(0.4) ? toeval.kies(VOORVOEGSELS) : undefined,
  };
}

function maakVoornamen(toeval: Toeval, geslacht: string): string {
  const lijst = geslacht === '1' ? VOORNAMEN_MAN : VOORNAMEN_VROUW;
  const eerste = toeval.kies(lijst);
  return toeval.kans(0.2) ? `${eerste} ${toeval.kies(lijst)}` : eerste;
}

function voorletters(voornamen: string): string {
  return voornamen
    .split(' ')
    .map((naam) => naam.charAt(0))
    .join('');
}

/** A day whose unknown parts are written as the standard asks: day 01, or 1 January (CS139). */
function geboortedatum(toeval: Toeval, peildatum: Datum, leeftijd: readonly [number, number]): Klasse {
  const datum = plusDagen(peildatum, -Math.round(365.25 * toeval.heel(...leeftijd)) - toeval.heel(0, 364));
  if (toeval.kans(0.95)) return { Datum: datum };
  const gebruik = toeval.kies(['1', '2']);
  const bekend = gebruik === '1' ? `${datum.slice(0, 8)}01` : `${datum.slice(0, 5)}01-01`;
  return { Datum: parseDatum(bekend), DatumGebruik: gebruik };
}

function maakAdres(toeval: Toeval): Klasse {
  return {
    Huis: {
      Huisnummer: String(toeval.heel(1, 399)),
      Huisletter: toeval.kans(0.15) ? toeval.kies(['A', 'B', 'C']) : undefined,
      HuisnummerToevoeging: toeval.kans(0.1) ? toeval.kies(['hs', 'bis', 'II']) : undefined,
      AanduidingWoonadres: toeval.kans(0.03) ? toeval.kies(['BY', 'TO']) : undefined,
    },
    // the form of existing ones: never F, I, O, Q, U or Y, nor the endings SA, SD and SS
    Postcode: `${toeval.heel(1000, 9999)}${letter(toeval, 'ABCDEGHJKLMNPRSTVWXZ')}${letter(toeval, 'BEGHJKLMNPRTVWXZ')}`,
    Straatnaam: toeval.kies(STRAAT_BEGIN) + toeval.kies(STRAAT_EIND),
    Plaatsnaam: toeval.kies(PLAATSEN),
    // present exactly where a Postcode is (CD005)
    LandCode: 'NL',
  };
}

function letter(toeval: Toeval, letters: string): string {
  return letters.charAt(toeval.heel(0, letters.length - 1));
}

function telefoon(toeval: Toeval): Klasse {
  return { Telefoon01: { Telefoonnummer: `088000${toeval.heel(1000, 9999)}`, Landnummer: '31' } };
}

/** The BRP address first: a client has at least one Contact of Soort 01, 02 or 03 (TR061), each Soort once (TR101). */
function maakContacten(toeval: Toeval, adres: Klasse, peildatum: Datum): Klasse[] {
  const contacten: Klasse[] = [
    {
      Soort: '01',
      Adres: adres,
      Telefoon: toeval.kans(0.6) ? telefoon(toeval) : undefined,
      Emailadres: toeval.kans(0.3) ? `post${toeval.heel(100, 999)}@example.org` : undefined,
    },
  ];
  // a Periode is for a temporary address only (CD009)
  if (toeval.kans(0.15)) {
    const begin = plusDagen(peildatum, -toeval.heel(30, 300));
    contacten.push({
      Soort: '04',
      Adres: maakAdres(toeval),
      Organisatie: toeval.kies(ORGANISATIES),
      Periode: { Begindatum: begin, Einddatum: toeval.kans(0.5) ? plusDagen(begin, toeval.heel(0, 500)) : undefined },
    });
  }
  return contacten;
}

function maakRelaties(
  toeval: Toeval,
  wie: { readonly jeugd: boolean; readonly peildatum: Datum },
  geslachtsnaam: Klasse,
  adres: Klasse,
): Klasse {
  const aantal = wie.jeugd ? toeval.heel(1, 2) : 1;
  const relaties: Klasse[] = [];
  for (let i = 1; i <= aantal; i += 1) {
    const geslacht = toeval.kies(['1', '2']);
    const voornamen = maakVoornamen(toeval, geslacht);
    relaties.push({
      Nummer: String(i),
      Volgorde: String(i),
      Soort: wie.jeugd ? toeval.kies(['10', '11', '13']) : toeval.kies(['12', '15', '16', '20']),
      Geboortedatum: geboortedatum(toeval, wie.peildatum, [35, 60]),
      Geslacht: geslacht,
      Naam: {
        Geslachtsnaam: wie.jeugd && toeval.kans(0.5) ? geslachtsnaam : maakAchternaam(toeval),
        Voornamen: voornamen,
        Voorletters: voorletters(voornamen),
        NaamGebruik: '1',
      },
      Contact: { Soort: '01', Adres: toeval.kans(0.7) ? adres : maakAdres(toeval), Telefoon: telefoon(toeval) },
    });
  }
  return { Relatie: relaties };
}
