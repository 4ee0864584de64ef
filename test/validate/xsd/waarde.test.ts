import { expect } from 'chai';
import { openLibxml2 } from '../../../src/validate/xml/libxml2.ts';
import type { ElementDef, WaardeType } from '../../../src/validate/xsd/model.ts';
import { patroonAlsRegExp } from '../../../src/validate/xsd/patroon.ts';
import { laadSchemas } from '../../../src/validate/xsd/schemas.ts';
import { beschrijfWaarde, toetsWaarde } from '../../../src/validate/xsd/waarde.ts';
import { wmo301, wmo323 } from '../../fixtures/berichten.ts';
import { XSD_MAP, keur } from '../proef-keurder.ts';

const PROEVEN = [
  '',
  ' ',
  '  ',
  '0',
  '00',
  '01',
  '1',
  '2',
  '3',
  '9',
  '04',
  '-1',
  '+5',
  '5.0',
  '99',
  '100',
  '414',
  '484',
  'A',
  'a1',
  'Ab',
  'é',
  'ÿ',
  '€',
  '𝒳',
  'x'.repeat(12),
  'x'.repeat(13),
  'x'.repeat(20),
  'x'.repeat(21),
  '0363',
  ' 0363',
  '0363 ',
  '٠٣٦٣',
  '65656055',
  '656560551',
  '999900006',
  '999999999',
  '1000000000',
  '99999999',
  '100000000',
  '2026-02-28',
  '2026-02-29',
  '2024-02-29',
  ' 2026-02-28 ',
  '2026-2-28',
  '2026-02-28Z',
  '2026-02-28+01:00',
  '2026-02-28-01:00',
  '-0001-01-01',
  '0000-01-01',
  '12026-01-01',
  '09:30:00',
  '24:00:00',
  '24:00:01',
  '23:59:60',
  '9:30:00',
  '09:30',
  '09:30:00.5',
  '09:30:00Z',
  '09:30:00+01:00',
  '09:30:00-05:00',
  '1.0.0',
  '01.0.0',
  '1.0',
  '1.0.0.0',
  'a&#9;b',
  'a&#10;b',
  'a&#13;b',
  '&#160;',
  '&#8232;',
];

/** The type of the leaf with this name, found in the schema's own facts. */
function typen(element: ElementDef, naar = new Map<string, WaardeType>()): ReadonlyMap<string, WaardeType> {
  if (element.type.soort === 'enkel') naar.set(element.naam, element.type.waarde);
  if (element.type.soort === 'samengesteld') element.type.kinderen.forEach((kind) => typen(kind, naar));
  return naar;
}

function ontsnap(waarde: string): string {
  return waarde.replace(/&#(\d+);/g, (_, nummer: string) => String.fromCodePoint(Number(nummer)));
}

const schemas = laadSchemas(openLibxml2(), XSD_MAP);

describe('the judgement of values where libxml2 stopped looking', function () {
  for (const [soort, bericht] of [
    ['WMO301', wmo301()],
    ['WMO323', wmo323()],
  ] as const) {
    it(`is libxml2's own on every kind of value: ${soort}`, function () {
      const bekend = typen(schemas.get(soort)!.wortel);
      const anders: string[] = [];
      for (const [regel, , naam] of bericht.matchAll(/<(\w:(\w+))>[^<]*<\//g)) {
        for (const proef of PROEVEN) {
          const inhoud = bericht.replace(regel, regel.replace(/>[^<]*</, `>${proef}<`));
          const geldig = keur(inhoud, { omgeving: 'demo', metFeiten: false }).rapport.uitkomst === 'geaccepteerd';
          const eigen = toetsWaarde(bekend.get(naam!)!, ontsnap(proef)) === undefined;
          if (geldig !== eigen) anders.push(`${naam!} "${proef}": libxml2 ${geldig}, eigen ${eigen}`);
        }
      }

      expect(anders).to.deep.equal([]);
    });
  }

  it('leaves a pattern alone that JavaScript might read in another way or for ever', function () {
    for (const patroon of ['\\p{L}+', '[a-z-[aeiou]]', '(a+)+', '\\d{4}', 'a^b', '\\i\\c*']) {
      expect(patroonAlsRegExp(patroon), patroon).to.equal(undefined);
    }
    expect(patroonAlsRegExp('[0-9]{4}')?.test('0363')).to.equal(true);
    expect(patroonAlsRegExp('a.b')?.test('a\nb')).to.equal(false);
  });
});

describe('what was expected of a value, in words', function () {
  const tekst = { basis: 'string', patronen: [] } as const;
  for (const [type, verwacht] of [
    [{ ...tekst, patronen: ['[0-9]{8}'], maxLengte: 8 }, 'acht cijfers'],
    [{ ...tekst, patronen: ['[0-9]{20}'] }, '20 cijfers'],
    [{ ...tekst, maxLengte: 1 }, 'ten hoogste 1 teken'],
    [{ ...tekst, minLengte: 3 }, 'ten minste 3 tekens'],
    [{ ...tekst, patronen: ['[A-Z]+x'] }, 'tekst volgens het patroon [A-Z]+x'],
    [{ ...tekst, lijst: ['1', '2'] }, 'een van: 1, 2'],
    [{ basis: 'integer', patronen: ['3'] }, 'precies 3'],
    [{ basis: 'integer', patronen: [] }, 'geheel getal'],
    [tekst, 'tekst'],
  ] as const) {
    it(verwacht, function () {
      expect(beschrijfWaarde(type)).to.equal(verwacht);
    });
  }
});
