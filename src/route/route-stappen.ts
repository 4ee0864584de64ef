import type { Aansluiting, Grondslag, Tafels } from '../bericht/aansluiting.ts';
import type { BerichtType } from '../bericht/catalogus.ts';
import { STANDAARDEN } from '../bericht/catalogus.ts';
import { isGeldigOp } from '../bericht/datum.ts';
import type { Datum } from '../bericht/datum.ts';
import { isTestOin } from '../bericht/oin.ts';
import { partijSoort } from '../bericht/partij.ts';
import type { GemeenteCode, PartijCode } from '../bericht/partij.ts';
import { gelukt, mislukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import type { RouteIndex } from './route-index.ts';

/** Why a message is not routed. */
export type RouteFoutCode = 'BRS04' | 'BRS05' | 'BRS33' | 'RELEASE' | 'PAUZE';

/** A reason for not routing, in Dutch for the sender. */
export interface RouteFout {
  readonly code: RouteFoutCode;
  readonly uitleg: string;
  /** Moment from which the message may come again (PAUZE). */
  readonly tot?: Date;
}

/** The steps of routing, in the order in which they are taken; each is pure. `vind-route.ts` and `leg-uit.ts` share them. */

/** A release is taken between its dates: a retour or a 325 until `retourTot`, everything else until `geldigTot`. */
export function toetsRelease(index: RouteIndex, type: BerichtType, dag: Datum): Uitkomst<string, RouteFout> {
  const termijn = index.release(type.standaard, type.release);
  const naam = titelVan(type);
  // a release of the catalogue that the operator did not open is closed
  if (termijn === undefined)
    return mislukt({ code: 'RELEASE', uitleg: `${naam} is bij dit knooppunt niet in gebruik.` });
  const { geldigVan, geldigTot, retourTot } = termijn;
  const isHeen = type.vorm === 'heen';
  const grens = isHeen ? geldigTot : (retourTot ?? geldigTot);
  const wat = isHeen ? 'heenberichten' : 'retour- en antwoordberichten';
  const periode = schrijfPeriode(geldigVan, grens);
  if (isGeldigOp({ geldigVan, geldigTot: grens }, dag))
    return gelukt(`${naam} is voor ${wat} in gebruik (${periode}).`);
  const retour =
    isHeen && retourTot !== undefined ? ` Retour- en antwoordberichten worden aangenomen tot en met ${retourTot}.` : '';
  const uitleg = `${naam} is op ${dag} niet in gebruik voor ${wat}. Deze release wordt aangenomen: ${periode}.${retour}`;
  return mislukt({ code: 'RELEASE', uitleg });
}

/** In a pause (a freeze before a new release) a message is refused with the moment at which it may come again. */
export function toetsPauze(index: RouteIndex, { soort }: BerichtType, nu: Date): Uitkomst<string, RouteFout> {
  const pauzes = index.pauzes(soort);
  let tot = nu;
  // pauses may follow on one another: what counts is when the last of them ends
  for (;;) {
    const lopend = pauzes.find((pauze) => pauze.van <= tot && tot < pauze.tot);
    if (lopend === undefined) break;
    tot = lopend.tot;
  }
  if (tot === nu) return gelukt(`Er is geen pauze voor ${soort}.`);
  const uitleg = `${soort} wordt tijdelijk niet aangenomen, tot ${schrijfMoment(tot)}. Stuur het bericht daarna opnieuw.`;
  return mislukt({ code: 'PAUZE', uitleg, tot });
}

/** The party to which a message really goes, with the codes that were followed to it. */
export interface Ontvanger {
  readonly partij: PartijCode;
  /** From the code in the header to that of the party; one code when nothing was followed. */
  readonly codes: readonly PartijCode[];
}

/**
 * The party must be known and, if a care provider, work under the law of the message. An ended gemeentecode is followed
 * to the one that is valid on the day.
 */
export function toetsOntvanger(
  tafels: Tafels,
  { partij, type, dag }: { readonly partij: PartijCode; readonly type: BerichtType; readonly dag: Datum },
): Uitkomst<Ontvanger, RouteFout> {
  if (partijSoort(partij) === 'gemeente') return volgGemeente(tafels, partij as GemeenteCode, dag);
  const aanbieder = tafels.aanbieders.get(partij as never);
  if (aanbieder === undefined)
    return mislukt(onbekend('De AGB-code van de ontvanger is niet bekend bij dit knooppunt.'));
  if (!isGeldigOp(aanbieder, dag)) {
    const periode = schrijfPeriode(aanbieder.geldigVan, aanbieder.geldigTot);
    return mislukt(onbekend(`De ontvanger is op ${dag} niet aangesloten bij dit knooppunt (${periode}).`));
  }
  const wet = GRONDSLAG[type.standaard];
  if (aanbieder.grondslagen.includes(wet)) return gelukt({ partij, codes: [partij] });
  const uitleg = `De ontvanger is niet aangesloten voor de ${WET[wet]}. Controleer de AGB-code en de standaard van het bericht.`;
  return mislukt({ code: 'BRS05', uitleg });
}

/** Parties of the test range and parties of production never reach one another, whatever the tables say. */
export function toetsScheiding(afzender: Aansluiting | undefined, ontvanger: Aansluiting): Uitkomst<string, RouteFout> {
  if (afzender === undefined) return gelukt('De afzender heeft geen eigen aansluiting.');
  if (isTestOin(afzender.oin) === isTestOin(ontvanger.oin))
    return gelukt('Afzender en ontvanger horen bij dezelfde omgeving (test of productie).');
  const uitleg =
    'Afzender en ontvanger horen niet bij dezelfde omgeving: testpartijen en productiepartijen bereiken elkaar niet.';
  return mislukt({ code: 'BRS33', uitleg });
}

/** The refusal of a message to a known party to which no line leads. */
export function geenRoute(soort: string): RouteFout {
  const uitleg = `Er is op dit moment geen aansluiting die ${soort} voor de ontvanger aanneemt. Neem contact op met de beheerder van het knooppunt.`;
  return { code: 'BRS33', uitleg };
}

/** A period in words; both ends inclusive. */
export function schrijfPeriode(van: Datum | undefined, tot: Datum | undefined): string {
  if (van === undefined) return tot === undefined ? 'zonder einddatum' : `tot en met ${tot}`;
  return tot === undefined ? `vanaf ${van}` : `van ${van} tot en met ${tot}`;
}

const MOMENT = new Intl.DateTimeFormat('nl-NL', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'long',
  timeStyle: 'short',
});

