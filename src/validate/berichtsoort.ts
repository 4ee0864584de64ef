import type { Bevinding } from '../bericht/bevinding.ts';
import type { ReleaseGegevens } from '../bericht/catalogus-vorm.ts';
import { BERICHTTYPEN, STANDAARDEN, findBerichtTypeByNamespace } from '../bericht/catalogus.ts';
import type { BerichtType } from '../bericht/catalogus.ts';
import { gelukt, mislukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import type { Boom } from './xml/boom.ts';
import { XSD_CODES } from './xsd/codes.ts';
import { veiligeNaam } from './veilige-naam.ts';

const HOOFDELEMENT = 'Bericht';

/** A namespace that follows the pattern of the istandaarden: standard, release and message. */
const PATROON = /^http:\/\/www\.istandaarden\.nl\/([a-z]{1,8})\/([0-9]{1,2})_([0-9]{1,2})\/([a-z0-9]{1,16})\/schema$/;

/**
 * Tells which message this is, by the namespace and name of the root element: exact texts, no guess. What is almost one
 * of ours is told apart, so that the sender knows what to change.
 */
export function bepaalBerichtsoort(boom: Boom, lijn: number): Uitkomst<BerichtType, Bevinding> {
  const namespace = boom.namespace(boom.wortel);
  const naam = boom.naam(boom.wortel);
  const weiger = (code: 'XSD01' | 'XSD02', uitleg: string, verwacht: string): Uitkomst<BerichtType, Bevinding> =>
    mislukt({
      laag: 'xsd',
      code,
      pad: `/${naam === HOOFDELEMENT ? naam : veiligeNaam(naam)}`,
      lijn,
      uitleg,
      verwacht,
      wieIsAanZet: XSD_CODES[code].wieIsAanZet,
      ernst: 'weigeren',
    });

  const type = findBerichtTypeByNamespace(namespace);
  if (type !== undefined && naam === HOOFDELEMENT) return gelukt(type);
  if (type !== undefined) {
    return weiger(
      'XSD01',
      `Het hoofdelement van een ${type.soort} heeft een andere naam.`,
      `hoofdelement ${HOOFDELEMENT}`,
    );
  }
  if (namespace === '') {
    return weiger('XSD01', 'Het hoofdelement heeft geen namespace.', `een bericht van ${titels(STANDAARDEN)}`);
  }
  const delen = PATROON.exec(namespace);
  const standaard = STANDAARDEN.find(({ standaard: code }) => code === delen?.[1]);
  if (delen !== null && standaard !== undefined) {
    const release = `${delen[2] ?? ''}.${delen[3] ?? ''}`;
    const actief = STANDAARDEN.filter(({ standaard: code }) => code === standaard.standaard);
    if (!actief.some((kandidaat) => kandidaat.release === release)) {
      return weiger('XSD02', `Het bericht is van release ${release}; die kent dit knooppunt niet.`, titels(actief));
    }
    return weiger('XSD01', `Deze berichtsoort bestaat niet in ${standaard.titel}.`, soortenVan(standaard.standaard));
  }
  const bedoeld = BERICHTTYPEN.find((kandidaat) => vlak(kandidaat.namespace) === vlak(namespace));
  if (bedoeld !== undefined) {
    return weiger(
      'XSD01',
      `De namespace van het hoofdelement lijkt op die van een ${bedoeld.soort}, maar is niet precies gelijk.`,
      bedoeld.namespace,
    );
  }
  return weiger(
    'XSD01',
    'De namespace van het hoofdelement hoort niet bij een bericht dat dit knooppunt kent.',
    `een bericht van ${titels(STANDAARDEN)}`,
  );
}

/** A namespace without what people get wrong in it: case, scheme, slashes and spaces at the end. */
function vlak(namespace: string): string {
  return namespace
    .slice(0, 256)
    .trim()
    .toLowerCase()
    .replace(/^https:/, 'http:')
    .replace(/\/+$/, '');
}

function titels(releases: readonly ReleaseGegevens[]): string {
  return releases.map(({ titel }) => titel).join(' of ');
}

function soortenVan(standaard: string): string {
  return BERICHTTYPEN.filter((type) => type.standaard === standaard)
    .map(({ soort }) => soort)
    .join(', ');
}
