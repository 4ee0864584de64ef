import { expect } from 'chai';
import { standZin, type Verloop } from '../../src/trace/stand-zin.ts';

const GEBEURD = [
  { gebeurtenis: 'klaargezet', moment: new Date('2026-03-03T09:42:01Z') },
  { gebeurtenis: 'aangeboden', moment: new Date('2026-03-03T10:00:00Z') },
  { gebeurtenis: 'bevestigd', moment: new Date('2026-03-03T10:05:00Z') },
  { gebeurtenis: 'geweigerd', moment: new Date('2026-03-03T10:06:00Z') },
];
const NAAM = { van: 'A', naar: 'B' };

function verloop(anders: Partial<Verloop> & { readonly status: string }): Verloop {
  return { poging: 0, ontvangenOp: new Date('2026-03-03T09:42:00Z'), gebeurtenissen: GEBEURD, ...anders };
}

const ZINNEN: readonly (readonly [Partial<Verloop> & { status: string }, string, string])[] = [
  [
    { status: 'ontvangen' },
    'Aangenomen op 3 maart 2026 10:42:00; het knooppunt zet het bericht nu klaar voor B.',
    'hubbeheer',
  ],
  [{ status: 'in_wachtrij' }, 'Staat klaar sinds 3 maart 2026 10:42:01; B moet het ophalen.', 'ontvanger'],
  [
    { status: 'in_wachtrij', poging: 2 },
    'Staat klaar sinds 3 maart 2026 10:42:01 (al 2 keer aangeboden); B moet het ophalen.',
    'ontvanger',
  ],
  [
    { status: 'aangeboden' },
    'Aangeboden aan B op 3 maart 2026 11:00:00, maar nog niet bevestigd; B moet de ontvangst bevestigen.',
    'ontvanger',
  ],
  [{ status: 'bezorgd' }, 'Bezorgd bij B op 3 maart 2026 11:05:00; niemand hoeft iets te doen.', 'niemand'],
  [
    { status: 'geweigerd', code: 'StUF055' },
    'Geweigerd door B op 3 maart 2026 11:06:00 (StUF055); A moet het herstellen en een nieuw bericht sturen.',
    'afzender',
  ],
  [
    { status: 'onbestelbaar', deadLetterReden: 'pogingen_op' },
    'Niet bezorgd bij B, want alle pogingen zijn gedaan; de ontvanger moet het oplossen, daarna kan beheer het opnieuw aanbieden.',
    'ontvanger',
  ],
  [
    { status: 'onbestelbaar', deadLetterReden: 'inhoud_verlopen' },
    'Niet bezorgd bij B, want de bewaartermijn van de inhoud is voorbij; A moet het opnieuw sturen.',
    'afzender',
  ],
  [
    { status: 'niet_beoordeeld' },
    'Het knooppunt kon het bericht niet beoordelen en heeft het niet aangenomen; A moet het opnieuw sturen, met dezelfde Traceer-Id.',
    'afzender',
  ],
  [
    { status: 'afgekeurd', code: 'BRS13' },
    'Afgekeurd door het knooppunt en niet doorgestuurd (BRS13: bericht voldoet niet aan het schema); de leverancier van de software moet het herstellen.',
    'leverancier',
  ],
  [
    { status: 'afgekeurd', code: 'BRS14' },
    'Afgekeurd door het knooppunt en niet doorgestuurd (BRS14: bericht is geen bruikbaar XML); de leverancier van de software moet het herstellen.',
    'leverancier',
  ],
];

describe('The sentence about a message: what is happening and who acts', function () {
  for (const [anders, zin, wie] of ZINNEN)
    it(`is complete for ${anders.status}, ${anders.deadLetterReden ?? anders.code ?? `${anders.poging ?? 0} attempts`}`, function () {
      expect(standZin(verloop(anders), NAAM)).to.deep.equal({ zin, wie });
    });

  it('asks nobody to act once an operator closed the message, and asks again when that was undone', function () {
    const dicht = { gebeurtenis: 'gesloten', moment: new Date('2026-03-04T08:00:00Z') };
    const weerOpen = { gebeurtenis: 'heropend', moment: new Date('2026-03-05T08:00:00Z') };

    const gesloten = standZin(verloop({ status: 'onbestelbaar', gebeurtenissen: [...GEBEURD, dicht] }), NAAM);
    const heropend = standZin(verloop({ status: 'onbestelbaar', gebeurtenissen: [dicht, weerOpen] }), NAAM);

    expect(gesloten.zin).to.equal(
      'Niet bezorgd bij B, want de reden is niet bekend; gesloten door beheer op 4 maart 2026 09:00:00, niemand hoeft iets te doen.',
    );
    expect([gesloten.wie, heropend.wie]).to.deep.equal(['niemand', 'hubbeheer']);
  });

  it('says that nothing goes to a receiver that an operator paused, and that the operator acts', function () {
    const pauze = { sinds: new Date('2026-03-03T08:00:00Z'), reden: 'onderhoud' };

    expect(standZin(verloop({ status: 'in_wachtrij', pauze }), NAAM)).to.deep.equal({
      zin: 'Staat klaar sinds 3 maart 2026 10:42:01, maar naar B gaat sinds 3 maart 2026 09:00:00 niets (onderhoud); de beheerder van het knooppunt moet hervatten.',
      wie: 'hubbeheer',
    });
  });

  it('says of a message past its retention that only its end is known', function () {
    expect(standZin(verloop({ status: 'bezorgd', gebeurtenissen: [] }), NAAM).zin).to.match(
      /bewaartermijn is voorbij: .* de afloop \(bezorgd\)/,
    );
  });

  it('does not break on a status of a later hub', function () {
    expect(standZin(verloop({ status: 'zweeft' }), NAAM)).to.deep.equal({
      zin: 'Het bericht heeft de status zweeft; meer is niet bekend.',
      wie: 'niemand',
    });
  });
});