/** A moment in words, in Dutch time. */
export function schrijfMoment(moment: Date): string {
  return `${MOMENT.format(moment)} (Nederlandse tijd)`;
}

const GRONDSLAG = { iwmo: 'wmo', ijw: 'jw' } as const satisfies Record<BerichtType['standaard'], Grondslag>;
const WET: Readonly<Record<Grondslag, string>> = { wmo: 'Wmo', jw: 'Jeugdwet' };

function volgGemeente(tafels: Tafels, begin: GemeenteCode, dag: Datum): Uitkomst<Ontvanger, RouteFout> {
  const codes: GemeenteCode[] = [];
  let code = begin;
  while (!codes.includes(code)) {
    codes.push(code);
    const gemeente = tafels.gemeenten.get(code);
    if (gemeente === undefined) break;
    if (isGeldigOp(gemeente, dag)) return gelukt({ partij: code, codes });
    const { geldigVan, geldigTot, opvolger }: typeof gemeente = gemeente;
    const isBeeindigd = geldigTot !== undefined && geldigTot < dag;
    if (!isBeeindigd)
      return mislukt(
        onbekend(`De gemeentecode van de ontvanger is pas geldig ${schrijfPeriode(geldigVan, geldigTot)}.`),
      );
    if (opvolger === undefined)
      return mislukt(onbekend(`De gemeentecode van de ontvanger is beëindigd op ${geldigTot} en heeft geen opvolger.`));
    code = opvolger;
  }
  return mislukt(onbekend('De gemeentecode van de ontvanger is niet bekend bij dit knooppunt.'));
}

function onbekend(uitleg: string): RouteFout {
  return { code: 'BRS04', uitleg: `${uitleg} Controleer de code.` };
}

function titelVan({ standaard, release }: BerichtType): string {
  return (
    STANDAARDEN.find((s) => s.standaard === standaard && s.release === release)?.titel ?? `${standaard} ${release}`
  );
}
