import { parseBsn } from '../../bericht/bsn.ts';
import type { Bsn } from '../../bericht/bsn.ts';
import type { BerichtType } from '../../bericht/catalogus.ts';
import { FEITEN_VERSIE } from '../../bericht/feiten.ts';
import type { FeitClient, FeitDeclaratie, Feiten, PersoonSleutels } from '../../bericht/feiten.ts';
import type { Boom, Knoop } from '../xml/boom.ts';
import { leesBedrag, leesLevering, leesPrestatie, leesRetourcodes, leesToewijzing, leesVerzoek } from './delen.ts';
import { aanwezig, createLezer } from './lezen.ts';
import type { Lezer, Velden } from './lezen.ts';

/** Turns a BSN into the keyed hashes under which a person is known outside the message. */
export type PersoonHasher = (bsn: Bsn) => PersoonSleutels;

/**
 * Takes the feiten out of a valid message. The classes are found by their names, which mean the same in all messages,
 * so that one reading serves the heenbericht, its retour and both standards. A BSN leaves as a keyed hash; one that
 * fails the elfproef (the schema does not check it) gives a client without person.
 */
export function leesFeiten(boom: Boom, type: BerichtType, hash: PersoonHasher): Feiten {
  const lezer = createLezer(boom);
  const bericht = lezer.velden(boom.wortel);
  const declaratie = bericht.get('Declaratie') ?? bericht.get('DeclaratieAntwoord');
  const client = bericht.get('Client');
  const antwoord = bericht.get('Antwoord');
  const inDeclaratie = lezer.velden(declaratie);
  const clienten = client === undefined ? lezer.lijst(inDeclaratie.get('Clienten')) : [client];
  return {
    versie: FEITEN_VERSIE,
    soort: type.soort,
    clienten: clienten.map((knoop) => leesClient(lezer, knoop, hash)),
    ...aanwezig({
      retourcodes: leesRetourcodes(lezer, lezer.velden(bericht.get('Header'))),
      verzoeken: antwoord === undefined ? undefined : [leesVerzoek(lezer, antwoord, 'antwoord')],
      declaratie: declaratie === undefined ? undefined : leesDeclaratie(lezer, inDeclaratie),
    }),
  };
}

function leesClient(lezer: Lezer, knoop: Knoop, hash: PersoonHasher): FeitClient {
  const v = lezer.velden(knoop);
  const bsn = parseBsn(lezer.tekst(v.get('Bsn')) ?? '');
  const alle = <T>(naam: string, lees: (lezer: Lezer, kind: Knoop) => T): readonly T[] | undefined => {
    const lijst = v.get(naam);
    return lijst === undefined ? undefined : lezer.lijst(lijst).map((kind) => lees(lezer, kind));
  };
  return aanwezig({
    persoon: bsn === undefined ? undefined : hash(bsn),
    retourcodes: leesRetourcodes(lezer, v),
    toewijzingen: alle('ToegewezenProducten', leesToewijzing),
    starts: alle('StartProducten', leesLevering),
    stops: alle('StopProducten', leesLevering),
    verzoeken: leesVerzoekVan(lezer, v) ?? alle('AangevraagdeProducten', (l, k) => leesVerzoek(l, k, 'aangevraagd')),
    prestaties: alle('Prestaties', leesPrestatie),
  });
}

/** A Verzoek (317, 318) and the products under it; each product carries the reference of its Verzoek. */
function leesVerzoekVan(lezer: Lezer, client: Velden): FeitClient['verzoeken'] {
  const knoop = client.get('Verzoek');
  if (knoop === undefined) return undefined;
  const v = lezer.velden(knoop);
  const verzoek = leesVerzoek(lezer, knoop, 'verzoek');
  const referentie =
    verzoek.referentieAanbieder === undefined ? {} : { referentieAanbieder: verzoek.referentieAanbieder };
  const producten = [
    ...lezer.lijst(v.get('OngewijzigdeProducten')).map((kind) => leesVerzoek(lezer, kind, 'ongewijzigd')),
    ...lezer.lijst(v.get('TeWijzigenProducten')).map((kind) => leesVerzoek(lezer, kind, 'te_wijzigen')),
    ...lezer.lijst(v.get('NieuweProducten')).map((kind) => leesVerzoek(lezer, kind, 'nieuw')),
  ];
  return [verzoek, ...producten.map((product) => ({ ...product, ...referentie }))];
}

/** Head of a declaration (323) or of its answer (325). */
function leesDeclaratie(lezer: Lezer, v: Velden): FeitDeclaratie {
  const periode = lezer.velden(v.get('DeclaratiePeriode'));
  return {
    declaratieNummer: lezer.tekst(v.get('DeclaratieNummer')) ?? '',
    ...aanwezig({
      begindatum: lezer.kaal(periode.get('Begindatum')),
      einddatum: lezer.kaal(periode.get('Einddatum')),
      dagtekening: lezer.kaal(v.get('DeclaratieDagtekening')),
      ingediendCenten: leesBedrag(lezer, v.get('TotaalIngediendBedrag'), 'TotaalBedrag'),
      toegekendCenten: leesBedrag(lezer, v.get('TotaalToegekendBedrag'), 'TotaalBedrag'),
      retourcodes: leesRetourcodes(lezer, v),
    }),
  };
}
