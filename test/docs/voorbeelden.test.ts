import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { FOUTCODES, NOG_NIET, foutGegevens, isFoutCode } from '../../src/bericht/fault-catalogue.ts';
import * as schemas from '../../src/api/schemas.ts';
import { voorbeeldenVan, type Voorbeeld } from '../../src/api/voorbeelden.ts';
import { codesVan } from '../../src/http/operatie-codes.ts';
import { isWeigering, type Aanroep, type OpenOperatie, type Operatie } from '../../src/http/operatie.ts';
import { contractDocument, contractOperaties } from './contract-document.ts';
import { speelScenario } from './opname/scenario.ts';

interface AntwoordJson {
  readonly description: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, { readonly examples?: Readonly<Record<string, unknown>> }>>;
}
interface OperatieJson {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, AntwoordJson>>;
}

const document = contractDocument();
const paden = document['paths'] as Readonly<Record<string, Readonly<Record<string, OperatieJson>>>>;
const beschreven = new Map(
  Object.values(paden).flatMap((pad) =>
    Object.values(pad).map((operatie) => [operatie.operationId, operatie] as const),
  ),
);
const operaties = contractOperaties();
const alle: readonly (readonly [Operatie, string, Voorbeeld])[] = operaties.flatMap((operatie) =>
  Object.entries(voorbeeldenVan(operatie.id)).map(([naam, voorbeeld]) => [operatie, naam, voorbeeld] as const),
);

describe('The examples of refusals in the contract', function () {
  it('are there for every code of the catalogue, in the form of a problem', function () {
    const { examples } = document['components'] as { examples: Record<string, { summary: string; value: unknown }> };

    const codes = FOUTCODES.filter((code) => !NOG_NIET.has(code));
    expect(Object.keys(examples)).to.deep.equal(codes);
    for (const code of codes) {
      const probleem = schemas.probleem.parse(examples[code]!.value);
      expect(probleem, code).to.include({ code, status: foutGegevens(code).http });
    }
  });

  it('stand at every operation that can answer with the code, under the status of that code', function () {
    for (const operatie of operaties) {
      const gezien: string[] = [];
      for (const [status, { content }] of Object.entries(beschreven.get(operatie.id)!.responses)) {
        const voorbeelden = content?.['application/problem+json']?.examples ?? {};
        for (const [code, verwijzing] of Object.entries(voorbeelden)) {
          expect(verwijzing, code).to.deep.equal({ $ref: `#/components/examples/${code}` });
          expect(isFoutCode(code) && foutGegevens(code).http, code).to.equal(Number(status));
          gezien.push(code);
        }
      }
      expect(gezien, operatie.id).to.have.members([...codesVan(operatie), 'METHODE']);
    }
  });
});

describe('The document of the contract', function () {
  it('is made once: anybody may ask for it, and making it takes the time of a hundred messages', async function () {
    const operatie = operaties.find((een): een is OpenOperatie => een.id === 'getOpenApi' && 'behandel' in een)!;
    const vraag = async (): Promise<Buffer | undefined> => {
      const uit = await operatie.behandel({} as Aanroep);
      return isWeigering(uit) ? undefined : uit.inhoud?.bytes;
    };

    const eerst = await vraag();
    const daarna = await vraag();

    expect(eerst?.length).to.be.greaterThan(1000);
    expect(daarna).to.equal(eerst);
  });
});

describe('The examples of calls in the contract', function () {
  it('are what a real hub takes and gives today (npm run docs:openapi)', async function () {
    this.timeout(60_000);
    const opgenomen: unknown = JSON.parse(readFileSync('src/api/voorbeelden.json', 'utf8'));

    expect(await speelScenario()).to.deep.equal(opgenomen);
  });

  it('show every good status, body and parameter of every operation', function () {
    for (const operatie of operaties) {
      const eigen = Object.values(voorbeeldenVan(operatie.id));
      const statussen = new Set(eigen.map(({ antwoord }) => String(antwoord.status)));
      const parameters = [
        ...[...operatie.pad.matchAll(/\{(\w+)\}/g)].map(([, naam]) => naam!),
        // a page that goes on needs more rows than an example should have
        ...Object.keys(operatie.query?.shape ?? {}).filter(
          (naam) => naam !== 'cursor' || operatie.id === 'getBerichten',
        ),
      ];

      expect([...statussen], operatie.id).to.have.members(Object.keys(operatie.antwoorden));
      expect(eigen.every(({ verzoek }) => (verzoek.inhoud === undefined) === (operatie.body === undefined))).to.equal(
        true,
      );
      for (const naam of parameters)
        expect(
          eigen.some(({ verzoek }) => verzoek.parameters[naam] !== undefined),
          `${operatie.id} ${naam}`,
        ).to.equal(true);
      for (const naam of Object.keys(operatie.verzoekKoppen ?? {}))
        expect(
          eigen.some(({ verzoek }) => verzoek.koppen[naam] !== undefined),
          `${operatie.id} ${naam}`,
        ).to.equal(true);
    }
  });

  it('show both profiles of signing, for requests and for answers', function () {
    const koppen = (waar: 'verzoek' | 'antwoord') =>
      new Set(alle.flatMap(([, , een]) => Object.keys(een[waar].koppen)));

    for (const waar of ['verzoek', 'antwoord'] as const)
      expect([...koppen(waar)]).to.include.members([
        ...['Digest', 'Message-Signature', 'Content-Digest', 'Signature-Input', 'Signature'],
      ]);
  });

  for (const [operatie, naam, { verzoek, antwoord }] of alle)
    it(`${operatie.id} ${naam}: request and answer fit their schemas, with headers that are described`, function () {
      const query = Object.entries(verzoek.parameters).filter(([een]) => !operatie.pad.includes(`{${een}}`));
      const beloofd = operatie.antwoorden[antwoord.status]!;
      const { headers } = beschreven.get(operatie.id)!.responses[String(antwoord.status)]!;

      expect(operatie.body?.schema?.safeParse(verzoek.inhoud?.waarde).error, 'body').to.equal(undefined);
      expect(operatie.query?.safeParse(Object.fromEntries(query)).error, 'query').to.equal(undefined);
      expect(beloofd.schema?.safeParse(antwoord.inhoud?.waarde).error, 'antwoord').to.equal(undefined);
      expect(Object.keys(headers)).to.include.members(Object.keys(antwoord.koppen));
    });
});
