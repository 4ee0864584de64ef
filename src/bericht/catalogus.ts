import { IJW_3_2 } from './catalogus-ijw-3-2.ts';
import { IWMO_3_2 } from './catalogus-iwmo-3-2.ts';
import type { BerichtGegevens, ReleaseGegevens } from './catalogus-vorm.ts';

/**
 * The catalogue of messages. A standard is data: a further one (or a further release) is a file like
 * `catalogus-iwmo-3-2.ts`, a folder of schemas and some routing lines, without a change to the stages.
 */

const RELEASES = [IWMO_3_2, IJW_3_2] as const;

/** The name of a standard as it stands in namespaces and tables. */
export type Standaard = (typeof RELEASES)[number]['standaard'];

/** The name of a message: `WMO301`, `JW325` … */
export type BerichtSoort = (typeof RELEASES)[number]['berichten'][number]['soort'];

/** What the hub knows about one message of one release. */
export interface BerichtType extends BerichtGegevens {
  readonly soort: BerichtSoort;
  readonly standaard: Standaard;
  readonly release: string;
  readonly namespace: string;
  readonly basisNamespace: string;
  /** Path of its schema under `xsd/`, in the published spelling. */
  readonly xsd: string;
  /** Which header field names the party that acts, and so whose mandate the Indiener needs. */
  readonly handelt: 'afzender' | 'ontvanger';
  /** Which header field names the party to which the message goes. */
  readonly bestemming: 'afzender' | 'ontvanger';
}

function toType(release: ReleaseGegevens, gegevens: BerichtGegevens): BerichtType {
  const isRetour = gegevens.vorm === 'retour';
  return {
    ...gegevens,
    soort: gegevens.soort as BerichtSoort,
    standaard: release.standaard as Standaard,
    release: release.release,
    namespace: release.basisNamespace.replace('/basisschema/', `/${gegevens.soort.toLowerCase()}/`),
    basisNamespace: release.basisNamespace,
    xsd: `${release.standaard}/${release.release}/${gegevens.soort}.xsd`,
    // the header of a retour is that of the heenbericht, so who answers stands in Ontvanger (IV028)
    handelt: isRetour ? 'ontvanger' : 'afzender',
    bestemming: isRetour ? 'afzender' : 'ontvanger',
  };
}

/** All messages of all releases, in the order of the standard. */
export const BERICHTTYPEN: readonly BerichtType[] = RELEASES.flatMap((release) =>
  release.berichten.map((gegevens) => toType(release, gegevens)),
);

/** All standards with their releases and titles. */
export const STANDAARDEN: readonly ReleaseGegevens[] = RELEASES;

const BY_SOORT: ReadonlyMap<string, BerichtType> = new Map(BERICHTTYPEN.map((type) => [type.soort, type]));
const BY_NAMESPACE: ReadonlyMap<string, BerichtType> = new Map(BERICHTTYPEN.map((type) => [type.namespace, type]));

/** @returns what is known about a message, by its name (`WMO305`), or `undefined`. */
export function findBerichtType(soort: string): BerichtType | undefined {
  return BY_SOORT.get(soort);
}

/** @returns the message whose root element has exactly this namespace, or `undefined`. */
export function findBerichtTypeByNamespace(namespace: string): BerichtType | undefined {
  return BY_NAMESPACE.get(namespace);
}

/** @returns the same as {@link findBerichtType} for a name of which the compiler knows that it exists. */
export function berichtType(soort: BerichtSoort): BerichtType {
  const type = BY_SOORT.get(soort);
  if (type === undefined) throw new Error(`berichtsoort ${soort} staat niet in de catalogus`);
  return type;
}
