import { readdir } from 'node:fs/promises';
import { Command } from 'commander';
import { expect } from 'chai';
import type { Omgeving } from '../../src/bericht/aansluiting.ts';
import { registreerCerts } from '../../src/cli/certs.ts';
import { NU, ZORG, proefMap } from '../keys/proef-pki.ts';

describe('knooppunt certs', function () {
  this.timeout(60_000);
  let map: string;
  let weg: () => Promise<void>;

  before(async function () {
    ({ map, weg } = await proefMap());
  });
  after(async function () {
    await weg();
  });

  async function draai(argumenten: readonly string[], omgeving: Omgeving = 'demo') {
    const uit: string[] = [];
    const fouten: string[] = [];
    let code = -1;
    const program = new Command().exitOverride();
    registreerCerts(program, {
      aansluitingen: () => Promise.resolve([ZORG]),
      omgeving: () => omgeving,
      map,
      nu: () => NU,
      schrijf: (regel) => uit.push(regel),
      schrijfFout: (regel) => fouten.push(regel),
      zetExitCode: (waarde) => (code = waarde),
    });
    await program.parseAsync(['certs', ...argumenten], { from: 'user' });
    return { uit: uit.join('\n'), fouten: fouten.join('\n'), code };
  }

  it('makes the certificates and tells a person what was made, until when, and the fingerprint', async function () {
    const { uit, code } = await draai([]);

    expect(code).to.equal(0);
    expect(uit).to.include('Gemaakt: ca, hub, hub-rsa, zorg-b, crl');
    expect(uit).to.match(/zorg-b {2}geldig tot en met 2027-11-24 {2}[0-9a-f]{64}/);
  });

  it('says that nothing had to be done, and how to replace all the same', async function () {
    const { uit } = await draai([]);

    expect(uit).to.include('Nog geldig, niet gewijzigd: ca, hub, hub-rsa, zorg-b, crl').and.include('--opnieuw');
  });

  it('gives one JSON object with --json, and makes the bad ones with --slechte', async function () {
    const { uit } = await draai(['--slechte', '--json']);

    expect(JSON.parse(uit)).to.include.keys('map', 'gemaakt', 'vernieuwd', 'ongewijzigd', 'overgeslagen', 'regels');
    expect(await readdir(map)).to.include('slechte');
  });

  it('refuses in production with one Dutch sentence and exit code 1', async function () {
    const { uit, fouten, code } = await draai([], 'productie');

    expect([uit, code]).to.deep.equal(['', 1]);
    expect(fouten).to.equal('In productie maakt en gebruikt het knooppunt geen ontwikkelcertificaten.');
  });
});
