import { expect } from 'chai';
import { createElement } from 'preact';
import { render } from 'preact-render-to-string';
import type { Zoekblad } from '../../src/trace/zoeken.ts';
import { Zoekscherm } from '../../src/web/zoekscherm.tsx';

const SESSIE = { id: 'x', gebruiker: 'Anna', formulierMerk: 'merk' } as const;
const NAMEN = { partij: () => undefined, actor: (id: string) => id };
const RIJ = {
  ...{ traceerId: '019ac7d2-1a2b-7c3d-8e4f-5a6b7c8d9e0f', conversatieId: 'x', volgnummer: 9, status: 'bezorgd' },
  ...{ indiener: 'zorg-voorbeeldhof', ontvangenOp: new Date('2026-11-23T09:00:00Z'), bevindingen: [], bytes: 1 },
  ...{ inhoudSha256: Buffer.alloc(32), poging: 1, herlevering: false, inhoudBewaard: false },
} as unknown as Zoekblad['rijen'][number];

/** The page with one row, and what a test says of it. */
function teken(blad: Partial<Zoekblad>, anders: { readonly later?: boolean; readonly tekst?: string } = {}): string {
  const uitslag = {
    ...{ tekst: 'a & b', later: false, namen: NAMEN, ...anders },
    blad: { rijen: [RIJ], dichtbij: [], teKort: false, vanaf: RIJ.ontvangenOp, ...blad },
  };
  return render(createElement(Zoekscherm, { sessie: SESSIE, uitslag }));
}

describe('The search page: what it says around the list', function () {
  it('counts what it found where that is all', function () {
    expect(teken({})).to.include('1 bericht voor “a &amp; b”').and.not.include('Oudere berichten');
  });

  it('leads to older messages, with the same search, and from there back to the newest', function () {
    const eerste = teken({ verder: 9 });
    const laatste = teken({}, { later: true });

    expect(eerste).to.include('Nieuwste berichten voor').and.include('href="/?zoek=a+%26+b&amp;voor=9"');
    expect(laatste).to.include('href="/?zoek=a+%26+b">Naar de nieuwste').and.not.include('voor=');
  });

  it('asks for more characters where too many messages begin with these', function () {
    expect(teken({ teKort: true })).to.include('typ meer tekens');
  });

  it('says that there is nothing older', function () {
    expect(teken({ rijen: [] }, { tekst: '', later: true })).to.include('geen oudere berichten');
  });
});
