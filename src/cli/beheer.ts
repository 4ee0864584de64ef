import type { Command } from 'commander';
import type { BeheerClient } from '../client/beheer-port.ts';
import { registreerSelecties } from './beheer-selectie.ts';
import { registreerHubbeheer } from './beheer-hub.ts';
import type { ClientOmgeving } from './client-omgeving.ts';
import { metReden } from './handeling.ts';
import type { HandelingOpties } from './handeling.ts';
import { leesTraceerId } from './opties.ts';
import { metClient } from './toegang.ts';
import { UITGANG } from './uitgang.ts';

/**
 * Adds `beheer`: what an operator does and sees, through the API of the hub, under his own certificate. Exit codes: 0 =
 * done; 1 = the hub said no, to all or to some; 2 = wrong use, or a hub that is not reached or not believed.
 */
export function registreerBeheer(program: Command, omgeving: ClientOmgeving): void {
  const beheer = program
    .command('beheer')
    .description('handelingen van een beheerder; elke handeling wordt vastgelegd');

  const enkel = (
    naam: string,
    uitleg: string,
    klaar: string,
    soort: 'aansluiting' | 'traceerId',
    doe: (client: BeheerClient, doel: string, reden: string) => Promise<void>,
  ): void => {
    const opdracht = beheer.command(naam).description(uitleg);
    if (soort === 'traceerId') opdracht.argument('<traceerId>', 'het bericht', leesTraceerId);
    else opdracht.argument('<aansluiting>', 'naam van de aansluiting');
    metReden(opdracht, omgeving).action((doel: string, opties: HandelingOpties) =>
      metClient(opties, { doel: 'inzien', omgeving }, async ({ client }) => {
        await doe(client.beheer, doel, opties.reden);
        omgeving.schrijf(opties.json === true ? JSON.stringify({ [soort]: doel, gedaan: true }) : `${doel}: ${klaar}`);
        return UITGANG.goed;
      }),
    );
  };

  enkel(
    'pauzeer',
    'stop de aflevering aan een aansluiting',
    'de aflevering is gepauzeerd.',
    'aansluiting',
    (c, doel, reden) => c.pauzeer(doel, reden),
  );
  enkel('hervat', 'beëindig een pauze', 'de aflevering gaat verder.', 'aansluiting', (c, doel, reden) =>
    c.hervat(doel, reden),
  );
  enkel('sluit', 'sluit een bericht: het vraagt geen aandacht meer', 'gesloten.', 'traceerId', (c, doel, reden) =>
    c.sluit(doel, reden),
  );
  enkel('heropen', 'maak een sluiting ongedaan', 'weer open.', 'traceerId', (c, doel, reden) => c.heropen(doel, reden));
  registreerSelecties(beheer, omgeving);
  registreerHubbeheer(beheer, omgeving);
}
