import type { Datum } from '../../bericht/datum.ts';
import { maakPrestatie } from './casus.ts';
import type { Casus, Toewijzing } from './casus.ts';
import { antwoordOpDeclaratie, corrigeer, declaratieKlasse } from './inhoud-declaratie.ts';
import type { Declaratie } from './inhoud-declaratie.ts';
import { startClient, stopClient } from './inhoud-levering.ts';
import type { Levering, Stop } from './inhoud-levering.ts';
import { kiesToewijzing, toewijzingClient } from './inhoud-toewijzing.ts';
import { antwoordKlasse, kiesVerzoek, verzoekClient, wijzigingClient } from './inhoud-verzoek.ts';
import type { Wijziging } from './inhoud-verzoek.ts';
import { plusDagen, vroegste } from './kalender.ts';
import { wijzigVolume } from './producten.ts';
import { createVerhaal } from './verhaal.ts';
import type { Stap, Verhaal } from './verhaal.ts';

/**
 * How a case can go.
 * - voorbeeld: each of the fourteen messages once; the request for change is still open when it ends
 * - volledig: request, investigation, allocation, start, change (new allocation, stop and start), declaration
 * - rechtstreeks: allocated without a request; the support is interrupted and taken up again
 * - correctie: allocated without a request; a start is taken back, and a declared line is credited and declared anew
 * - afgewezen: the request is refused by a 319
 * - geweigerd: one message is refused by its retour, and the case ends there
 */
export type VerhaalSoort = 'voorbeeld' | 'volledig' | 'rechtstreeks' | 'correctie' | 'afgewezen' | 'geweigerd';

/** Tells whether the provider asks for the allocation in this kind of story. */
export function isOpVerzoek(soort: VerhaalSoort): boolean {
  return soort !== 'rechtstreeks' && soort !== 'correctie';
}

/** Municipalities that may turn out to be the responsible one (woonplaatsbeginsel). */
const ANDERE_GEMEENTEN = ['0344', '0518', '0599', '0758', '0855'] as const;

/** Tells a case from its first to its last message. */
export function vertel(soort: VerhaalSoort, casus: Casus, peildatum: Datum): readonly Stap[] {
  const verhaal = createVerhaal(casus, peildatum);
  const v: Verteller = { verhaal, casus, peildatum };
  if (soort === 'voorbeeld') {
    vraagAan(v);
    wijsToe(v);
    start(v, casus.toewijzingen, casus.dagen.start);
    vraagWijziging(v);
    stop(v, casus.toewijzingen.slice(0, 1), stopTijdensMaand(casus));
    declareer(v, casus.toewijzingen, 1);
  } else if (soort === 'volledig') {
    vraagAan(v);
    wijsToe(v);
    start(v, casus.toewijzingen, casus.dagen.start);
    declareer(v, wijzig(v), casus.toeval.heel(0, 1));
  } else if (soort === 'rechtstreeks') {
    wijsToe(v);
    start(v, casus.toewijzingen, casus.dagen.start);
    onderbreek(v);
    declareer(v, casus.toewijzingen, casus.toeval.heel(0, 1));
  } else if (soort === 'correctie') {
    wijsToe(v);
    corrigeerStart(v);
    declareerOpnieuw(v);
  } else if (soort === 'afgewezen') {
    wijsAf(v);
  } else {
    weiger(v);
  }
  return verhaal.stappen;
}

interface Verteller {
  readonly verhaal: Verhaal;
  readonly casus: Casus;
  readonly peildatum: Datum;
}

type Reden = Pick<Stop, 'einde' | 'reden'> & { readonly dag: Datum; readonly begin: Datum };

function vraagAan({ verhaal, casus }: Verteller): void {
  const { dagen, toewijzingen, toeval } = casus;
  const inhoud = kiesVerzoek(casus);
  const verzoek = verhaal.heen('315', dagen.verzoek, 'Client', (extra) => verzoekClient(casus, inhoud, extra));
  verhaal.retour(verzoek);
  const referentie = toewijzingen[0]?.referentie ?? '';
  const onderzoek = verhaal.heen('319', plusDagen(verzoek.dagtekening, toeval.heel(2, 5)), 'Antwoord', () =>
    antwoordKlasse(referentie),
  );
  verhaal.retour(onderzoek);
}

