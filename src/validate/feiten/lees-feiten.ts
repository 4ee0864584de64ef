import { parseBsn } from '../../bericht/bsn.ts';
import type { Bsn } from '../../bericht/bsn.ts';
import type { BerichtType } from '../../bericht/catalogus.ts';
import { FEITEN_VERSIE } from '../../bericht/feiten.ts';
import type { FeitClient, FeitDeclaratie, FeitVerzoek, Feiten, PersoonSleutels } from '../../bericht/feiten.ts';
import { GEEN } from '../xml/boom.ts';
import type { Boom, Knoop } from '../xml/boom.ts';
import {
  leesBedrag,
  leesLevering,
  leesPeriode,
  leesPrestatie,
  leesRetourcodes,
  leesToewijzing,
  leesVerzoek,
} from './delen.ts';
import { leesKaal, leesLijst, vindKind } from './lezen.ts';
import type { Schrijfbaar } from './lezen.ts';

/** Turns a BSN into the keyed hashes under which a person is known outside the message. */
export type PersoonHasher = (bsn: Bsn) => PersoonSleutels;

/**
 * Takes the feiten out of a valid message. The classes are found by their names, which mean the same in all messages,
 * so that one reading serves the heenbericht, its retour and both standards. A BSN leaves as a keyed hash; one that
 * fails the elfproef (the schema does not check it) gives a client without person.
 */
export function leesFeiten(boom: Boom, type: BerichtType, hash: PersoonHasher): Feiten {
  let retourcodes: readonly string[] | undefined;
  let clienten: readonly FeitClient[] = [];
  let verzoeken: readonly FeitVerzoek[] | undefined;
  let declaratie: FeitDeclaratie | undefined;
  for (let kind = boom.eersteKind(boom.wortel); kind !== GEEN; kind = boom.volgende(kind)) {
    const naam = boom.naam(kind);
    if (naam === 'Header') {
      const codes = vindKind(boom, kind, 'RetourCodes');
      if (codes !== GEEN) retourcodes = leesRetourcodes(boom, codes);
    } else if (naam === 'Client') clienten = [leesClient(boom, kind, hash)];
    else if (naam === 'Antwoord') verzoeken = [leesVerzoek(boom, kind, 'antwoord')];
    else if (naam === 'Declaratie' || naam === 'DeclaratieAntwoord') {
      declaratie = leesDeclaratie(boom, kind);
      const lijst = vindKind(boom, kind, 'Clienten');
      if (lijst !== GEEN) clienten = leesLijst(boom, lijst, (b, client) => leesClient(b, client, hash));
    }
  }
  const feiten: Schrijfbaar<Feiten> = { versie: FEITEN_VERSIE, soort: type.soort, clienten };
  if (retourcodes !== undefined) feiten.retourcodes = retourcodes;
  if (verzoeken !== undefined) feiten.verzoeken = verzoeken;
  if (declaratie !== undefined) feiten.declaratie = declaratie;
  return feiten;
}

