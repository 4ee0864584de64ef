import { expect } from 'chai';
import { jw305, wmo301, wmo302, wmo305, wmo323, wmo325 } from '../fixtures/berichten.ts';
import { keur } from './proef-keurder.ts';

const BASES = [wmo301(), wmo302(), wmo305(), jw305(), wmo323({}, 2), wmo325()];

/** A small generator of chance, so that a failure can be told by its seed. */
function toeval(zaad: number): (onder: number) => number {
  let stand = zaad;
  return (onder) => {
    stand = (Math.imul(stand, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return stand % onder;
  };
}

/** One to three bytes changed, cut or doubled. */
function metBytes(basis: string, kies: (onder: number) => number): Buffer {
  let bytes = Buffer.from(basis);
  for (let keer = kies(3); keer >= 0; keer -= 1) {
    const plaats = kies(bytes.length);
    const soort = kies(3);
    if (soort === 0) bytes[plaats] = kies(256);
    else if (soort === 1) bytes = Buffer.concat([bytes.subarray(0, plaats), bytes.subarray(plaats + 1 + kies(20))]);
    else bytes = Buffer.concat([bytes.subarray(0, plaats + kies(40)), bytes.subarray(plaats)]);
  }
  return bytes;
}

/** One to three lines, so mostly elements, left out, doubled elsewhere or exchanged. */
function metRegels(basis: string, kies: (onder: number) => number): Buffer {
  const regels = basis.split('\n');
  for (let keer = kies(3); keer >= 0; keer -= 1) {
    const [van, naar] = [kies(regels.length), kies(regels.length)];
    const soort = kies(3);
    if (soort === 0) regels.splice(van, 1);
    else if (soort === 1) regels.splice(naar, 0, regels[van]!);
    else [regels[van], regels[naar]] = [regels[naar]!, regels[van]!];
  }
  return Buffer.from(regels.join('\n'));
}

describe('mangled messages', function () {
  for (const [naam, vermink] of [
    ['bytes', metBytes],
    ['lines', metRegels],
  ] as const) {
    it(`always get a verdict with reasons that we know: ${naam}`, function () {
      for (let zaad = 1; zaad <= 1_500; zaad += 1) {
        const kies = toeval(zaad);
        const { code, kop, feiten, rapport } = keur(vermink(BASES[kies(BASES.length)]!, kies), { omgeving: 'demo' });

        const refuses = rapport.bevindingen.filter(({ ernst }) => ernst === 'weigeren');
        const klopt =
          code === undefined
            ? kop !== undefined && feiten !== undefined && refuses.length === 0
            : ['BRS13', 'BRS14'].includes(code) && refuses.length > 0;
        expect(klopt, `zaad ${zaad}`).to.equal(true);
        // XSD99 is the answer to what we have no words for
        expect(
          rapport.bevindingen.map((b) => b.code),
          `zaad ${zaad}`,
        ).not.to.include('XSD99');
      }
    });
  }
});