function wijsToe({ verhaal, casus }: Verteller, weigert = false): void {
  const inhoud = kiesToewijzing(casus, casus.dagen.toewijzing, casus.toewijzingen);
  const toewijzing = verhaal.heen('301', inhoud.datum, 'Client', (extra) => toewijzingClient(casus, inhoud, extra));
  verhaal.retour(toewijzing, weigert);
}

function start(v: Verteller, toewijzingen: readonly Toewijzing[], begin: Datum, weigert = false): void {
  meldStart(
    v,
    begin,
    toewijzingen.map((toewijzing) => ({ toewijzing, begin })),
    weigert,
  );
}

function meldStart({ verhaal, casus }: Verteller, vanaf: Datum, starten: readonly Levering[], weigert = false): void {
  const dag = plusDagen(vanaf, casus.toeval.heel(0, 4));
  verhaal.retour(
    verhaal.heen('305', dag, 'Client', (extra) => startClient(casus, starten, extra)),
    weigert,
  );
}

function stop(
  { verhaal, casus }: Verteller,
  toewijzingen: readonly Toewijzing[],
  wanneer: Reden,
  weigert = false,
): void {
  const { begin, einde, reden } = wanneer;
  const stoppen = toewijzingen.map((toewijzing) => ({ toewijzing, begin, einde, reden }));
  verhaal.retour(
    verhaal.heen('307', wanneer.dag, 'Client', (extra) => stopClient(casus, stoppen, extra)),
    weigert,
  );
}

/** A definitive stop in the declared month: according to plan. */
function stopTijdensMaand({ dagen, toeval, standaard }: Casus): Reden {
  const einde = plusDagen(dagen.maand.begin, toeval.heel(8, 16));
  return {
    begin: dagen.start,
    einde,
    reden: standaard === 'iwmo' ? '19' : '31',
    dag: plusDagen(einde, toeval.heel(0, 3)),
  };
}

function vraagWijziging({ verhaal, casus }: Verteller, weigert = false): Wijziging {
  const { dagen, toeval, nummers } = casus;
  const [teWijzigen, ...ongewijzigd] = casus.toewijzingen as readonly [Toewijzing, ...Toewijzing[]];
  const referentie = nummers.referentieAanbieder();
  const ingang = dagen.maand.begin;
  const omvang = teWijzigen.product.omvang;
  const product =
    omvang === undefined ? teWijzigen.product : { ...teWijzigen.product, omvang: wijzigVolume(toeval, omvang) };
  const wijziging = {
    referentie,
    ongewijzigd,
    teWijzigen,
    opvolger: { ...teWijzigen, nummer: nummers.nummer(), referentie, product, ingang },
    nieuw: { ...casus.nieuweToewijzing(), referentie, ingang },
  };
  const verzoek = verhaal.heen('317', dagen.wijzigingsverzoek, 'Client', (extra) =>
    wijzigingClient(casus, wijziging, extra),
  );
  verhaal.retour(verzoek, weigert);
  return wijziging;
}

/** Grants a request for change. @returns the allocations that hold from the declared month on */
function wijzig(v: Verteller): readonly Toewijzing[] {
  const { verhaal, casus } = v;
  const { dagen, toeval } = casus;
  const { referentie, teWijzigen, opvolger, nieuw, ongewijzigd } = vraagWijziging(v);
  const einde = plusDagen(opvolger.ingang, -1);
  // another Omvang is another allocation: the old one ends, and all products of this 301 carry the reference (IV093)
  const blijvend = ongewijzigd.map((toewijzing) => ({ ...toewijzing, referentie }));
  const inhoud = kiesToewijzing(casus, dagen.tweedeToewijzing, [
    { ...teWijzigen, referentie, einde, redenWijziging: '12' },
    ...blijvend,
    opvolger,
    nieuw,
  ]);
  verhaal.retour(verhaal.heen('301', inhoud.datum, 'Client', (extra) => toewijzingClient(casus, inhoud, extra)));
  stop(v, [teWijzigen], { begin: dagen.start, einde, reden: '37', dag: plusDagen(einde, toeval.heel(0, 4)) });
  start(v, [opvolger, nieuw], opvolger.ingang);
  return [...blijvend, opvolger, nieuw];
}

/** The support stops for a week or two, and is taken up again. */
function onderbreek(v: Verteller): void {
  const { casus } = v;
  const { dagen, toeval } = casus;
  const eerste = casus.toewijzingen.slice(0, 1);
  const einde = plusDagen(dagen.start, toeval.heel(10, 20));
  stop(v, eerste, { begin: dagen.start, einde, reden: '20', dag: plusDagen(einde, toeval.heel(0, 3)) });
  start(v, eerste, plusDagen(einde, toeval.heel(7, 14)));
}

