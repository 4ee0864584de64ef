import { veiligeNaam } from '../veilige-naam.ts';
import type { ElementDef, WaardeType } from './model.ts';
import type { ReeksFout, ReeksKind } from './reeks.ts';
import type { XsdCode } from './codes.ts';
import { aantalTekens, beschrijfWaarde, vasteWaarde } from './waarde.ts';

/** What a finding says: never a value of the message. */
export interface Bewoording {
  readonly code: XsdCode;
  readonly uitleg: string;
  readonly verwacht?: string;
}

const XINCLUDE = 'http://www.w3.org/2001/XInclude';

/** Says what is wrong with the order of elements. @param bekend the element names of this message. */
export function verwoordReeks(fout: ReeksFout, kind: ReeksKind | undefined, bekend: ReadonlySet<string>): Bewoording {
  switch (fout.soort) {
    case 'ontbreekt':
      return {
        code: 'XSD03',
        uitleg: `Het element ${fout.def.naam} ontbreekt.`,
        verwacht: beschrijfElement(fout.def),
      };
    case 'namespace':
      return {
        code: 'XSD07',
        uitleg: `Het element ${fout.def.naam} staat in een andere namespace dan het schema voorschrijft.`,
        verwacht: `${fout.def.naam} in namespace ${fout.def.namespace}`,
      };
    case 'te_vaak':
      return {
        code: 'XSD06',
        uitleg: `Het element ${fout.def.naam} komt hier te vaak voor.`,
        verwacht: `ten hoogste ${fout.def.max} keer ${fout.def.naam}`,
      };
    case 'volgorde':
      return {
        code: 'XSD05',
        uitleg: `Het element ${fout.def.naam} staat niet op zijn plaats in de volgorde.`,
        verwacht: fout.na === undefined ? `${fout.def.naam} als eerste element` : `${fout.def.naam} na ${fout.na.naam}`,
      };
    case 'onbekend':
      return verwoordOnbekend(fout.verwacht, kind, bekend);
  }
}

function verwoordOnbekend(
  mogelijk: readonly ElementDef[],
  kind: ReeksKind | undefined,
  bekend: ReadonlySet<string>,
): Bewoording {
  if (kind?.namespace === XINCLUDE) {
    return {
      code: 'XML12',
      uitleg: 'Het bericht gebruikt XInclude. Het knooppunt voert dat niet uit.',
      verwacht: 'een bericht zonder XInclude',
    };
  }
  const namen = mogelijk.map((def) => def.naam);
  const naam = toonNaam(kind?.naam ?? '', bekend);
  return {
    code: 'XSD04',
    uitleg: bekend.has(kind?.naam ?? '')
      ? `Het element ${naam} hoort hier niet.`
      : `Het element ${naam} bestaat niet in dit bericht.`,
    verwacht:
      namen.length === 0
        ? 'geen element meer op deze plaats'
        : namen.length === 1
          ? `element ${namen.join('')}`
          : `een van de elementen ${namen.join(', ')}`,
  };
}

/** A name that our schemas know is shown as it is, another one cut and escaped. */
export function toonNaam(naam: string, bekend: ReadonlySet<string>): string {
  return bekend.has(naam) ? naam : `"${veiligeNaam(naam)}"`;
}

function beschrijfElement(def: ElementDef): string {
  return def.type.soort === 'enkel'
    ? `element ${def.naam}: ${beschrijfWaarde(def.type.waarde)}`
    : `element ${def.naam}`;
}

/** Says what is wrong with a value. @param tekst the value: only its length is looked at. */
export function verwoordWaarde(code: XsdCode, naam: string, type: WaardeType, tekst: string): Bewoording {
  const verwacht = beschrijfWaarde(type);
  if (tekst.trim() === '' && code !== 'XSD13') return { code: 'XSD10', uitleg: `${naam} is leeg.`, verwacht };
  return { code, uitleg: uitlegWaarde(code, naam, type, tekst), verwacht };
}

function uitlegWaarde(code: XsdCode, naam: string, type: WaardeType, tekst: string): string {
  if (code === 'XSD08') return `De waarde van ${naam} staat niet in de lijst van de standaard.`;
  if (code === 'XSD10') {
    return `De waarde van ${naam} is te ${aantalTekens(tekst) > (type.maxLengte ?? Infinity) ? 'lang' : 'kort'}.`;
  }
  if (code === 'XSD11') return `${naam} bevat geen ${SOORT[type.basis] ?? 'waarde van het juiste type'}.`;
  if (code === 'XSD12') return `Het getal in ${naam} is te groot of te klein.`;
  if (code === 'XSD13') return `${naam} heeft in dit bericht een vaste waarde, en die staat er niet.`;
  return `De waarde van ${naam} heeft niet de juiste vorm.`;
}

const SOORT: Readonly<Record<string, string>> = {
  date: 'bestaande datum',
  time: 'bestaande tijd',
  integer: 'geheel getal',
};

/** Which code belongs to a fault of libxml2 about a value; the order is the order of what says most. */
export function codeVoorWaarde(nummers: readonly number[], type: WaardeType): XsdCode | undefined {
  const heeft = (van: number, tot = van): boolean => nummers.some((nummer) => nummer >= van && nummer <= tot);
  if (heeft(1824)) return 'XSD11';
  if (heeft(1840)) return 'XSD08';
  if (heeft(1830, 1832)) return 'XSD10';
  if (heeft(1833, 1838)) return 'XSD12';
  if (heeft(1839)) return vasteWaarde(type) === undefined ? 'XSD09' : 'XSD13';
  return undefined;
}
