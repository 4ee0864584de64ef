import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openLibxml2 } from '../../../src/validate/xml/libxml2.ts';
import { SchemaOnbruikbaar, laadSchemas } from '../../../src/validate/xsd/schemas.ts';
import { XSD_MAP } from '../proef-keurder.ts';

describe('the schemas at the start', function () {
  let map: string;

  beforeEach(function () {
    map = mkdtempSync(join(tmpdir(), 'knooppunt-xsd-'));
    cpSync(XSD_MAP, map, { recursive: true });
  });

  afterEach(function () {
    rmSync(map, { recursive: true });
  });

  const laad = (): unknown => laadSchemas(openLibxml2(), map);
  const onbruikbaar = (): SchemaOnbruikbaar => {
    try {
      laad();
    } catch (fout) {
      if (fout instanceof SchemaOnbruikbaar) return fout;
      throw fout;
    }
    throw new Error('geen fout');
  };

  it('are found whatever the case of their names', function () {
    const release = join(map, 'iwmo/3.2');
    for (const naam of readdirSync(release)) renameSync(join(release, naam), join(release, naam.toUpperCase()));

    expect(laad()).to.have.property('size', 28);
  });

  it('stop the start when one is missing, by its name', function () {
    unlinkSync(join(map, 'ijw/3.2/JW307.xsd'));

    expect(onbruikbaar()).to.include({ code: 'XSD', bestand: 'ijw/3.2/JW307.xsd', reden: 'het bestand ontbreekt.' });
  });

  it('stop the start when an imported one is missing', function () {
    unlinkSync(join(map, 'iwmo/3.2/basisschema.xsd'));

    expect(onbruikbaar().bestand).to.equal('iwmo/3.2/basisschema.xsd');
  });

  it('stop the start when the folder of a release is missing', function () {
    rmSync(join(map, 'ijw'), { recursive: true });

    expect(onbruikbaar()).to.include({ bestand: 'ijw/3.2', reden: 'de map is er niet of is niet te lezen.' });
  });

  it('stop the start when one is no XML, with the line', function () {
    const bestand = join(map, 'iwmo/3.2/WMO305.xsd');
    writeFileSync(bestand, `rommel\n${readFileSync(bestand, 'utf8')}`);

    expect(onbruikbaar()).to.include({ bestand: 'iwmo/3.2/WMO305.xsd', lijn: 1 });
  });

  it('stop the start when one does not compile, with file, line and reason, also in an import', function () {
    const bestand = join(map, 'iwmo/3.2/basisschema.xsd');
    const tekst = readFileSync(bestand, 'utf8');
    writeFileSync(bestand, tekst.replace('base="xs:string"', 'base="xs:bestaatniet"'));
    // the line of the type, a few above that of its restriction
    const type = tekst.lastIndexOf('<xs:simpleType', tekst.indexOf('base="xs:string"'));
    const lijn = tekst.slice(0, type).split('\n').length;

    const fout = onbruikbaar();

    expect(fout).to.include({ bestand: 'iwmo/3.2/basisschema.xsd', lijn });
    expect(fout.message).to.match(/^Schema iwmo\/3\.2\/basisschema\.xsd, regel \d+: het compileert niet als XSD/);
  });

  it('stop the start when a message schema declares another root', function () {
    const bestand = join(map, 'iwmo/3.2/WMO305.xsd');
    writeFileSync(bestand, readFileSync(bestand, 'utf8').replaceAll('name="Bericht"', 'name="Boodschap"'));

    expect(onbruikbaar().reden).to.match(/^element Bericht in namespace .*wmo305.* ontbreekt/);
  });

  it('import nothing from outside their own folder', function () {
    const bestand = join(map, 'iwmo/3.2/WMO305.xsd');
    writeFileSync(bestand, readFileSync(bestand, 'utf8').replace('"basisschema.xsd"', '"../../ijw/3.2/JW305.xsd"'));

    expect(onbruikbaar().bestand).to.equal('iwmo/3.2/JW305.xsd');
  });
});
