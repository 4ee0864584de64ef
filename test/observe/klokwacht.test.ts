import { expect } from 'chai';
import { createKlokwacht } from '../../src/observe/klokwacht.ts';
import { verzamelAlarmen, zetKlok } from '../deliver/proef-bewaren.ts';

const BEGIN = new Date('2026-11-23T09:00:00.000Z');
const plus = (seconden: number): Date => new Date(BEGIN.getTime() + seconden * 1000);
const DAG = 86_400;

describe('The clock watch', function () {
  it('is quiet while both clocks run on, however long', function () {
    const klok = zetKlok(BEGIN);
    const alarmen = verzamelAlarmen();
    const wacht = createKlokwacht({ klok, alarmen });

    klok.loopTot(plus(400 * DAG));

    expect(wacht.sprong()).to.equal(undefined);
    expect(alarmen.open.size).to.equal(0);
  });

  for (const [richting, teken] of [
    ['ahead', 1],
    ['back', -1],
  ] as const)
    it(`sees a jump ${richting} of more than five minutes, and keeps it until a person says go on`, function () {
      const klok = zetKlok(BEGIN);
      const alarmen = verzamelAlarmen();
      const wacht = createKlokwacht({ klok, alarmen });

      klok.zet(plus(teken * 300));
      expect(wacht.sprong()).to.equal(undefined);
      klok.zet(plus(teken * 301));
      expect(wacht.sprong()).to.include({ verschilMs: teken * 301_000 });
      klok.zet(BEGIN);
      expect(wacht.sprong()).to.not.equal(undefined);
      expect([...alarmen.open]).to.deep.equal(['KLOK']);

      expect(wacht.gaVerder()).to.equal(true);
      expect(wacht.sprong()).to.equal(undefined);
      expect(alarmen.open.size).to.equal(0);
      expect(wacht.gaVerder()).to.equal(false);
    });

  for (const [wat, laatste, verwacht] of [
    ['believes a restart a day later', -DAG, false],
    ['does not believe a start more than a day after the last time known', -DAG - 1, true],
    ['believes a start within five minutes before the last time known', 300, false],
    ['does not believe a start before that', 301, true],
  ] as const)
    it(wat, function () {
      const wacht = createKlokwacht({ klok: zetKlok(BEGIN), alarmen: verzamelAlarmen(), laatsteTijd: plus(laatste) });

      expect(wacht.sprong() !== undefined).to.equal(verwacht);
    });
});
