import { createDecipheriv, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { InhoudOnleesbaar, createPayloadKluis } from '../../src/keys/payload-kluis.ts';
import { KekOngeldig, bordVan, createSleutelbord } from '../../src/keys/sleutelbord.ts';
import type { VerzegeldeInhoud } from '../../src/keys/port.ts';

const TRACEER_ID = '1b4e28ba-2fa1-4d3b-8a5c-0c9d7b6a5f4e';
const ANDER_ID = '9c858901-8a57-4791-81fe-4c455b099bc9';
const KEK = Buffer.alloc(32, 7);
const XML = Buffer.from(`<Bericht>${'<Product>41A03</Product>'.repeat(300)}</Bericht>`);

/** The random parts of what was sealed: the data key, unwrapped as the format prescribes, and both nonces. */
function toevalVan({ gewikkeldeSleutel, inhoud, compressie, bytes }: VerzegeldeInhoud): readonly Buffer[] {
  const nonce = Buffer.from(gewikkeldeSleutel.subarray(0, 12));
  const decipher = createDecipheriv('aes-256-gcm', KEK, nonce, { authTagLength: 16 });
  decipher.setAAD(Buffer.from(`${TRACEER_ID}|1|${compressie}|${bytes}`));
  decipher.setAuthTag(gewikkeldeSleutel.subarray(44));
  const datasleutel = Buffer.concat([decipher.update(gewikkeldeSleutel.subarray(12, 44)), decipher.final()]);
  return [datasleutel, nonce, Buffer.from(inhoud.subarray(0, 12))];
}

describe('payload vault', function () {
  const kluis = createPayloadKluis(createSleutelbord(new Map([[1, KEK]]), 1));

  it('gives back the very bytes that were sealed', function () {
    expect(kluis.open(kluis.verzegel(XML, TRACEER_ID), TRACEER_ID).equals(XML)).to.equal(true);
  });

  it('opens what an earlier version sealed, as it stands in the store', function () {
    const gevallen = [
      {
        gewikkeldeSleutel: 'kHofa132HB+dOnisRaivfOyqhpjdvzkN7F+r5NMizp/pVEEiVG9OU9MxPl9cPTIV41Qe0/HxfmUtfLgC',
        inhoud: 'l8+IXPhizcdb03Jgb5nCLfwk7sLbw7sC7tAvUW7u',
        compressie: 'geen',
        verwacht: 'a1',
      },
      {
        gewikkeldeSleutel: 'F6QUNEFcJVo62xRfnZbVioED4M6H7vzzzpVScrfz3R6rVMCX5WFPVXd8YHOVJw0DlG+FzH1pPMwesQza',
        inhoud: 'fP1rXXLki+tR6ETZRqlvqFIAerc67VKYplo9GsvSV4haY5NEYaWdlEZoua25zA/S8kwf9bmqtWGtJgqTmuA=',
        compressie: 'deflate-raw',
        verwacht: `<Bericht>${'<Product>41A03</Product>'.repeat(4)}</Bericht>`,
      },
    ] as const;

    for (const { gewikkeldeSleutel, inhoud, compressie, verwacht } of gevallen) {
      const verzegeld: VerzegeldeInhoud = {
        gewikkeldeSleutel: Buffer.from(gewikkeldeSleutel, 'base64'),
        kekVersie: 1,
        inhoud: Buffer.from(inhoud, 'base64'),
        compressie,
        bytes: verwacht.length,
      };
      expect(kluis.open(verzegeld, TRACEER_ID).toString()).to.equal(verwacht);
    }
  });

  it('gives back payloads of every size around the limits of its buffers', function () {
    for (const rond of [2048, 4096, 8192, 16_384])
      for (const lengte of [rond - 1, rond, rond + 1])
        for (const inhoud of [Buffer.alloc(lengte, '<a>b</a>'), randomBytes(lengte)])
          expect(kluis.open(kluis.verzegel(inhoud, TRACEER_ID), TRACEER_ID).equals(inhoud), `${lengte}`).to.equal(true);
  });

  it('gives out memory of its own, so that no neighbour travels along to another thread', function () {
    const { inhoud, gewikkeldeSleutel } = kluis.verzegel(XML, TRACEER_ID);

    expect(inhoud.buffer.byteLength).to.equal(inhoud.byteLength);
    expect(gewikkeldeSleutel.buffer.byteLength).to.equal(gewikkeldeSleutel.byteLength);
  });

  it('uses no random byte twice, in keys nor nonces, also when its stock is filled anew', function () {
    const eigen = createPayloadKluis(createSleutelbord(new Map([[1, KEK]]), 1));
    const vensters: string[] = [];

    // 56 random bytes a message: the stock of 4096 is filled a few times over
    for (let i = 0; i < 300; i += 1)
      for (const stuk of toevalVan(eigen.verzegel(XML, TRACEER_ID)))
        for (let plek = 0; plek + 8 <= stuk.length; plek += 1) vensters.push(stuk.toString('hex', plek, plek + 8));

    expect(vensters).to.have.length(300 * (25 + 5 + 5));
    expect(new Set(vensters)).to.have.property('size', vensters.length);
  });

  it('gives back an empty payload, and bytes that do not shrink', function () {
    for (const inhoud of [Buffer.alloc(0), Buffer.of(1), Buffer.from('a1')]) {
      const verzegeld = kluis.verzegel(inhoud, TRACEER_ID);

      expect(verzegeld.compressie).to.equal('geen');
      expect(kluis.open(verzegeld, TRACEER_ID).equals(inhoud)).to.equal(true);
    }
  });

  it('stores a message smaller than it is, and says how long it was', function () {
    const verzegeld = kluis.verzegel(XML, TRACEER_ID);

    expect(verzegeld).to.include({ compressie: 'deflate-raw', bytes: XML.length, kekVersie: 1 });
    expect(verzegeld.inhoud.length).to.be.lessThan(XML.length / 4);
  });

  it('leaves nothing of the text readable', function () {
    const verzegeld = kluis.verzegel(Buffer.from('geheim-999900006'), TRACEER_ID);

    expect(Buffer.from(verzegeld.inhoud).includes('geheim')).to.equal(false);
  });

  it('seals the same message differently each time', function () {
    const [een, twee] = [kluis.verzegel(XML, TRACEER_ID), kluis.verzegel(XML, TRACEER_ID)];

    expect(Buffer.from(een.inhoud).equals(twee.inhoud)).to.equal(false);
    expect(Buffer.from(een.gewikkeldeSleutel).equals(twee.gewikkeldeSleutel)).to.equal(false);
  });

  it('refuses a payload under another traceerId', function () {
    expect(() => kluis.open(kluis.verzegel(XML, TRACEER_ID), ANDER_ID)).to.throw(InhoudOnleesbaar);
  });

  it('refuses a payload of which any byte of content or key was changed', function () {
    const verzegeld = kluis.verzegel(Buffer.from('<a>kort</a>'), TRACEER_ID);

    for (const veld of ['inhoud', 'gewikkeldeSleutel'] as const)
      for (let i = 0; i < verzegeld[veld].length; i += 1) {
        const kapot = Buffer.from(verzegeld[veld]);
        kapot[i] = kapot[i]! ^ 1;
        expect(() => kluis.open({ ...verzegeld, [veld]: kapot }, TRACEER_ID), `${veld}[${i}]`).to.throw(
          InhoudOnleesbaar,
        );
      }
  });

  it('refuses a payload whose form, length or parts were changed', function () {
    const verzegeld = kluis.verzegel(XML, TRACEER_ID);
    const ander = kluis.verzegel(XML, TRACEER_ID);
    const gevallen: Partial<VerzegeldeInhoud>[] = [
      { compressie: 'geen' },
      { bytes: XML.length - 1 },
      { bytes: XML.length + 1 },
      { inhoud: verzegeld.inhoud.subarray(0, 40) },
      { inhoud: new Uint8Array(0) },
      { gewikkeldeSleutel: new Uint8Array(0) },
      { inhoud: ander.inhoud },
    ];

    for (const geval of gevallen)
      expect(() => kluis.open({ ...verzegeld, ...geval }, TRACEER_ID)).to.throw(InhoudOnleesbaar);
  });

  it('opens what a former key sealed, and seals with the active one', function () {
    const keks = new Map([
      [1, KEK],
      [2, Buffer.alloc(32, 9)],
    ]);
    const oud = kluis.verzegel(XML, TRACEER_ID);
    const nieuw = createPayloadKluis(createSleutelbord(keks, 2));

    expect(nieuw.open(oud, TRACEER_ID).equals(XML)).to.equal(true);
    expect(nieuw.verzegel(XML, TRACEER_ID).kekVersie).to.equal(2);
  });

  it('seals under a key from the moment that it hangs on the board, in every thread that has the memory', function () {
    const bord = createSleutelbord(new Map([[1, KEK]]), 1);
    const hier = createPayloadKluis(bord);
    const daar = createPayloadKluis(bordVan(bord.geheugen));
    const oud = daar.verzegel(XML, TRACEER_ID);

    bord.hangOp(2, Buffer.alloc(32, 9));

    const nieuw = daar.verzegel(XML, TRACEER_ID);
    expect([oud.kekVersie, nieuw.kekVersie]).to.deep.equal([1, 2]);
    expect(hier.open(oud, TRACEER_ID).equals(XML)).to.equal(true);
    expect(hier.open(nieuw, TRACEER_ID).equals(XML)).to.equal(true);
  });

  it('brings a wrapped key under the new one without touching the content, and no other message can bear it', function () {
    const bord = createSleutelbord(new Map([[1, KEK]]), 1);
    const eigen = createPayloadKluis(bord);
    const oud = eigen.verzegel(XML, TRACEER_ID);
    bord.hangOp(2, Buffer.alloc(32, 9));

    const herwikkeld = { ...oud, ...eigen.herwikkel(oud, TRACEER_ID) };

    expect(herwikkeld.kekVersie).to.equal(2);
    const alleenNieuw = createPayloadKluis(createSleutelbord(new Map([[2, Buffer.alloc(32, 9)]]), 2));
    expect(alleenNieuw.open(herwikkeld, TRACEER_ID).equals(XML)).to.equal(true);
    expect(() => eigen.herwikkel({ ...oud, bytes: oud.bytes + 1 }, TRACEER_ID)).to.throw(InhoudOnleesbaar);
    expect(() => eigen.herwikkel({ ...oud, kekVersie: 7 }, TRACEER_ID)).to.throw(InhoudOnleesbaar);
  });

  it('says that the content cannot be read when its key is gone', function () {
    const verzegeld = kluis.verzegel(XML, TRACEER_ID);
    const zonder = createPayloadKluis(createSleutelbord(new Map([[2, KEK]]), 2));

    expect(() => zonder.open(verzegeld, TRACEER_ID)).to.throw(InhoudOnleesbaar);
    expect(() => zonder.open({ ...verzegeld, kekVersie: 2 }, TRACEER_ID)).to.throw(InhoudOnleesbaar);
  });

  it('does not start without its active key, or with a short one', function () {
    expect(() => createPayloadKluis(createSleutelbord(new Map([[1, KEK]]), 2))).to.throw(KekOngeldig);
    expect(() => createPayloadKluis(createSleutelbord(new Map([[1, KEK.subarray(0, 16)]]), 1))).to.throw(KekOngeldig);
  });
});
