import { expect } from 'chai';
import type { Tafels } from '../../src/bericht/aansluiting.ts';
import { parseDatum } from '../../src/bericht/datum.ts';
import { vindPartij, type PartijDoel } from '../../src/cli/partij.ts';
import type { CertsJsonRegel } from '../../src/keys/certs-json.ts';
import { ontwikkelAansluitingen } from '../../src/keys/certs-json.ts';
import { demoTafels } from './client-opdracht.ts';

describe('--als: whose key is meant', function () {
  let tafels: Tafels;
  let regels: readonly CertsJsonRegel[];

  before(async function () {
    tafels = await demoTafels();
    regels = ontwikkelAansluitingen(tafels).map((aansluiting) => ({
      ...aansluiting,
      sleutel: '',
      certificaat: '',
      vingerafdruk: '',
      geldigTot: '',
    }));
  });

  const zoek = (tekst: string, doel: PartijDoel = 'indienen', met: Tafels | 'geen' = tafels): string => {
    const uit = vindPartij(tekst, {
      regels,
      tafels: met === 'geen' ? undefined : met,
      op: parseDatum('2026-11-25')!,
      doel,
    });
    return uit.ok ? `${uit.waarde.regel.aansluiting} ${uit.waarde.partij ?? '-'}` : uit.fout;
  };

  const gevallen: readonly [string, string][] = [
    ['gemeente-amsterdam', 'gemeente-amsterdam -'],
    ['GEMEENTE-AMSTERDAM', 'gemeente-amsterdam -'],
    ['0363', 'gemeente-amsterdam 0363'],
    ['65656055', 'zorg-voorbeeldhof 65656055'],
    ['Gemeente Amsterdam', 'gemeente-amsterdam -'],
    ['amsterdam', 'gemeente-amsterdam 0363'],
    ['  thuiszorg   de VOORBEELDHOF (fictief) ', 'zorg-voorbeeldhof -'],
    ['proefvéld', 'zorg-proefveld -'],
    ['98989898', 'softwareleverancier-fictief 98989898'],
    ['denkbeeldige akker', 'softwareleverancier-fictief 98989898'],
  ];
  for (const [tekst, verwacht] of gevallen) {
    it(`finds ${verwacht} by "${tekst}"`, function () {
      expect(zoek(tekst)).to.equal(verwacht);
    });
  }

  it('goes by the mandate to send for a party, and by the route to fetch for it', function () {
    const zonderMandaat = { ...tafels, mandaten: [] };
    const zonderRoute = { ...tafels, routes: [] };

    expect(zoek('98989898', 'indienen', zonderMandaat)).to.include('geen aansluiting');
    expect(zoek('98989898', 'ophalen', zonderMandaat)).to.equal('softwareleverancier-fictief 98989898');
    expect(zoek('98989898', 'indienen', zonderRoute)).to.equal('softwareleverancier-fictief 98989898');
    expect(zoek('98989898', 'ophalen', zonderRoute)).to.include('geen aansluiting');
    expect(zoek('98989898', 'inzien', zonderRoute)).to.equal('softwareleverancier-fictief 98989898');
  });

  it('does not take a mandate that has ended', function () {
    const verlopen = tafels.mandaten.map((mandaat) => ({ ...mandaat, geldigTot: parseDatum('2026-11-24')! }));

    expect(zoek('98989898', 'indienen', { ...tafels, mandaten: verlopen })).to.include('geen aansluiting');
  });

  it('names the choices when nothing or more than one fits', function () {
    expect(zoek('onbekend'))
      .to.match(/^Voor "onbekend" is hier geen aansluiting/)
      .and.include('0363');
    expect(zoek('fictief'))
      .to.match(/^"fictief" past bij meer dan een aansluiting/)
      .and.include('zorg-proefveld');
    expect(zoek('')).to.include('Kies er een');
  });

  it('works without the tables, with ids, codes and names of connections', function () {
    expect(zoek('0384', 'indienen', 'geen')).to.equal('gemeente-diemen 0384');
    expect(zoek('voorbeeldhof', 'indienen', 'geen')).to.equal('zorg-voorbeeldhof -');
    expect(zoek('98989898', 'indienen', 'geen')).to.include('geen aansluiting');
  });
});
