import { z } from 'zod';
import type { ReleaseTermijn, RouteRegel, TafelPlaats } from '../../bericht/aansluiting.ts';
import { berichtType, STANDAARDEN } from '../../bericht/catalogus.ts';
import { parseDatum } from '../../bericht/datum.ts';
import type { Datum } from '../../bericht/datum.ts';
import { partijSoort } from '../../bericht/partij.ts';
import { gaatNaar } from '../route-kenmerk.ts';
import { alsPeriode, keurPeriode } from './lees-csv-tafels.ts';
import type { FoutenBak, TafelFoutCode } from './tafel-fout.ts';
import { VELD } from './velden.ts';
import { leesYaml, waardeOp } from './yaml-tafel.ts';
import type { YamlPad, YamlTafel } from './yaml-tafel.ts';
import { keur } from './zod-fouten.ts';

const periode = { geldigVan: VELD.datum.optional(), geldigTot: VELD.datum.optional() };

const RELEASE = z.strictObject({
  standaard: VELD.standaard,
  release: VELD.release,
  ...periode,
  retourTot: VELD.datum.optional(),
});

const ROUTE = z.strictObject({
  standaard: VELD.standaard.optional(),
  release: VELD.release.optional(),
  berichtsoort: VELD.berichtsoort.optional(),
  ontvanger: VELD.partij.optional(),
  aansluiting: VELD.aansluiting,
  ...periode,
});

const leegIsLijst = z.preprocess((waarde) => (waarde === '' ? [] : waarde), z.array(z.unknown()));
const BESTAND = z.strictObject({ releases: leegIsLijst, routes: leegIsLijst });

/** More lines than any country needs; the check for clashes must end in seconds, whatever the file holds. */
const MAX_ROUTES = 20_000;

/** What `routes.yaml` gave. */
export interface GelezenRoutes {
  readonly releases: readonly ReleaseTermijn[];
  readonly routes: readonly RouteRegel[];
  /** Those of the routes that can take a message at all: the others have had their fault, and clash with nothing. */
  readonly bruikbaar: readonly RouteRegel[];
}

/** Reads `routes.yaml`: the dates of the releases, and the routes. @returns `undefined` when it is no such file. */
export function leesRoutes(bestand: string, tekst: string, fouten: FoutenBak): GelezenRoutes | undefined {
  const yaml = leesYaml({ bestand, tekst }, fouten);
  if (yaml === undefined) return undefined;
  keur(BESTAND, { bestand, ...yaml }, fouten);
  const releases = leesItems(RELEASE, { bestand, yaml, sleutel: 'releases' }, fouten).map(({ waarde, plaats }) => {
    const { standaard, release, geldigVan, geldigTot, retourTot } = waarde;
    return {
      standaard,
      release,
      ...alsPeriode(geldigVan, geldigTot),
      ...(retourTot !== undefined && { retourTot }),
      plaats,
    };
  });
  keurReleases(releases, fouten);
  const routes = leesItems(ROUTE, { bestand, yaml, sleutel: 'routes' }, fouten).map(({ waarde, plaats }) => {
    const { standaard, release, berichtsoort, ontvanger, aansluiting, geldigVan, geldigTot } = waarde;
    return {
      ...(standaard !== undefined && { standaard }),
      ...(release !== undefined && { release }),
      ...(berichtsoort !== undefined && { berichtsoort }),
      ...(ontvanger !== undefined && { ontvanger }),
      aansluiting,
      ...alsPeriode(geldigVan, geldigTot),
      plaats,
    };
  });
  return { releases, routes, bruikbaar: routes.filter((route) => keurRoute(route, fouten)) };
}