function leesClient(boom: Boom, knoop: Knoop, hash: PersoonHasher): FeitClient {
  let bsn: Bsn | undefined;
  let retourcodes: FeitClient['retourcodes'];
  let toewijzingen: FeitClient['toewijzingen'];
  let starts: FeitClient['starts'];
  let stops: FeitClient['stops'];
  let verzoeken: FeitClient['verzoeken'];
  let prestaties: FeitClient['prestaties'];
  for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) {
    const naam = boom.naam(kind);
    if (naam === 'Bsn') bsn = parseBsn(boom.tekst(kind));
    else if (naam === 'RetourCodes') retourcodes = leesRetourcodes(boom, kind);
    else if (naam === 'ToegewezenProducten') toewijzingen = leesLijst(boom, kind, leesToewijzing);
    else if (naam === 'StartProducten') starts = leesLijst(boom, kind, leesLevering);
    else if (naam === 'StopProducten') stops = leesLijst(boom, kind, leesLevering);
    else if (naam === 'Verzoek') verzoeken = leesVerzoekMetProducten(boom, kind);
    else if (naam === 'AangevraagdeProducten') verzoeken = leesLijst(boom, kind, leesAangevraagd);
    else if (naam === 'Prestaties') prestaties = leesLijst(boom, kind, leesPrestatie);
  }
  const feit: Schrijfbaar<FeitClient> = {};
  if (bsn !== undefined) feit.persoon = hash(bsn);
  if (retourcodes !== undefined) feit.retourcodes = retourcodes;
  if (toewijzingen !== undefined) feit.toewijzingen = toewijzingen;
  if (starts !== undefined) feit.starts = starts;
  if (stops !== undefined) feit.stops = stops;
  if (verzoeken !== undefined) feit.verzoeken = verzoeken;
  if (prestaties !== undefined) feit.prestaties = prestaties;
  return feit;
}

function leesAangevraagd(boom: Boom, knoop: Knoop): FeitVerzoek {
  return leesVerzoek(boom, knoop, 'aangevraagd');
}

/** A Verzoek (317, 318) and the products under it; each product carries the reference of its Verzoek. */
function leesVerzoekMetProducten(boom: Boom, knoop: Knoop): readonly FeitVerzoek[] {
  const verzoek = leesVerzoek(boom, knoop, 'verzoek');
  const { referentieAanbieder } = verzoek;
  const verzoeken = [verzoek];
  const leesProducten = (lijst: string, soort: FeitVerzoek['soort']): void => {
    const inLijst = vindKind(boom, knoop, lijst);
    if (inLijst === GEEN) return;
    for (let kind = boom.eersteKind(inLijst); kind !== GEEN; kind = boom.volgende(kind)) {
      const product: Schrijfbaar<FeitVerzoek> = leesVerzoek(boom, kind, soort);
      if (referentieAanbieder !== undefined) product.referentieAanbieder = referentieAanbieder;
      verzoeken.push(product);
    }
  };
  leesProducten('OngewijzigdeProducten', 'ongewijzigd');
  leesProducten('TeWijzigenProducten', 'te_wijzigen');
  leesProducten('NieuweProducten', 'nieuw');
  return verzoeken;
}

/** Head of a declaration (323) or of its answer (325). */
function leesDeclaratie(boom: Boom, knoop: Knoop): FeitDeclaratie {
  let declaratieNummer = '';
  let inPeriode = GEEN;
  let dagtekening: string | undefined;
  let ingediendCenten: number | undefined;
  let toegekendCenten: number | undefined;
  let retourcodes: readonly string[] | undefined;
  for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) {
    const naam = boom.naam(kind);
    if (naam === 'DeclaratieNummer') declaratieNummer = boom.tekst(kind);
    else if (naam === 'DeclaratiePeriode') inPeriode = kind;
    else if (naam === 'DeclaratieDagtekening') dagtekening = leesKaal(boom, kind);
    else if (naam === 'TotaalIngediendBedrag') ingediendCenten = leesBedrag(boom, kind, 'TotaalBedrag');
    else if (naam === 'TotaalToegekendBedrag') toegekendCenten = leesBedrag(boom, kind, 'TotaalBedrag');
    else if (naam === 'RetourCodes') retourcodes = leesRetourcodes(boom, kind);
  }
  const feit: Schrijfbaar<FeitDeclaratie> = { declaratieNummer };
  if (inPeriode !== GEEN) leesPeriode(boom, inPeriode, feit);
  if (dagtekening !== undefined) feit.dagtekening = dagtekening;
  if (ingediendCenten !== undefined) feit.ingediendCenten = ingediendCenten;
  if (toegekendCenten !== undefined) feit.toegekendCenten = toegekendCenten;
  if (retourcodes !== undefined) feit.retourcodes = retourcodes;
  return feit;
}
