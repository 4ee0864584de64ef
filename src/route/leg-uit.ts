import { aansluitingVanPartij, naamVanPartij } from '../bericht/aansluiting.ts';
import type { RouteRegel, Tafels } from '../bericht/aansluiting.ts';
import { berichtType } from '../bericht/catalogus.ts';
import type { BerichtSoort, BerichtType } from '../bericht/catalogus.ts';
import { datumInNederland, isGeldigOp } from '../bericht/datum.ts';
import type { Datum } from '../bericht/datum.ts';
import type { Kop } from '../bericht/kop.ts';
import type { PartijCode } from '../bericht/partij.ts';
import { mislukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import { indexVan } from './route-index.ts';
import { gaatNaar, kenmerkenVan, KENMERKEN } from './route-kenmerk.ts';
import { schrijfPeriode, toetsOntvanger, toetsPauze, toetsRelease, toetsScheiding } from './route-stappen.ts';
import type { RouteFout } from './route-stappen.ts';
import { kiesAansluiting, vindRoute } from './vind-route.ts';
import type { Route } from './vind-route.ts';

/** A question for {@link legUit}: who sends what to whom, at which moment. */
export interface UitlegVraag {
  /** The party that really sends, and the one that really gets it: for a retour not the order of the header. */
  readonly van: PartijCode;
  readonly naar: PartijCode;
  readonly soort: BerichtSoort;
  readonly op: Date;
}

/** A line of the tables that was looked at. */
export interface BekekenRegel {
  /** `routes.yaml:12` */
  readonly regel: string;
  readonly oordeel: 'gekozen' | 'past, maar is minder specifiek' | 'past niet' | 'geldt niet op deze dag';
  readonly tekst: string;
}

/** One step of the explanation. */
export interface UitlegStap {
  readonly stap: 'kop' | 'release' | 'pauze' | 'indieners' | 'ontvanger' | 'route' | 'scheiding';
  readonly uitkomst: 'goed' | 'fout';
  readonly tekst: string;
  readonly regels: readonly BekekenRegel[];
}

/** How a route comes about. */
export interface RouteUitleg {
  readonly op: Date;
  readonly stappen: readonly UitlegStap[];
  /**
   * The route that the hub would choose for a message that may be sent (that is step `indieners`); BRS13 when the schema
   * would refuse it before it is routed.
   */
  readonly uitkomst: Uitkomst<Route, RouteFout | { readonly code: 'BRS13'; readonly uitleg: string }>;
}

/** More lines than this help nobody. */
const MAX_REGELS = 50;

/** Explains, step by step and by the same steps as {@link vindRoute}, where a message would go and why. */
export function legUit(tafels: Tafels, { van, naar, soort, op }: UitlegVraag): RouteUitleg {
  const type = berichtType(soort);
  const richting = legRichtingUit(type, van, naar);
  if (richting.uitkomst === 'fout')
    return { op, stappen: [richting], uitkomst: mislukt({ code: 'BRS13', uitleg: richting.tekst }) };
  const index = indexVan(tafels);
  const dag = datumInNederland(op);
  const stappen: UitlegStap[] = [
    richting,
    alsStap('release', toetsRelease(index, type, dag)),
    alsStap('pauze', toetsPauze(index, type, op)),
    legIndienersUit(tafels, { van, soort, dag }),
  ];
  const ontvanger = toetsOntvanger(tafels, { partij: naar, type, dag });
  if (!ontvanger.ok) stappen.push(stap('ontvanger', 'fout', melding(ontvanger.fout)));
  else {
    const { partij, codes } = ontvanger.waarde;
    const gevolgd = codes.length > 1 ? `; gevolgd via de opvolging ${codes.join(' → ')}` : '';
    stappen.push(
      stap('ontvanger', 'goed', `Ontvanger is ${partij} (${naamVanPartij(tafels, partij) ?? 'onbekend'})${gevolgd}.`),
    );
    stappen.push(legKeuzeUit(tafels, { type, partij, dag }));
    const gekozen = kiesAansluiting(tafels, { type, partij, dag });
    if (gekozen !== undefined)
      stappen.push(alsStap('scheiding', toetsScheiding(aansluitingVanPartij(tafels, van), gekozen.aansluiting)));
  }
  return { op, stappen, uitkomst: vindRoute(tafels, { type, kop: kopVan(type, van, naar), nu: op }) };
}

/** The header that such a message would have, as far as routing looks at it. */
function kopVan(type: BerichtType, van: PartijCode, naar: PartijCode): Kop {
  const [afzender, ontvanger] = type.bestemming === 'afzender' ? [naar, van] : [van, naar];
  return { soort: type.soort, afzender, ontvanger, identificatie: '' };
}

function stap(
  naam: UitlegStap['stap'],
  uitkomst: UitlegStap['uitkomst'],
  tekst: string,
  regels: readonly BekekenRegel[] = [],
): UitlegStap {
  return { stap: naam, uitkomst, tekst, regels };
}

function alsStap(naam: UitlegStap['stap'], gevonden: Uitkomst<string, RouteFout>): UitlegStap {
  return gevonden.ok ? stap(naam, 'goed', gevonden.waarde) : stap(naam, 'fout', melding(gevonden.fout));
}

function melding({ code, uitleg }: RouteFout): string {
  return `${code}: ${uitleg}`;
}

function legRichtingUit(type: BerichtType, van: PartijCode, naar: PartijCode): UitlegStap {
  const { soort, naam } = type;
  if (!gaatNaar(soort, naar) || gaatNaar(soort, van)) {
    const doel = gaatNaar(soort, '0000' as PartijCode)
      ? 'een aanbieder naar een gemeente'
      : 'een gemeente naar een aanbieder';
    return stap('kop', 'fout', `${soort} (${naam}) gaat van ${doel}; anders keurt het XSD het bericht af.`);
  }
  const kop = kopVan(type, van, naar);
  const waarom =
    type.vorm === 'retour'
      ? 'Een retour herhaalt de kop van het heenbericht en gaat dus naar de partij in Afzender'
      : 'Dit bericht gaat naar de partij in Ontvanger';
  return stap(
    'kop',
    'goed',
    `${soort} (${naam}): in de kop staat Afzender ${kop.afzender} en Ontvanger ${kop.ontvanger}. ${waarom}: ${naar}.`,
  );
}

function legIndienersUit(
  tafels: Tafels,
  { van, soort, dag }: { readonly van: PartijCode; readonly soort: BerichtSoort; readonly dag: Datum },
): UitlegStap {
  const eigen = aansluitingVanPartij(tafels, van);
  const mandaten = tafels.mandaten.filter(
    (mandaat) =>
      mandaat.afzender === van &&
      isGeldigOp(mandaat, dag) &&
      (mandaat.berichtsoorten.length === 0 || mandaat.berichtsoorten.includes(soort)),
  );
  const regels: BekekenRegel[] = [
    ...(eigen === undefined ? [] : [{ plaats: eigen.plaats, tekst: `${eigen.id} bedient ${van} zelf` }]),
    ...mandaten.map(({ plaats, indiener }) => ({
      plaats,
      tekst: `${indiener} heeft een toestemmingsverklaring van ${van}`,
    })),
  ].map(({ plaats, tekst }) => ({ regel: `${plaats.bestand}:${plaats.lijn}`, oordeel: 'gekozen', tekst }));
  return regels.length === 0
    ? stap('indieners', 'fout', `Geen aansluiting mag ${soort} indienen namens ${van}.`)
    : stap('indieners', 'goed', `${soort} mag namens ${van} worden ingediend door:`, regels);
}

function legKeuzeUit(
  tafels: Tafels,
  vraag: { readonly type: BerichtType; readonly partij: PartijCode; readonly dag: Datum },
): UitlegStap {
  const { type, partij, dag } = vraag;
  const gekozen = kiesAansluiting(tafels, vraag);
  const regels = tafels.routes
    // of a route for another receiver nobody wonders why it does not match
    .filter(({ ontvanger }) => ontvanger === undefined || ontvanger === partij)
    .map((route) => bekijk(route, { ...vraag, gekozen: gekozen?.tafelRegel }));
  const eigen = aansluitingVanPartij(tafels, partij);
  if (eigen !== undefined) {
    const regel = `${eigen.plaats.bestand}:${eigen.plaats.lijn}`;
    const oordeel = regel === gekozen?.tafelRegel ? 'gekozen' : 'past, maar is minder specifiek';
    regels.push({ regel, oordeel, tekst: `${eigen.id} bedient ${partij} zelf` });
  }
  const getoond = regels
    .toSorted((a, b) => Number(b.oordeel === 'gekozen') - Number(a.oordeel === 'gekozen'))
    .slice(0, MAX_REGELS);
  if (gekozen === undefined)
    return stap(
      'route',
      'fout',
      `BRS33: geen route en geen aansluiting voor ${type.soort} aan ${partij} op ${dag}.`,
      getoond,
    );
  const { aansluiting, tafelRegel } = gekozen;
  const waarom = tafelRegel.startsWith('routes.yaml')
    ? 'de meest specifieke route die past'
    : 'geen route past, en deze aansluiting bedient de ontvanger zelf';
  return stap('route', 'goed', `Het bericht gaat naar ${aansluiting.id} volgens ${tafelRegel}: ${waarom}.`, getoond);
}

function bekijk(
  route: RouteRegel,
  {
    type,
    partij,
    dag,
    gekozen,
  }: {
    readonly type: BerichtType;
    readonly partij: PartijCode;
    readonly dag: Datum;
    readonly gekozen: string | undefined;
  },
): BekekenRegel {
  const regel = `${route.plaats.bestand}:${route.plaats.lijn}`;
  const kenmerken = kenmerkenVan(route);
  const bericht = { standaard: type.standaard, release: type.release, berichtsoort: type.soort, ontvanger: partij };
  const past = KENMERKEN.every(
    (kenmerk) => kenmerken[kenmerk] === undefined || kenmerken[kenmerk] === bericht[kenmerk],
  );
  const voorwaarden = KENMERKEN.filter((kenmerk) => route[kenmerk] !== undefined).map(
    (kenmerk) => `${kenmerk} ${route[kenmerk] ?? ''}`,
  );
  const geldt = schrijfPeriode(route.geldigVan, route.geldigTot);
  return {
    regel,
    oordeel: !past
      ? 'past niet'
      : !isGeldigOp(route, dag)
        ? 'geldt niet op deze dag'
        : regel === gekozen
          ? 'gekozen'
          : 'past, maar is minder specifiek',
    tekst: `${voorwaarden.length === 0 ? 'elk bericht' : voorwaarden.join(', ')} → ${route.aansluiting} (${geldt})`,
  };
}
