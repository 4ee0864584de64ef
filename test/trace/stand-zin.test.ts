import { expect } from 'chai';
import type { Status } from '../../src/bericht/status.ts';
import type { BerichtStand } from '../../src/store/stand-port.ts';
import { standZin } from '../../src/web/zin.ts';

const ZINNEN: readonly (readonly [Partial<BerichtStand> & { status: Status }, string, string])[] = [
  [
    { status: 'ontvangen' },
    'Aangenomen op 3 maart 2026 10:42:00; het knooppunt zet het bericht nu klaar voor B.',
    'hubbeheer',
  ],
  [{ status: 'in_wachtrij', poging: 0 }, 'Staat klaar; B moet het ophalen.', 'ontvanger'],
  [{ status: 'in_wachtrij', poging: 2 }, 'Staat klaar (al 2 keer aangeboden); B moet het ophalen.', 'ontvanger'],
  [{ status: 'aangeboden' }, 'Aangeboden aan B; B moet de ontvangst bevestigen.', 'ontvanger'],
  [{ status: 'bezorgd' }, 'Bezorgd bij B; niemand hoeft iets te doen.', 'niemand'],
  [{ status: 'geweigerd' }, 'Geweigerd door B; A moet het herstellen en een nieuw bericht sturen.', 'afzender'],
  [
    { status: 'onbestelbaar', deadLetterReden: 'pogingen_op' },
    'Niet bezorgd bij B, want alle pogingen zijn gedaan; de ontvanger moet iets doen.',
    'ontvanger',
  ],
  [
    { status: 'niet_beoordeeld' },
    'Het knooppunt kon het bericht niet beoordelen en heeft het niet aangenomen; A moet het opnieuw sturen.',
    'afzender',
  ],
  [
    { status: 'afgekeurd', code: 'BRS13' },
    'Afgekeurd door het knooppunt en niet doorgestuurd (bericht voldoet niet aan het schema); de leverancier van de afzender moet het herstellen.',
    'leverancier',
  ],
];

describe('The sentence on the page of a message', function () {
  for (const [stand, zin, wie] of ZINNEN)
    it(`says of ${stand.status} (${stand.poging ?? 0} attempts) what happens and who acts`, function () {
      const bericht = { poging: 0, ontvangenOp: new Date('2026-03-03T09:42:00Z'), ...stand } as BerichtStand;

      expect(standZin(bericht, [], { van: 'A', naar: 'B' })).to.deep.equal({ zin, wie });
    });
});