/** A start is reported a day early, taken back, and reported anew in the same message. */
function corrigeerStart(v: Verteller): void {
  const { dagen, toewijzingen } = v.casus;
  start(v, toewijzingen, dagen.start);
  const begin = plusDagen(dagen.start, 1);
  const [toewijzing] = toewijzingen as readonly [Toewijzing];
  meldStart(v, plusDagen(begin, 4), [
    { toewijzing, begin: dagen.start, verwijderd: true },
    { toewijzing, begin },
  ]);
}

function declareer(
  { verhaal, casus, peildatum }: Verteller,
  toewijzingen: readonly Toewijzing[],
  afgewezen: number,
): Declaratie {
  const { dagen, toeval, nummers, persoon } = casus;
  const declaratie = {
    nummer: nummers.declaratieNummer(),
    dagtekening: dagen.declaratie,
    extra: casus.nieuweReeks(),
    prestaties: toewijzingen.map((toewijzing) => maakPrestatie(casus, persoon.bsn, toewijzing)),
  };
  const antwoordDag = vroegste(plusDagen(dagen.declaratie, toeval.heel(0, 8)), peildatum);
  dienIn(verhaal, casus, declaratie, antwoordDag, afgewezen);
  return declaratie;
}

function dienIn(verhaal: Verhaal, casus: Casus, declaratie: Declaratie, antwoordDag: Datum, afgewezen: number): void {
  const ingediend = verhaal.heen('323', declaratie.dagtekening, 'Declaratie', (extra) =>
    declaratieKlasse(casus, declaratie, extra),
  );
  verhaal.antwoord(ingediend, antwoordDag, (extra) => antwoordOpDeclaratie(declaratie, afgewezen, extra));
}

/** After the answer (a credit is only possible then) the first line is corrected by a second declaration. */
function declareerOpnieuw(v: Verteller): void {
  const { verhaal, casus, peildatum } = v;
  const eerste = declareer(v, casus.toewijzingen, 0);
  const fout = eerste.prestaties[0];
  if (fout === undefined) return;
  const correctie = {
    nummer: casus.nummers.declaratieNummer(),
    dagtekening: vroegste(plusDagen(eerste.dagtekening, 9), peildatum),
    extra: casus.nieuweReeks(),
    prestaties: corrigeer(casus, fout),
  };
  dienIn(verhaal, casus, correctie, correctie.dagtekening, 0);
}

/** Every product that was asked for is refused; in iJw now and then because another municipality is responsible. */
function wijsAf({ verhaal, casus }: Verteller): void {
  const { dagen, toeval, standaard, paar } = casus;
  const inhoud = kiesVerzoek(casus);
  const verzoek = verhaal.heen('315', dagen.verzoek, 'Client', (extra) => verzoekClient(casus, inhoud, extra));
  verhaal.retour(verzoek);
  const andere = toeval.kies(ANDERE_GEMEENTEN.filter((code) => code !== paar.gemeente));
  const reden = toeval.kies(standaard === 'iwmo' ? ['2', '3', '4', '5', '7'] : ['2', '3', '7', '8', '8', '9']);
  for (const { referentie } of casus.toewijzingen) {
    const antwoord = antwoordKlasse(referentie ?? '', { reden, ...(reden === '8' && { gemeente: andere }) });
    verhaal.retour(verhaal.heen('319', plusDagen(verzoek.dagtekening, toeval.heel(2, 5)), 'Antwoord', () => antwoord));
  }
}

/** The last heenbericht is refused on a product code that the contract does not know. */
function weiger(v: Verteller): void {
  const { verhaal, casus } = v;
  const { dagen, toeval } = casus;
  const waar = toeval.kies(['315', '301', '305', '307', '317']);
  if (waar === '315') {
    const inhoud = kiesVerzoek(casus);
    verhaal.retour(
      verhaal.heen('315', dagen.verzoek, 'Client', (extra) => verzoekClient(casus, inhoud, extra)),
      true,
    );
    return;
  }
  vraagAan(v);
  wijsToe(v, waar === '301');
  if (waar === '301') return;
  start(v, casus.toewijzingen, dagen.start, waar === '305');
  if (waar === '307') stop(v, casus.toewijzingen, stopTijdensMaand(casus), true);
  if (waar === '317') vraagWijziging(v, true);
}
