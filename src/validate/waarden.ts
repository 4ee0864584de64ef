import type { Bevinding } from '../bericht/bevinding.ts';
import { controleerBsn } from './bsn.ts';
import type { ValidatieOpdracht } from './port.ts';
import { heeftOnzichtbaarTeken, veiligeNaam } from './veilige-naam.ts';
import { GEEN } from './xml/boom.ts';
import type { Boom, Knoop } from './xml/boom.ts';
import { XML_CODES } from './xml/codes.ts';
import { lijnenVanElementen } from './xml/lijnen.ts';

/** Elements whose text goes on into other systems as a key: what is not seen there is worth a report. */
const KENMERKEN = new Set([
  'Identificatie',
  'IdentificatieRetour',
  'ReferentieAanbieder',
  'ReferentieNummer',
  'VorigReferentieNummer',
  'DeclaratieNummer',
]);

/** More of one kind say nothing new. */
const MAX_PER_SOORT = 100;

/** What the values of a message gave. */
export interface WaardeBevindingen {
  /** XML14: reported, never refused. */
  readonly onzichtbaar: readonly Bevinding[];
  /** BRS18. */
  readonly bsn: readonly Bevinding[];
}

/**
 * Looks at the values that mean something outside the message: every BSN against the environment, every identifier for
 * characters that are not seen. One walk; only these elements are read.
 * @param bekend the element names of this message: other names are escaped in paths.
 */
export function controleerWaarden(
  boom: Boom,
  bekend: ReadonlySet<string>,
  { omgeving, inhoud }: Pick<ValidatieOpdracht, 'omgeving' | 'inhoud'>,
): WaardeBevindingen {
  const vondsten: { readonly knoop: Knoop; readonly element: number; readonly bevinding: Bevinding }[] = [];
  const aantal = { xml: 0, regels: 0 };
  let teller = 0;

  const meld = (knoop: Knoop, bevinding: Bevinding, laag: 'xml' | 'regels'): void => {
    aantal[laag] += 1;
    if (aantal[laag] <= MAX_PER_SOORT) vondsten.push({ knoop, element: teller, bevinding });
  };
  const bezoek = (knoop: Knoop): void => {
    const naam = boom.naam(knoop);
    if (naam === 'Bsn') {
      const fout = controleerBsn(boom.tekst(knoop), omgeving);
      if (fout !== undefined) meld(knoop, { ...BRS18, ...fout }, 'regels');
    } else if (KENMERKEN.has(naam) && heeftOnzichtbaarTeken(boom.tekst(knoop))) meld(knoop, XML14, 'xml');
    teller += 1;
    for (let kind = boom.eersteKind(knoop); kind !== GEEN; kind = boom.volgende(kind)) bezoek(kind);
  };
  bezoek(boom.wortel);
  if (vondsten.length === 0) return { onzichtbaar: [], bsn: [] };

  const lijnen = lijnenVanElementen(
    inhoud,
    vondsten.map(({ element }) => element),
  );
  const bevindingen = vondsten.map(({ knoop, bevinding }, i): Bevinding => {
    const lijn = lijnen[i];
    return { ...bevinding, pad: padVan(boom, knoop, bekend), ...(lijn === undefined ? {} : { lijn }) };
  });
  return {
    onzichtbaar: bevindingen.filter(({ laag }) => laag === 'xml'),
    bsn: bevindingen.filter(({ laag }) => laag === 'regels'),
  };
}

const XML14: Bevinding = {
  laag: 'xml',
  code: 'XML14',
  ...XML_CODES.XML14,
  wieIsAanZet: 'leverancier',
  ernst: 'melden',
};

const BRS18: Bevinding = { laag: 'regels', code: 'BRS18', uitleg: '', wieIsAanZet: 'afzender', ernst: 'weigeren' };

/** Path of an element; an index where there is more than one of that name. */
function padVan(boom: Boom, knoop: Knoop, bekend: ReadonlySet<string>): string {
  const naam = boom.naam(knoop);
  const getoond = bekend.has(naam) ? naam : veiligeNaam(naam);
  if (knoop === boom.wortel) return `/${getoond}`;
  const ouder = boom.ouder(knoop);
  let [nummer, aantal] = [0, 0];
  for (let kind = boom.eersteKind(ouder); kind !== GEEN; kind = boom.volgende(kind)) {
    if (boom.naam(kind) !== naam) continue;
    aantal += 1;
    if (kind === knoop) nummer = aantal;
  }
  return `${padVan(boom, ouder, bekend)}/${getoond}${aantal > 1 ? `[${nummer}]` : ''}`;
}
