import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { maakFoutenDocument } from '../../src/api/fouten-document.ts';
import { contractOperaties } from './contract-document.ts';
import { FOUTCODES, NOG_NIET } from '../../src/bericht/fault-catalogue.ts';
import { FOUT_OPLOSSINGEN } from '../../src/bericht/fout-oplossingen.ts';
import { codesVan } from '../../src/http/operatie-codes.ts';
import { TAFEL_FOUTEN } from '../../src/route/load/tafel-fout.ts';
import { XML_OPLOSSINGEN } from '../../src/validate/xml/codes.ts';
import { XSD_CODES } from '../../src/validate/xsd/codes.ts';
import { tekstenInBron } from './codes-in-bron.ts';

/** Where codes are only listed: a code that stands nowhere else is never given to anybody. */
const LIJSTEN = /^src\/(bericht\/fout|bericht\/fault|api\/fouten-document|api\/openapi|cli\/|client\/|web\/)/;

/** Errors of our own that end in the log or in a sentence of the start: nobody gets their code. */
const INWENDIG = [
  ...['CERTIFICATEN', 'GEBRUIK', 'GEHEUGEN', 'INHOUD_ONLEESBAAR', 'KEK', 'ONTWIKKEL_PKI', 'PERSOONSLEUTEL'],
  ...['SLEUTEL_ONTBREEKT', 'SLOT_BEZET', 'START', 'WERKER_START', 'XSD'],
  // an alarm: docs/operations.md
  'JOURNAAL',
];

describe('docs/errors.md', function () {
  const document = maakFoutenDocument();
  const teksten = tekstenInBron('src');
  const rijen = document
    .split('\n')
    .filter((regel) => regel.startsWith('| `'))
    .map((regel) => regel.slice(2, -2).split(' | '));
  const beschreven = rijen.map(([code = '']) => code.replaceAll('`', ''));

  it('is what the catalogue gives (npm run docs:errors)', function () {
    expect(readFileSync('docs/errors.md', 'utf8')).to.equal(document);
  });

  it('names each code once', function () {
    expect(beschreven).to.deep.equal([...new Set(beschreven)]);
  });

  it('names every code that the source gives to a user', function () {
    const gegeven = teksten.filter(
      ({ waarde, isWaarde, plaats }) =>
        isWaarde &&
        (/^(HND|BRS|XML|XSD)\d{2,3}$/.test(waarde) || (plaats === 'code' && /^[A-Z][A-Z0-9_]+$/.test(waarde))),
    );

    const ontbreekt = gegeven.filter(({ waarde }) => !beschreven.includes(waarde) && !INWENDIG.includes(waarde));

    expect(gegeven.length).to.be.greaterThan(100);
    expect(ontbreekt).to.deep.equal([]);
  });

  it('names no code that nothing can give: but for those that it says so of', function () {
    const gegeven = new Set(
      teksten.filter(({ bestand, isWaarde }) => isWaarde && !LIJSTEN.test(bestand)).map(({ waarde }) => waarde),
    );
    const codes = [
      ...FOUTCODES,
      ...Object.keys(XML_OPLOSSINGEN),
      ...Object.keys(XSD_CODES),
      ...Object.keys(TAFEL_FOUTEN),
    ];

    expect(codes.filter((code) => !gegeven.has(code))).to.deep.equal([...NOG_NIET]);
    for (const code of NOG_NIET) expect(rijen.find(([een]) => een === `\`${code}\``)?.[3]).to.contain('nog niet voor');
  });

  it('names no answer that no call can give', function () {
    const mogelijk = new Set(contractOperaties().flatMap((operatie) => [...codesVan(operatie)]));

    // METHODE is the answer to a method that no call has
    expect(FOUTCODES.filter((code) => !mogelijk.has(code))).to.have.members([...NOG_NIET, 'METHODE']);
  });

  it('has for every code a meaning, a cure and who acts, each a sentence of its own', function () {
    expect(rijen.length).to.be.greaterThan(FOUTCODES.length);
    for (const cellen of rijen) {
      const [code = '', ...rest] = cellen;
      const [betekenis = '', oplossing = '', wie = ''] = rest.slice(-3);
      expect(betekenis.trim().length, code).to.be.greaterThan(8);
      expect(oplossing, code).to.match(/^[A-Z].{10,}\.$/);
      expect(wie, code).to.match(
        /^(afzender|leverancier van de software|ontvanger|beheerder van het knooppunt|niemand)$/,
      );
      expect(oplossing, code).to.not.equal(betekenis);
    }
    for (const code of FOUTCODES) expect(FOUT_OPLOSSINGEN[code], code).to.match(/^[A-Z].*\.$/);
  });
});
