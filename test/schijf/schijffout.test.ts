import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import type { TraceerId } from '../../src/bericht/traceer-id.ts';
import { openJournaal } from '../../src/compose-audit.ts';
import { maakNieuweKek, openSleutelmap } from '../../src/keys/sleutelmap.ts';
import type { HubSleutel } from '../../src/keys/port.ts';
import { maakKopie, zetKopieTerug } from '../../src/store/sqlite/reservekopie.ts';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { leesVerwijderlog } from '../../src/store/sqlite/verwijderlog.ts';
import { controleerJournaal } from '../../src/trace/controleer-journaal.ts';
import { bestandLengte, leesKoppen } from '../../src/trace/koppen-bestand.ts';
import { createZegelaar } from '../../src/trace/zegelaar.ts';
import { bericht, biedAan, ONTVANGER, registreerAlle, T0 } from '../contract/bericht-store/voorbeeld.ts';
import { bewaarderOver, STIL, verzamelAlarmen, zetKlok, type ZetKlok } from '../deliver/proef-bewaren.ts';
import { openSqliteProef, type SqliteProef } from '../store/sqlite/proef-map.ts';
import { metSchijffout, openBestanden, ruimSchijffout, zetSchijffout } from './schijf.ts';

/** More operations than any of these has. */
const MEER_DAN_GENOEG = 100;
const UUR_MS = 3_600_000;

/** Runs a trial with the first, the second … operation failing, until none fails. @returns the names of those that did. */
async function elkeKeer(proef: (n: number) => Promise<string | undefined>): Promise<readonly string[]> {
  const gefaald: string[] = [];
  for (let n = 1; n < MEER_DAN_GENOEG; n += 1) {
    const naam = await proef(n);
    if (naam === undefined) return gefaald;
    gefaald.push(naam);
  }
  throw new Error('er kwam geen einde aan');
}

