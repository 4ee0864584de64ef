import { expect } from 'chai';
import { InhoudOnleesbaar, KekOngeldig, createPayloadKluis } from '../../src/keys/payload-kluis.ts';
import type { VerzegeldeInhoud } from '../../src/keys/port.ts';

const TRACEER_ID = '1b4e28ba-2fa1-4d3b-8a5c-0c9d7b6a5f4e';
const ANDER_ID = '9c858901-8a57-4791-81fe-4c455b099bc9';
const KEK = Buffer.alloc(32, 7);
const XML = Buffer.from(`<Bericht>${'<Product>41A03</Product>'.repeat(300)}</Bericht>`);

describe('payload vault', function () {
  const kluis = createPayloadKluis(new Map([[1, KEK]]), 1);

  it('gives back the very bytes that were sealed', function () {
    expect(kluis.open(kluis.verzegel(XML, TRACEER_ID), TRACEER_ID).equals(XML)).to.equal(true);
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
    const nieuw = createPayloadKluis(keks, 2);

    expect(nieuw.open(oud, TRACEER_ID).equals(XML)).to.equal(true);
    expect(nieuw.verzegel(XML, TRACEER_ID).kekVersie).to.equal(2);
  });

  it('says that the content cannot be read when its key is gone', function () {
    const verzegeld = kluis.verzegel(XML, TRACEER_ID);
    const zonder = createPayloadKluis(new Map([[2, KEK]]), 2);

    expect(() => zonder.open(verzegeld, TRACEER_ID)).to.throw(InhoudOnleesbaar);
    expect(() => zonder.open({ ...verzegeld, kekVersie: 2 }, TRACEER_ID)).to.throw(InhoudOnleesbaar);
  });

  it('does not start without its active key, or with a short one', function () {
    expect(() => createPayloadKluis(new Map([[1, KEK]]), 2)).to.throw(KekOngeldig);
    expect(() => createPayloadKluis(new Map([[1, KEK.subarray(0, 16)]]), 1)).to.throw(KekOngeldig);
  });
});