function leesItems<T>(
  schema: z.ZodType<T>,
  { bestand, yaml, sleutel }: { readonly bestand: string; readonly yaml: YamlTafel; readonly sleutel: string },
  fouten: FoutenBak,
): readonly { readonly waarde: T; readonly plaats: TafelPlaats }[] {
  const items = waardeOp(yaml.waarde, [sleutel]);
  if (!Array.isArray(items)) return [];
  if (items.length > MAX_ROUTES) {
    const plaats = { bestand, lijn: yaml.lijnVan([sleutel]) };
    fouten.meld(plaats, 'TE_VEEL', `De lijst ${sleutel} heeft meer dan ${MAX_ROUTES} regels.`);
    return [];
  }
  return (items as readonly unknown[]).flatMap((ruw, index) => {
    const lijnVan = (pad: YamlPad): number => yaml.lijnVan([sleutel, index, ...pad]);
    const datum = (naam: string): Datum | undefined => {
      const tekst = waardeOp(ruw, [naam]);
      return typeof tekst === 'string' ? parseDatum(tekst) : undefined;
    };
    keurPeriode(alsPeriode(datum('geldigVan'), datum('geldigTot')), { bestand, lijn: lijnVan(['geldigTot']) }, fouten);
    const waarde = keur(schema, { bestand, waarde: ruw, lijnVan }, fouten);
    return waarde === undefined ? [] : [{ waarde, plaats: { bestand, lijn: lijnVan([]) } }];
  });
}

function kentRelease(standaard: string | undefined, release: string): boolean {
  return STANDAARDEN.some(
    (bekend) => bekend.release === release && (standaard ?? bekend.standaard) === bekend.standaard,
  );
}

function keurReleases(releases: readonly ReleaseTermijn[], fouten: FoutenBak): void {
  const gezien = new Map<string, number>();
  for (const { standaard, release, geldigVan, geldigTot, retourTot, plaats } of releases) {
    const sleutel = `${standaard} ${release}`;
    const eerder = gezien.get(sleutel);
    if (eerder === undefined) gezien.set(sleutel, plaats.lijn);
    else fouten.meld(plaats, 'DUBBEL', `De release ${sleutel} staat al op regel ${eerder}. Laat een van beide weg.`);
    if (!kentRelease(standaard, release))
      fouten.meld(plaats, 'RELEASE_ONBEKEND', `Dit knooppunt kent de release ${sleutel} niet.`);
    if (retourTot === undefined) continue;
    if (geldigTot === undefined)
      fouten.meld(
        plaats,
        'ONTBREEKT',
        'Bij retourTot hoort een geldigTot: retouren komen na de laatste heenberichten.',
      );
    const grens = geldigTot ?? geldigVan;
    if (grens !== undefined && retourTot < grens)
      fouten.meld(plaats, 'DATUMS_OMGEKEERD', `De retouren eindigen (${retourTot}) voor de heenberichten (${grens}).`);
  }
}

/** @returns false when the route takes no message whatever. */
function keurRoute({ standaard, release, berichtsoort, ontvanger, plaats }: RouteRegel, fouten: FoutenBak): boolean {
  let past = true;
  const meld = (...fout: [code: TafelFoutCode, uitleg: string]): void => {
    past = false;
    fouten.meld(plaats, ...fout);
  };
  if (release !== undefined && !kentRelease(standaard, release)) {
    const van = standaard === undefined ? '' : ` van ${standaard}`;
    meld('RELEASE_ONBEKEND', `Dit knooppunt kent de release ${release}${van} niet.`);
  }
  if (berichtsoort === undefined) return past;
  if (ontvanger !== undefined && !gaatNaar(berichtsoort, ontvanger)) {
    const kant = partijSoort(ontvanger) === 'gemeente' ? 'aanbieders' : 'gemeenten';
    meld('ROUTE_NOOIT', `${berichtsoort} gaat naar ${kant}, en de ontvanger is er geen: deze route past nooit.`);
  }
  const { standaard: eigen } = berichtType(berichtsoort);
  if (standaard !== undefined && eigen !== standaard)
    meld('ROUTE_NOOIT', `${berichtsoort} hoort bij ${eigen}, niet bij ${standaard}: deze route past nooit.`);
  return past;
}