describe('The n-th operation on a file fails, for every n', function () {
  this.timeout(60_000);
  let map: string;

  beforeEach(async function () {
    map = await mkdtemp(join(tmpdir(), 'knooppunt-schijf-'));
  });
  afterEach(async () => {
    // a disk that fails for long must not use up what the process may have open
    expect(openBestanden(), 'files left open').to.equal(0);
    await rm(map, { recursive: true, force: true });
  });

  it('keys: those that are given out are the keys of every later start', async function () {
    const gefaald = await elkeKeer(async (n) => {
      const eigen = join(map, String(n), 'sleutels');
      const eerst = await metSchijffout(n, map, () => openSleutelmap({ map: eigen, databaseBestaat: false }));

      const dan = await metSchijffout(0, map, () => openSleutelmap({ map: eigen, databaseBestaat: false }));

      if (eerst.gefaald === undefined) expect(dan.waarde).to.deep.equal(eerst.waarde);
      else expect(eerst.fout, `${eerst.gefaald} failed and nobody heard of it`).to.be.an('error');
      // whatever the first had come to: before anything is sealed under them their names are on the disk
      expect(dan.gedaan).to.include('sync');
      expect(await openSleutelmap({ map: eigen, databaseBestaat: true })).to.deep.equal(dan.waarde);
      return eerst.gefaald;
    });

    expect(new Set(gefaald)).to.include.keys('readdir', 'mkdir', 'open', 'writeFile', 'sync', 'link', 'readFile');
  });

  it('keys: none is made in the place of one that cannot be read', async function () {
    const goed = await openSleutelmap({ map: join(map, 'sleutels'), databaseBestaat: false });

    const gefaald = await elkeKeer(async (n) => {
      const uit = await metSchijffout(n, map, () =>
        openSleutelmap({ map: join(map, 'sleutels'), databaseBestaat: true }),
      );
      if (uit.gefaald !== undefined) expect(uit.fout).to.be.an('error').with.property('code');
      return uit.gefaald;
    });

    expect(new Set(gefaald)).to.include.keys('readdir', 'readFile', 'stat');
    expect(await openSleutelmap({ map: join(map, 'sleutels'), databaseBestaat: true })).to.deep.equal(goed);
    expect((await readdir(join(map, 'sleutels'))).sort()).to.deep.equal(['kek-1.sleutel', 'persoon-1.sleutel']);
  });

  it('keys: a new one is used when it is on the disk, and one that is not stands in the way of none', async function () {
    const gefaald = await elkeKeer(async (n) => {
      const sleutelmap = join(map, String(n), 'sleutels');
      await openSleutelmap({ map: sleutelmap, databaseBestaat: false });
      const uit = await metSchijffout(n, map, () => maakNieuweKek(sleutelmap));
      if (uit.gefaald !== undefined) expect(uit.fout, uit.gefaald).to.be.an('error');
      const nieuw = await maakNieuweKek(sleutelmap);

      const { keks, kekActief } = await openSleutelmap({ map: sleutelmap, databaseBestaat: true });
      expect([kekActief, keks.get(kekActief)]).to.deep.equal([nieuw.versie, nieuw.sleutel]);
      return uit.gefaald;
    });

    expect(new Set(gefaald)).to.include.keys('readFile', 'open', 'writeFile', 'sync', 'link', 'rm');
  });

  describe('beside a store', function () {
    let proef: SqliteProef;
    let klok: ZetKlok;

    beforeEach(async function () {
      klok = zetKlok(T0);
      proef = await openSqliteProef({ faalpunten: new URL('./schijf.js', import.meta.url) });
    });
    afterEach(async () => proef.ruimOp());

    async function bezorg(): Promise<TraceerId> {
      const { leveringId, traceerId } = await biedAan(proef.store, { op: klok.nu() }, klok.nu());
      const afhandeling = { soort: 'bevestigen' } as const;
      await proef.store.handelAf({ aansluiting: ONTVANGER, leveringId, afhandeling, nu: klok.nu() });
      return traceerId;
    }

    it('deletion log: nothing goes that it does not name, and the next round deletes once', async function () {
      const { bewaarder } = bewaarderOver(proef.store, klok);
      const gefaald = await elkeKeer(async (n) => {
        const id = await bezorg();
        klok.loopTot(new Date(klok.nu().getTime() + 25 * UUR_MS));
        zetSchijffout(n);
        const fout = await bewaarder.ronde().then(
          () => undefined,
          (reden: unknown) => reden,
        );
        const naam = ruimSchijffout();
        const genoemd = (): boolean =>
          leesVerwijderlog(join(dirname(proef.pad), 'verwijderd')).some(({ traceerId }) => traceerId === id);
        if (naam !== undefined) {
          expect(fout, naam).to.be.an('error');
          expect(await proef.store.inhoudVan(id), naam).to.not.equal(undefined);
          await bewaarder.ronde();
        }

        expect(await proef.store.inhoudVan(id)).to.equal(undefined);
        expect(genoemd()).to.equal(true);
        const gebeurtenissen = (await proef.store.gebeurtenissenVan(id)).map(({ gebeurtenis }) => gebeurtenis);
        expect(gebeurtenissen.filter((een) => een === 'inhoud_verwijderd')).to.have.length(1);
        return naam;
      });

      // of the file, of its folder and of the folder above it
      expect(gefaald).to.deep.equal([
        'mkdirSync',
        'openSync',
        'writeSync',
        'fsyncSync',
        'closeSync',
        ...['openSync', 'fsyncSync', 'closeSync', 'openSync', 'fsyncSync', 'closeSync'],
      ]);
    });

    it('heads of the journal: the next time seals all, and the journal holds', async function () {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const [geldigVan, geldigTot] = [new Date(0), new Date('2100-01-01')];
      const vingerafdruk = 'ab'.repeat(32);
      const sleutel: HubSleutel = {
        ...{ alg: 'ES256', sleutel: privateKey, certificaatDer: Buffer.alloc(0) },
        ...{ vingerafdruk, geldigVan, geldigTot },
      };
      const bestand = join(map, 'journaal', 'koppen.jsonl');
      const alarmen = verzamelAlarmen();
      const plan = (): (() => void) => () => undefined;
      const maak = () =>
        createZegelaar({ opslag: proef.store.journaal, bestand, sleutel, klok, log: STIL, alarmen, plan });
      const klopt = (): unknown => {
        const lezer = openJournaal(proef.pad);
        try {
          return controleerJournaal({
            lezer,
            bestand: () => leesKoppen(bestand),
            bestandLengte: bestandLengte(bestand),
            certificaten: new Map([[vingerafdruk, { sleutel: publicKey, van: geldigVan, tot: geldigTot }]]),
            nu: klok.nu(),
            bewaarMaanden: 84,
          });
        } finally {
          lezer.close();
        }
      };

      const gefaald = await elkeKeer(async (n) => {
        await registreerAlle(proef.store, [bericht()]);
        const zegelaar = maak();
        const { gefaald: naam, fout } = await metSchijffout(n, map, () => zegelaar.zegel());
        expect(fout, 'sealing never rejects').to.equal(undefined);
        if (naam !== undefined) expect([...alarmen.open], naam).to.deep.equal(['JOURNAAL']);
        // killed here: what stands half in the file must be found by the next
        expect(klopt(), naam).to.not.have.property('fout');
        await zegelaar.zegel();
        expect([...alarmen.open], naam).to.deep.equal([]);
        await zegelaar.close();

        expect(klopt()).to.include({ nietVerzegeld: 0 }).and.not.have.property('fout');
        return naam;
      });

      expect(new Set(gefaald)).to.include.keys('openSync', 'mkdir', 'open', 'truncate', 'sync', 'close', 'appendFile');
    });

    it('backup: a folder holds a whole one or none', async function () {
      await registreerAlle(proef.store, [bericht(), bericht()]);

      const gefaald = await elkeKeer(async (n) => {
        const naar = join(map, `kopie-${n}`);
        const uit = await metSchijffout(n, map, () => maakKopie(proef.pad, naar));
        if (uit.gefaald !== undefined) expect(uit.fout).to.be.an('error');
        const er = existsSync(join(naar, 'knooppunt.db'));
        if (!er) maakKopie(proef.pad, naar);

        expect(zetKopieTerug(join(map, `terug-${n}`, 'knooppunt.db'), naar, T0).berichten).to.equal(2);
        return uit.gefaald;
      });

      expect(gefaald).to.include.members(['mkdirSync', 'rmSync', 'openSync', 'fsyncSync', 'renameSync']);
    });
  });

  it('restore: the database is the old one or the new one, whole, and it can be done again', async function () {
    const kopie = join(map, 'kopie');
    const bron = await createSqliteStore({ pad: join(map, 'bron.db') });
    await registreerAlle(bron, [bericht(), bericht()]);
    await bron.close();
    maakKopie(join(map, 'bron.db'), kopie);
    const pad = join(map, 'data', 'knooppunt.db');
    zetKopieTerug(pad, kopie, T0);
    // one of another number: this is the old one
    const oud = await createSqliteStore({ pad });
    await registreerAlle(oud, [bericht()]);
    await oud.close();
    const oudeKopie = join(map, 'oude-kopie');
    maakKopie(pad, oudeKopie);
    const inDatabase = (n: number): number => maakKopie(pad, join(map, `telling-${n}`)).berichten;

    const gefaald = await elkeKeer(async (n) => {
      zetKopieTerug(pad, oudeKopie, new Date(T0.getTime() + n * 2000));
      const uit = await metSchijffout(n, map, () =>
        zetKopieTerug(pad, kopie, new Date(T0.getTime() + n * 2000 + 1000)),
      );
      const daarna = inDatabase(n);
      if (uit.gefaald === undefined) expect(daarna).to.equal(2);
      else {
        expect(uit.fout).to.be.an('error');
        expect([2, 3], uit.gefaald).to.include(daarna);
        expect(zetKopieTerug(pad, kopie, new Date(T0.getTime() + n * 2000 + 1500)).berichten).to.equal(2);
      }
      return uit.gefaald;
    });

    expect(gefaald).to.include.members([
      'rmSync',
      'copyFileSync',
      'linkSync',
      'renameSync',
      'fsyncSync',
      'readdirSync',
    ]);
  });
});
