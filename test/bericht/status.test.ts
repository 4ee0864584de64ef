import { expect } from 'chai';
import {
  DEAD_LETTER_REDENEN,
  isStatus,
  STATUS_WOORD,
  STATUSSEN,
  volgendeStatus,
  type Gebeurtenis,
  type Status,
} from '../../src/bericht/status.ts';

/** All changes that may happen, written out; everything else is an event that changes nothing. */
const OVERGANGEN: readonly (readonly [Status | undefined, Gebeurtenis, Status])[] = [
  [undefined, 'geaccepteerd', 'ontvangen'],
  [undefined, 'afgekeurd', 'afgekeurd'],
  [undefined, 'niet_beoordeeld', 'niet_beoordeeld'],
  ['afgekeurd', 'geaccepteerd', 'ontvangen'],
  ['afgekeurd', 'afgekeurd', 'afgekeurd'],
  ['afgekeurd', 'niet_beoordeeld', 'niet_beoordeeld'],
  ['niet_beoordeeld', 'geaccepteerd', 'ontvangen'],
  ['niet_beoordeeld', 'afgekeurd', 'afgekeurd'],
  ['niet_beoordeeld', 'niet_beoordeeld', 'niet_beoordeeld'],
  ['ontvangen', 'klaargezet', 'in_wachtrij'],
  ['ontvangen', 'geen_route_meer', 'onbestelbaar'],
  ['ontvangen', 'inhoud_verlopen', 'onbestelbaar'],
  ['in_wachtrij', 'geen_route_meer', 'onbestelbaar'],
  ['in_wachtrij', 'inhoud_verlopen', 'onbestelbaar'],
  ['in_wachtrij', 'aangeboden', 'aangeboden'],
  ['in_wachtrij', 'bevestigd', 'bezorgd'],
  ['in_wachtrij', 'geweigerd', 'geweigerd'],
  ['in_wachtrij', 'pogingen_op', 'onbestelbaar'],
  ['aangeboden', 'aanbieding_verlopen', 'in_wachtrij'],
  ['aangeboden', 'poging_mislukt', 'in_wachtrij'],
  ['aangeboden', 'teruggegeven', 'in_wachtrij'],
  ['aangeboden', 'bevestigd', 'bezorgd'],
  ['aangeboden', 'geweigerd', 'geweigerd'],
  ['aangeboden', 'pogingen_op', 'onbestelbaar'],
  ['onbestelbaar', 'bevestigd', 'bezorgd'],
  ['onbestelbaar', 'opnieuw_aangeboden', 'in_wachtrij'],
  ['bezorgd', 'opnieuw_aangeboden', 'in_wachtrij'],
];
const GEBEURTENISSEN = [
  ...new Set(OVERGANGEN.map(([, gebeurtenis]) => gebeurtenis)),
  ...(['herhaald', 'botsing', 'ingezien', 'omgehangen'] as const),
  ...(['inhoud_verwijderd', 'bevindingen_verwijderd', 'metagegevens_verwijderd', 'feiten_verwijderd'] as const),
];

describe('The life of a message', function () {
  for (const [van, gebeurtenis, naar] of OVERGANGEN) {
    it(`goes from ${van ?? 'nothing'} by ${gebeurtenis} to ${naar}`, function () {
      expect(volgendeStatus(van, gebeurtenis)).to.equal(naar);
    });
  }

  it('changes by nothing else: the first final outcome wins', function () {
    const bekend = new Set(OVERGANGEN.map(([van, gebeurtenis]) => `${van ?? ''} ${gebeurtenis}`));
    for (const van of [undefined, ...STATUSSEN])
      for (const gebeurtenis of GEBEURTENISSEN)
        if (!bekend.has(`${van ?? ''} ${gebeurtenis}`))
          expect(volgendeStatus(van, gebeurtenis), `${van ?? 'nothing'} ${gebeurtenis}`).to.equal(undefined);
  });

  it('has a word for people for each status, and an owner for each reason of undeliverable', function () {
    expect(Object.keys(STATUS_WOORD).sort()).to.deep.equal([...STATUSSEN].sort());
    expect(
      Object.values(DEAD_LETTER_REDENEN).every((wie) => ['ontvanger', 'afzender', 'hubbeheer'].includes(wie)),
    ).to.equal(true);
    expect([isStatus('bezorgd'), isStatus('toString')]).to.deep.equal([true, false]);
  });
});
