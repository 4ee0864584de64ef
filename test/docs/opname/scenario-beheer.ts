import type { Recorder } from './recorder.ts';
import { voorbeeld } from '../../cli/client-opdracht.ts';

const als = 'hubbeheer';
const GEMEENTE = 'gemeente-amsterdam';
const VIJF_UUR = 5 * 3600;
const EEN_UUR = 3600;

/** What operators do, on messages that the rest of the recording left behind. */
export async function neemBeheerOp(
  { neem, doe, wachtTot, hub, klok }: Recorder,
  { bezorgd, afgekeurd }: { readonly bezorgd: string; readonly afgekeurd: string },
): Promise<void> {
  await neem('postHerleveringen', 'tellen', {
    als,
    json: {
      reden: 'storing bij de ontvanger',
      proef: true,
      selectie: { aansluiting: GEMEENTE, vanaf: '2026-11-24T00:00:00Z' },
    },
    status: 200,
    samenvatting: 'Eerst tellen wat in de selectie valt',
  });
  await neem('postHerleveringen', 'een-bericht', {
    ...{ als, json: { reden: 'ontvanger is het bericht kwijt', traceerIds: [bezorgd, afgekeurd] }, status: 200 },
    samenvatting: 'Het ene staat weer klaar, het andere was nooit aangenomen',
  });
  await neem('postOmhangingen', 'niets-te-doen', {
    ...{ als, json: { reden: 'nieuwe leverancier', aansluiting: GEMEENTE }, status: 200 },
    samenvatting: 'De route wijst nog naar dezelfde aansluiting',
  });

  const pauze = { reden: 'onderhoud bij de gemeente', aansluiting: 'gemeente-diemen' };
  await neem('postPauzes', 'pauzeer', { als, json: pauze, status: 204, samenvatting: 'Niets meer afleveren' });
  await neem('getPauzes', 'een', { als, status: 200, samenvatting: 'Wie nu gepauzeerd is' });
  await neem('postPauzeBeeindigingen', 'hervat', {
    ...{ als, json: { ...pauze, reden: 'onderhoud is klaar' }, status: 204, samenvatting: 'Weer afleveren' },
  });

  const sluiting = { reden: 'afzender heeft een nieuw bericht gestuurd', traceerId: afgekeurd };
  await neem('postSluitingen', 'sluit', {
    als,
    json: sluiting,
    status: 204,
    samenvatting: 'Vraagt geen aandacht meer',
  });
  await neem('getSluitingen', 'een', { als, status: 200, samenvatting: 'Een gesloten bericht' });
  await neem('postSluitingHerroepingen', 'heropen', {
    ...{ als, json: { ...sluiting, reden: 'toch niet opgelost' }, status: 204, samenvatting: 'Weer open' },
  });
  await neem('getHandelingen', 'alles', { als, status: 200, samenvatting: 'Wat beheerders deden, nieuwste eerst' });

  await doe('postBerichten', { als: 'zorg-voorbeeldhof', xml: voorbeeld('WMO305', 15) });
  klok.verzet(VIJF_UUR);
  await hub.herlaad();
  await wachtTot('getAlarmen', { als }, ({ json }) => (json['alarmen'] as readonly object[]).length > 0);
  await neem('getAlarmen', 'wacht-lang', {
    ...{ als, parameters: { ookGesloten: 'true' }, status: 200 },
    samenvatting: 'Een bericht wacht al te lang in een postbus',
    // the rounds of the watch have a timer of their own, so it may have been counted more than once by now
    kort: (waarde) => ({
      alarmen: (waarde as { alarmen: object[] }).alarmen.map((alarm) => ({ ...alarm, aantal: 1 })),
    }),
  });

  const wisseling = { als, json: { reden: 'jaarlijkse wisseling' } };
  await neem('postSleutels', 'wissel', { ...wisseling, status: 200, samenvatting: 'Een nieuwe sleutel in gebruik' });
  await wachtTot('getSleutels', { als }, ({ json }) =>
    (json['wisselingen'] as readonly { readonly herwikkeld: number }[]).some(({ herwikkeld }) => herwikkeld > 0),
  );
  await neem('getSleutels', 'bezig', { als, status: 200, samenvatting: 'Bewaarde berichten volgen nog' });

  klok.verspring(EEN_UUR);
  await neem('getKlok', 'sprong', { als, status: 200, samenvatting: 'De klok versprong een uur' });
  await neem('postKlok', 'klopt', {
    ...{ als, json: { reden: 'klok nagekeken, NTP loopt weer' }, status: 204 },
    samenvatting: 'De klok klopt weer',
  });
}
