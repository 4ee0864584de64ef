import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { contractDocument } from './contract-document.ts';

type Document = Record<string, unknown>;

const LIJST = '/v1/gebeurtenissen';
const EEN = '/v1/berichten/{traceerId}';

/** The part of a document at a place; an index of a list is a name as well. */
const bij = (document: Document, ...plaats: readonly string[]): Document =>
  plaats.reduce((deel, naam) => deel[naam] as Document, document);

/** Breaks a document by writing one member. */
const zet =
  (plaats: readonly string[], naam: string, waarde: unknown) =>
  (document: Document): void => {
    bij(document, ...plaats)[naam] = waarde;
  };

/** Breaks a document by leaving one member out. */
const zonder =
  (plaats: readonly string[], naam: string) =>
  (document: Document): void => {
    Reflect.deleteProperty(bij(document, ...plaats), naam);
  };

/** Breaks a document by giving one member another name. */
const hernoem =
  (plaats: readonly string[], van: string, naar: string) =>
  (document: Document): void => {
    const deel = bij(document, ...plaats);
    deel[naar] = deel[van];
    Reflect.deleteProperty(deel, van);
  };

const GET = ['paths', LIJST, 'get'] as const;
const POST = ['paths', '/v1/leveringen', 'post'] as const;

/** Where something is broken. The linter takes a second for the whole document, and there are many breaks. */
const GEBROKEN_PADEN = [LIJST, EEN, '/v1/leveringen', '/v1/mislukte-verzoeken', '/v1/openapi.json'];

function metPaden(over: readonly string[]): Document {
  const document = structuredClone(contractDocument());
  const paden = Object.entries(bij(document, 'paths')).filter(([pad]) => over.includes(pad));
  return { ...document, paths: Object.fromEntries(paden) };
}

/** Per rule the one change that breaks it. */
const BREUKEN: Readonly<Record<string, (document: Document) => void>> = {
  'knooppunt-openapi-3-1': zet([], 'openapi', '3.0.3'),
  'knooppunt-publish-openapi': zonder(['paths'], '/v1/openapi.json'),
  'knooppunt-contact': zonder(['info', 'contact'], 'url'),
  'knooppunt-licence': zonder(['info', 'license'], 'identifier'),
  'knooppunt-semver': zet(['info'], 'version', '1'),
  'knooppunt-uri-version': hernoem(['paths'], LIJST, '/gebeurtenissen'),
  'knooppunt-no-trailing-slash': hernoem(['paths'], LIJST, `${LIJST}/`),
  'knooppunt-kebab-case': hernoem(['paths'], '/v1/mislukte-verzoeken', '/v1/mislukteVerzoeken'),
  'knooppunt-naming-collections': hernoem(['paths'], LIJST, '/v1/gebeurtenis-log'),
  'knooppunt-query-keys': zet([...GET, 'parameters', '0'], 'name', 'na_dit'),
  'knooppunt-properties': hernoem(
    ['components', 'schemas', 'Bevinding', 'properties'],
    'wieIsAanZet',
    'wie_is_aan_zet',
  ),
  'knooppunt-http-methods': hernoem(['paths', LIJST], 'get', 'put'),
  'knooppunt-operation-id': zet(GET, 'operationId', 'gebeurtenissen'),
  'knooppunt-operation-id-there': zonder(GET, 'operationId'),
  'knooppunt-version-header': zonder([...GET, 'responses', '200'], 'headers'),
  'knooppunt-problem-details': hernoem(
    [...GET, 'responses', '400', 'content'],
    'application/problem+json',
    'application/json',
  ),
  'knooppunt-problem-there': zonder([...GET, 'responses', '400'], 'content'),
  'knooppunt-problem-members': zet(['components', 'schemas', 'Probleem'], 'required', ['status', 'title', 'detail']),
  'knooppunt-not-found': zonder(['paths', EEN, 'get', 'responses'], '404'),
  'knooppunt-server-tls': zet(['servers', '0'], 'url', 'http://knooppunt.example'),
  'knooppunt-server-there': zet([], 'servers', []),
  'knooppunt-external-docs': zonder([], 'externalDocs'),
  'knooppunt-tag-described': zonder(['tags', '0'], 'description'),
  'knooppunt-parameter-described': zonder([...GET, 'parameters', '0'], 'description'),
  'knooppunt-field-described': zonder(['components', 'schemas', 'Bericht', 'properties', 'route'], 'description'),
  'knooppunt-example-request': zonder([...POST, 'requestBody', 'content', 'application/json'], 'examples'),
  'knooppunt-example-answer': zonder([...GET, 'responses', '200', 'content', 'application/json'], 'examples'),
  'knooppunt-example-summary': zonder(
    [...GET, 'responses', '200', 'content', 'application/json', 'examples', 'sinds'],
    'summary',
  ),
  'knooppunt-example-parameter': zonder([...GET, 'parameters', '0'], 'example'),
  'knooppunt-example-header': zonder(['components', 'headers', 'Retry-After'], 'example'),
  // the linter's own: an example that is not of its schema
  'oas3-valid-media-example': zet(
    [...GET, 'responses', '200', 'content', 'application/json', 'examples', 'sinds', 'value'],
    'laatste',
    'vijf',
  ),
};

describe('The rules that the contract is held to (.spectral.yaml)', function () {
  this.timeout(120_000);
  const map = mkdtempSync(join(tmpdir(), 'knooppunt-contract-'));
  /** Codes that were reported, per file. */
  const gevonden = new Map<string, Set<string>>();

  before(async function () {
    const namen = ['heel', ...Object.keys(BREUKEN)];
    for (const naam of namen) {
      const document = naam === 'heel' ? structuredClone(contractDocument()) : metPaden(GEBROKEN_PADEN);
      BREUKEN[naam]?.(document);
      writeFileSync(join(map, `${naam}.json`), JSON.stringify(document));
    }
    // one process for all: starting it costs more than reading them
    const uitvoer = await new Promise<string>((klaar) => {
      const bestanden = namen.map((naam) => join(map, `${naam}.json`));
      execFile(
        'node_modules/.bin/spectral',
        ['lint', '--ruleset', '.spectral.yaml', '--format', 'json', '--quiet', '--fail-severity', 'hint', ...bestanden],
        { maxBuffer: 64 * 1024 * 1024 },
        (_fout, stdout) => klaar(stdout),
      );
    });
    for (const { code, source } of JSON.parse(uitvoer) as { code: string; source: string }[]) {
      const naam = basename(source, '.json');
      gevonden.set(naam, (gevonden.get(naam) ?? new Set()).add(code));
    }
  });
  after(() => rmSync(map, { recursive: true, force: true }));

  it('find nothing in the contract as it is', function () {
    expect([...(gevonden.get('heel') ?? [])]).to.deep.equal([]);
  });

  it('each have a document that breaks them', function () {
    const { rules } = parse(readFileSync('.spectral.yaml', 'utf8')) as { rules: Record<string, unknown> };

    const eigen = Object.keys(rules).filter((naam) => rules[naam] !== 'off');
    expect(Object.keys(BREUKEN)).to.have.members([...eigen, 'oas3-valid-media-example']);
  });

  for (const regel of Object.keys(BREUKEN)) {
    it(`${regel} fires`, function () {
      expect([...(gevonden.get(regel) ?? [])]).to.include(regel);
    });
  }
});
