import { expect } from 'chai';
import { openProefHub, type ProefHub } from './proef-hub.ts';
import { stuurRuw } from './ondertekend-verzoek.ts';

interface OperatieJson {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
  readonly security: readonly object[];
}

describe('The OpenAPI document', function () {
  let proef: ProefHub;
  let document: {
    readonly openapi: string;
    readonly paths: Readonly<Record<string, Readonly<Record<string, OperatieJson>>>>;
    readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
  };

  before(async function () {
    this.timeout(60_000);
    proef = await openProefHub();
    const antwoord = await stuurRuw(proef.poort, 'GET', '/v1/openapi.json', [['Host', 'localhost']], Buffer.alloc(0));
    document = JSON.parse(antwoord.body.toString()) as typeof document;
  });
  after(async () => proef.ruimOp());

  const operaties = (): readonly (readonly [string, string, OperatieJson])[] =>
    Object.entries(document.paths).flatMap(([pad, methoden]) =>
      Object.entries(methoden).map(([methode, operatie]) => [pad, methode, operatie] as const),
    );

  it('is OpenAPI 3.1 and names every call of the contract once', function () {
    const namen = operaties().map(([, , { operationId }]) => operationId);

    expect(document.openapi).to.equal('3.1.0');
    expect(new Set(namen).size).to.equal(namen.length);
    expect(Object.keys(document.paths)).to.include.members([
      '/v1/berichten',
      '/v1/berichten/{traceerId}',
      '/v1/berichten/{traceerId}/inhoud',
      '/v1/leveringen',
      '/v1/leveringen/bevestigingen',
      '/v1/leveringen/{leveringId}/bevestigingen',
      '/v1/leveringen/{leveringId}/weigeringen',
      '/v1/leveringen/{leveringId}/teruggaven',
      '/v1/gebeurtenissen',
      '/v1/controles',
      '/v1/controles/handtekening',
      '/v1/certificaten',
    ]);
  });

  it('refers to nothing that it does not hold', function () {
    for (const [, verwijzing] of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)) {
      const delen = verwijzing!.replace(/^#\//, '').split('/');
      const doel = delen.reduce<unknown>(
        (deel, naam) => (deel as Record<string, unknown> | undefined)?.[naam],
        document,
      );
      expect(doel, verwijzing).to.be.an('object');
    }
  });

  it('keeps to paths of plural nouns in kebab-case, and names every path parameter', function () {
    for (const [pad, , operatie] of operaties()) {
      expect(pad).to.match(/^(\/(v1|health|[a-z]+(-[a-z]+)*|[a-z]+\.json|\{[a-z][A-Za-z]*\}))+$/);
      const parameters = ((operatie as { parameters?: { name: string; in: string }[] }).parameters ?? [])
        .filter((parameter) => parameter.in === 'path')
        .map(({ name }) => `{${name}}`);
      expect([...pad.matchAll(/\{\w+\}/g)].map(([naam]) => naam)).to.deep.equal(parameters);
    }
  });

  it('lists for every signed call what a signature can be refused for', function () {
    for (const [pad, , { responses, security }] of operaties().filter(([, , { security: s }]) => s.length > 0)) {
      expect(Object.keys(responses), pad).to.include.members(['400', '401', '403', '421', '429']);
      expect(security).to.deep.equal([{ jades: [] }, { rfc9421: [] }]);
    }
  });

  it('describes what the hub really answers: its paths exist, another method gets 405 with Allow', async function () {
    for (const [pad, methode] of operaties()) {
      const echt = pad.replace(/\{\w+\}/g, 'f47ac10b-58cc-4372-a567-0e02b2c3d479');
      const { status } = await stuurRuw(
        proef.poort,
        methode.toUpperCase(),
        echt,
        [['Host', 'localhost']],
        Buffer.alloc(0),
      );
      expect(status, `${methode} ${pad}`).to.not.be.oneOf([404, 405, 500]);
      const anders = await stuurRuw(proef.poort, 'DELETE', echt, [['Host', 'localhost']], Buffer.alloc(0));
      expect(anders.status, `DELETE ${pad}`).to.equal(405);
      expect(anders.headers.allow, pad).to.contain(methode.toUpperCase());
    }
  });
});
