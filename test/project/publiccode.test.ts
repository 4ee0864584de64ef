import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parseDocument } from 'yaml';

type Knoop = Readonly<Record<string, unknown>>;

const leesYaml = (): Knoop => {
  const document = parseDocument(readFileSync('publiccode.yml', 'utf8'), { uniqueKeys: true });
  if (document.errors.length > 0) throw new Error(document.errors.map(({ message }) => message).join('\n'));
  return document.toJS() as Knoop;
};

describe('publiccode.yml', function () {
  const pakket = JSON.parse(readFileSync('package.json', 'utf8')) as Knoop;

  it('holds every key that the standard obliges', function () {
    const yaml = leesYaml();

    expect(yaml).to.include.keys(
      'publiccodeYmlVersion',
      'name',
      'url',
      'platforms',
      'categories',
      'developmentStatus',
      'softwareType',
      'description',
      'legal',
      'maintenance',
      'localisation',
    );
    expect(yaml['publiccodeYmlVersion']).to.match(/^0\.[45](\.\d+)?$/);
    expect(['concept', 'development', 'beta', 'stable', 'obsolete']).to.include(yaml['developmentStatus']);
    expect(yaml['softwareType']).to.match(/^(standalone\/(mobile|iot|desktop|web|backend|other)|addon|library)$/);
    expect(yaml['localisation']).to.have.keys('localisationReady', 'availableLanguages');
    expect(yaml['maintenance']).to.deep.include({ type: 'community' });
    expect((yaml['maintenance'] as { contacts: unknown[] }).contacts).not.to.deep.equal([]);
  });

  it('describes the software within the lengths that the standard allows', function () {
    const { nl } = leesYaml()['description'] as Record<'nl', Record<string, string> & { features: string[] }>;

    expect(nl['shortDescription']?.length).to.be.within(1, 150);
    expect(nl['longDescription']?.length).to.be.within(150, 10_000);
    expect(nl.features).not.to.deep.equal([]);
  });

  it('says the same version and licence as the package', function () {
    const yaml = leesYaml();

    expect(yaml['softwareVersion']).to.equal(pakket['version']);
    expect(yaml['legal']).to.deep.equal({ license: pakket['license'] });
  });
});
