import type { Command } from 'commander';
import type { ClientOmgeving } from './client-omgeving.ts';
import { leesTraceerId } from './opties.ts';
import { metClient, metToegang } from './toegang.ts';
import type { ToegangOpties } from './toegang.ts';
import { UITGANG } from './uitgang.ts';

interface BeheerOpties extends ToegangOpties {
  readonly reden: string;
  readonly json?: boolean;
}

interface Resultaat {
  readonly traceerId: string;
  readonly httpStatus: number;
  readonly code?: string;
  readonly berichtStatus?: string;
}

/**
 * Adds `beheer`: what an operator does, through the API of the hub, under his own certificate. Exit codes: 0 = done;
 * 1 = the hub said no, to all or to some; 2 = wrong use, or a hub that is not reached or not believed.
 */
export function registreerBeheer(program: Command, omgeving: ClientOmgeving): void {
  const beheer = program
    .command('beheer')
    .description('handelingen van een beheerder; elke handeling wordt vastgelegd');

  const met = (opdracht: Command): Command =>
    metToegang(opdracht, omgeving)
      .requiredOption('--reden <tekst>', 'waarom u dit doet, zonder persoonsgegevens')
      .option('--json', 'het antwoord als JSON');

  const enkel = (
    naam: string,
    uitleg: string,
    pad: string,
    klaar: string,
    soort: 'aansluiting' | 'traceerId',
  ): void => {
    const opdracht = beheer.command(naam).description(uitleg);
    if (soort === 'traceerId') opdracht.argument('<traceerId>', 'het bericht', leesTraceerId);
    else opdracht.argument('<aansluiting>', 'naam van de aansluiting');
    met(opdracht).action((doel: string, opties: BeheerOpties) =>
      metClient(opties, { doel: 'inzien', omgeving }, async ({ client }) => {
        await client.beheer(pad, { [soort]: doel, reden: opties.reden });
        omgeving.schrijf(opties.json === true ? JSON.stringify({ [soort]: doel, gedaan: true }) : `${doel}: ${klaar}`);
        return UITGANG.goed;
      }),
    );
  };

  enkel('pauzeer', 'stop de aflevering aan een aansluiting', 'pauzes', 'de aflevering is gepauzeerd.', 'aansluiting');
  enkel('hervat', 'beëindig een pauze', 'pauzes/beeindigingen', 'de aflevering gaat verder.', 'aansluiting');
  enkel('sluit', 'sluit een bericht: het vraagt geen aandacht meer', 'sluitingen', 'gesloten.', 'traceerId');
  enkel('heropen', 'maak een sluiting ongedaan', 'sluitingen/herroepingen', 'weer open.', 'traceerId');

  met(
    beheer.command('herlever').description('bied berichten opnieuw aan').argument('<traceerId...>', 'ten hoogste 100'),
  ).action((ids: readonly string[], opties: BeheerOpties) =>
    metClient(opties, { doel: 'inzien', omgeving }, async ({ client }) => {
      const body = await client.beheer('herleveringen', { traceerIds: ids.map(leesTraceerId), reden: opties.reden });
      const { resultaten } = JSON.parse(body.toString('utf8')) as { readonly resultaten: readonly Resultaat[] };
      for (const een of resultaten) omgeving.schrijf(opties.json === true ? JSON.stringify(een) : resultaatZin(een));
      return resultaten.every(({ httpStatus }) => httpStatus === 200) ? UITGANG.goed : UITGANG.afgekeurd;
    }),
  );
}

function resultaatZin({ traceerId, httpStatus, code, berichtStatus }: Resultaat): string {
  if (httpStatus === 200) return `${traceerId}: opnieuw aangeboden.`;
  const nu = berichtStatus === undefined ? '' : ` Het bericht is nu: ${berichtStatus}.`;
  return `${traceerId}: niet gedaan (${code ?? httpStatus}).${nu}`;
}
