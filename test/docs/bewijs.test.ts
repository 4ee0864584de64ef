import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Bewijsstuk } from '../../src/client/antwoorden.ts';
import { draaiOpdracht, voorbeeld } from '../cli/client-opdracht.ts';
import { openProefHub } from '../e2e/proef-hub.ts';

const voerUit = promisify(execFile);

/** The shell blocks of the page, by the heading above them. */
async function leesBlokken(): Promise<ReadonlyMap<string, string>> {
  const pagina = await readFile('docs/bewijs.md', 'utf8');
  const blokken = new Map<string, string>();
  let kop = '';
  for (const [, titel, blok] of pagina.matchAll(/^#+ (.+)$|^```sh\n([\s\S]*?)^```$/gm)) {
    if (titel !== undefined) kop = titel;
    else blokken.set(kop, blok ?? '');
  }
  return blokken;
}

const UITPAKKEN = 'Unpacking, for the other ways';
const OPENSSL = ['The signature', 'That it is about this request and this message'];
/** The headings of a way to check, per profile. */
const WEGEN: Readonly<Record<string, (profiel: string) => readonly string[]>> = {
  'With knooppunt': () => ['With knooppunt'],
  'With openssl': (profiel) => [
    UITPAKKEN,
    `The signed bytes of ${profiel === 'jades' ? 'a JAdES' : 'an RFC 9421'} answer`,
    ...OPENSSL,
  ],
  'With jose': () => [UITPAKKEN, 'With jose'],
};

type Wijziging = (stuk: Bewijsstuk) => { readonly [deel in keyof Bewijsstuk]?: Partial<Bewijsstuk[deel]> };
const anders = (base64: string): string => {
  const bytes = Buffer.from(base64, 'base64');
  bytes[bytes.length - 1]! ^= 1;
  return bytes.toString('base64');
};
/** Another last byte, where a signature and its value in a structured field end alike. */
const andereHandtekening = (koppen: readonly string[]): readonly string[] =>
  koppen.map((waarde, i) => {
    const naam = i % 2 === 1 ? koppen[i - 1]!.toLowerCase() : '';
    if (naam === 'signature') return `knooppunt=:${anders(waarde.slice('knooppunt=:'.length, -1))}:`;
    if (naam !== 'message-signature') return waarde;
    const [kop, , handtekening] = waarde.split('.');
    return `${kop}..${Buffer.from(anders(handtekening!), 'base64').toString('base64url')}`;
  });
const WIJZIGINGEN: Readonly<Record<string, Wijziging>> = {
  'another traceerId in the answer': ({ antwoord }) => ({
    antwoord: {
      body: Buffer.from(
        Buffer.from(antwoord.body, 'base64')
          .toString()
          .replace(/"traceerId":"./g, '"traceerId":"f'),
      ).toString('base64'),
    },
  }),
  'another status': () => ({ antwoord: { status: 200 } }),
  'another signature of the hub': ({ antwoord }) => ({
    antwoord: { rawHeaders: andereHandtekening(antwoord.rawHeaders) },
  }),
  'the signature of another request': ({ verzoek }) => ({
    verzoek: { handtekening: verzoek.handtekening.replace(/.{6}$/, 'AAAA==') },
  }),
  'another path': ({ verzoek }) => ({
    verzoek: { target: '/v1/controles', targetUri: verzoek.targetUri.replace('berichten', 'controles') },
  }),
};

describe('docs/bewijs.md: a receipt checked by anyone, without the hub', function () {
  this.timeout(120_000);
  let map: string;
  let blokken: ReadonlyMap<string, string>;

  before(async function () {
    map = await mkdtemp(join(tmpdir(), 'knooppunt-bewijs-'));
    blokken = await leesBlokken();
    await mkdir(join(map, 'bin'));
    await symlink(resolve('bin/knooppunt.js'), join(map, 'bin', 'knooppunt'));
    await symlink(resolve('node_modules'), join(map, 'node_modules'));
    const proef = await openProefHub();
    try {
      for (const [seed, profiel] of ['jades', 'rfc9421'].entries()) {
        const eigen = join(map, profiel);
        await mkdir(eigen);
        const bericht = join(eigen, 'bericht.xml');
        await writeFile(bericht, voorbeeld('WMO301', 40 + seed));
        const { code } = await draaiOpdracht(
          ['send', bericht, '--als', '0363', '--profiel', profiel, '--bewaar', join(eigen, 'bewaard')],
          proef,
        );
        expect(code).to.equal(0);
        const [naam] = await readdir(join(eigen, 'bewaard'));
        await copyFile(join(eigen, 'bewaard', naam!), join(eigen, 'bewijs.json'));
        await copyFile(join(proef.certificatenMap, 'hub.crt.pem'), join(eigen, 'hub.crt.pem'));
        await copyFile(join(proef.certificatenMap, 'gemeente-amsterdam.crt.pem'), join(eigen, 'ander.crt.pem'));
      }
    } finally {
      // from here on there is no hub: what is checked stands by itself
      await proef.ruimOp();
    }
  });
  after(() => rm(map, { recursive: true, force: true }));

  /** Runs the blocks of a way, each as a shell of its own, until one fails. @returns the exit code of the last. */
  async function controleer(weg: string, profiel: string): Promise<{ readonly code: number; readonly uit: string }> {
    let uit = '';
    for (const kop of WEGEN[weg]!(profiel)) {
      const blok = blokken.get(kop);
      if (blok === undefined) throw new Error(`docs/bewijs.md heeft geen blok onder: ${kop}`);
      const env = { ...process.env, PATH: `${join(map, 'bin')}:${process.env['PATH'] ?? ''}` };
      try {
        uit += (await voerUit('sh', ['-c', blok], { cwd: join(map, profiel), env })).stdout;
      } catch (fout) {
        const { code, stdout } = fout as { readonly code: number; readonly stdout: string };
        // a block that takes the file apart judges nothing: it must not be what says no
        if (kop === UITPAKKEN) throw fout;
        return { code, uit: uit + stdout };
      }
    }
    return { code: 0, uit };
  }

  async function met<T>(profiel: string, bestand: string, inhoud: string | Buffer, doe: () => Promise<T>): Promise<T> {
    const pad = join(map, profiel, bestand);
    const was = await readFile(pad);
    await writeFile(pad, inhoud);
    try {
      return await doe();
    } finally {
      await writeFile(pad, was);
    }
  }

  for (const profiel of ['jades', 'rfc9421'])
    for (const weg of Object.keys(WEGEN))
      describe(`${weg}, ${profiel}`, function () {
        it('believes the receipt of a real hub', async function () {
          const { code, uit } = await controleer(weg, profiel);

          expect([code, uit.includes('Dit bewijs klopt.')]).to.deep.equal([0, true]);
        });

        for (const [naam, wijzig] of Object.entries(WIJZIGINGEN))
          it(`does not believe it with ${naam}`, async function () {
            const stuk = JSON.parse(await readFile(join(map, profiel, 'bewijs.json'), 'utf8')) as Bewijsstuk;
            const { antwoord, verzoek } = wijzig(stuk);
            const anderStuk = {
              ...stuk,
              verzoek: { ...stuk.verzoek, ...verzoek },
              antwoord: { ...stuk.antwoord, ...antwoord },
            };
            expect(anderStuk).to.not.deep.equal(stuk);

            const { code, uit } = await met(profiel, 'bewijs.json', JSON.stringify(anderStuk), () =>
              controleer(weg, profiel),
            );

            expect([code, uit.includes('Dit bewijs klopt.')]).to.deep.equal([1, false]);
          });

        it('does not believe it for another message', async function () {
          const bericht = await readFile(join(map, profiel, 'bericht.xml'));
          const ander = Buffer.concat([bericht, Buffer.from('\n')]);

          const { code } = await met(profiel, 'bericht.xml', ander, () => controleer(weg, profiel));

          expect(code).to.equal(1);
        });

        it('does not believe it under a certificate with another key', async function () {
          const ander = await readFile(join(map, profiel, 'ander.crt.pem'));

          const { code } = await met(profiel, 'hub.crt.pem', ander, () => controleer(weg, profiel));

          expect(code).to.equal(1);
        });
      });

  it('gives each receipt as JSON, whether it holds or not', async function () {
    await writeFile(join(map, 'rfc9421', 'leeg.json'), '{}');
    const draai = async (bestand: string): Promise<unknown> => {
      const opdracht = ['bewijs', 'controleer', bestand, '--cert', 'hub.crt.pem', '--json'];
      const cwd = join(map, 'rfc9421');
      const { stdout } = await voerUit(join(map, 'bin', 'knooppunt'), opdracht, { cwd }).catch(
        (fout: unknown) => fout as { readonly stdout: string },
      );
      return JSON.parse(stdout);
    };
    const stuk = JSON.parse(await readFile(join(map, 'rfc9421', 'bewijs.json'), 'utf8')) as Bewijsstuk;

    expect(await draai('bewijs.json')).to.include({
      bestand: 'bewijs.json',
      uitkomst: 'klopt',
      httpStatus: 202,
      moment: stuk.hub.moment,
      verzoekDigest: stuk.verzoek.verzoekDigest,
      alg: 'ecdsa-p256-sha256',
    });
    expect(await draai('leeg.json')).to.include({ uitkomst: 'klopt_niet', code: 'VORM' });
  });
});
