import type { BerichtType } from '../bericht/catalogus.ts';
import type { Kop } from '../bericht/kop.ts';
import { parseDatum } from '../bericht/datum.ts';
import { parsePartijCode, partijSoort } from '../bericht/partij.ts';
import type { PartijCode, PartijSoort } from '../bericht/partij.ts';
import { GEEN } from './xml/boom.ts';
import type { Boom, Knoop } from './xml/boom.ts';

/** Side of the other party. */
const ANDER: Readonly<Record<PartijSoort, PartijSoort>> = { aanbieder: 'gemeente', gemeente: 'aanbieder' };

/**
 * Reads the header fields by their exact path, each occurring exactly once, in the namespace in which the standard
 * declares it: a second Afzender, or one elsewhere in the tree, makes the Kop unreadable instead of ambiguous.
 * What is kept of a message in clear has the form of its type: the text of a refused message may be anything, also a
 * person.
 * @returns `undefined` when a field is missing, double, of another form, or no code of the side that the message prescribes.
 */
export function leesKop(boom: Boom, type: BerichtType): Kop | undefined {
  const enig = (ouder: Knoop, namespace: string, naam: string): Knoop => {
    let gevonden = GEEN;
    if (ouder === GEEN) return GEEN;
    for (let kind = boom.eersteKind(ouder); kind !== GEEN; kind = boom.volgende(kind)) {
      if (boom.naam(kind) !== naam || boom.namespace(kind) !== namespace) continue;
      if (gevonden !== GEEN) return GEEN;
      gevonden = kind;
    }
    return gevonden;
  };
  const waarde = (knoop: Knoop): string | undefined => {
    // an element inside a value makes it unreadable
    if (knoop === GEEN || boom.eersteKind(knoop) !== GEEN) return undefined;
    const tekst = boom.tekst(knoop);
    return tekst === '' ? undefined : tekst;
  };
  const identificatieVan = (knoop: Knoop): string | undefined => {
    const tekst = waarde(knoop);
    return tekst !== undefined && isIdentificatie(tekst) ? tekst : undefined;
  };
  const partij = (knoop: Knoop, soort: PartijSoort): PartijCode | undefined => {
    const code = parsePartijCode(waarde(knoop) ?? '');
    return code !== undefined && partijSoort(code) === soort ? code : undefined;
  };

  const { namespace, basisNamespace } = type;
  const header = enig(boom.wortel, namespace, 'Header');
  const bericht = enig(header, namespace, 'BerichtIdentificatie');
  const afzender = partij(enig(header, namespace, 'Afzender'), type.afzender);
  const ontvanger = partij(enig(header, namespace, 'Ontvanger'), ANDER[type.afzender]);
  const identificatie = identificatieVan(enig(bericht, basisNamespace, 'Identificatie'));
  const geschreven = waarde(enig(bericht, basisNamespace, 'Dagtekening'));
  if (afzender === undefined || ontvanger === undefined || identificatie === undefined || geschreven === undefined) {
    return undefined;
  }
  const dagtekening = parseDatum(geschreven.trim());
  const kop: Kop = { soort: type.soort, afzender, ontvanger, identificatie, dagtekening };
  if (type.vorm === 'retour') {
    const identificatieRetour = identificatieVan(enig(header, namespace, 'IdentificatieRetour'));
    return identificatieRetour === undefined ? undefined : { ...kop, identificatieRetour };
  }
  if (type.vorm === 'antwoord') {
    const declaratie = enig(header, namespace, 'DeclaratieIdentificatie');
    const declaratieIdentificatie = identificatieVan(enig(declaratie, basisNamespace, 'Identificatie'));
    return declaratieIdentificatie === undefined ? undefined : { ...kop, declaratieIdentificatie };
  }
  return kop;
}

const MAX_IDENTIFICATIE = 12;

/**
 * Tells whether a text has the form of LDT_IdentificatieBericht: one to twelve characters on one line, not all white
 * space (of the kind that XML Schema knows, which is less than what `\s` matches here).
 */
function isIdentificatie(tekst: string): boolean {
  // twice as many code units at most: a long text is not counted out
  if (tekst.length > 2 * MAX_IDENTIFICATIE || Array.from(tekst).length > MAX_IDENTIFICATIE) return false;
  return !/[\r\n]/.test(tekst) && /[^ \t]/.test(tekst);
}
