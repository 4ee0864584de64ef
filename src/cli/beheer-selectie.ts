import { Option, type Command } from 'commander';
import { DEAD_LETTER_REDENEN } from '../bericht/status.ts';
import type { Deel, HandelingResultaat, HandelingResultaten, HerleverKeuze } from '../client/beheer-port.ts';
import type { ClientOmgeving } from './client-omgeving.ts';
import { metReden } from './handeling.ts';
import type { HandelingOpties } from './handeling.ts';
import { leesMoment, leesTraceerId } from './opties.ts';
import { metClient, ToegangFout } from './toegang.ts';
import { UITGANG } from './uitgang.ts';
import { createVoortgang } from './voortgang.ts';

interface SelectieOpties extends HandelingOpties {
  readonly ja?: boolean;
}

interface HerleverOpties extends SelectieOpties {
  readonly alle?: boolean;
  readonly aansluiting?: string;
  readonly deadLetterReden?: string;
  readonly vanaf?: Date;
}

/** Messages that the hub counts of a selection at most. */
const TELT_TOT = 10_000;

/**
 * Adds `herlever` and `omhangen`. What takes in messages that are not named one by one is counted first, and done when the
 * same command comes with `--ja`.
 */
export function registreerSelecties(beheer: Command, omgeving: ClientOmgeving): void {
  const { schrijf } = omgeving;

  /** Does a selection page after page. */
  async function opSelectie(
    opties: SelectieOpties,
    wat: { readonly daad: string; readonly klaar: string },
    doe: (deel: Deel) => Promise<HandelingResultaten>,
  ): Promise<number> {
    const { aantal } = await doe({ proef: true });
    const hoeveel = aantal >= TELT_TOT ? `${TELT_TOT} of meer` : String(aantal);
    if (opties.ja !== true || aantal === 0) {
      if (opties.json === true) schrijf(JSON.stringify({ aantal, gedaan: false }));
      else if (aantal === 0) schrijf('Er zijn geen berichten die hieraan voldoen. Er is niets veranderd.');
      else schrijf(`${hoeveel} berichten worden ${wat.daad}. Geef dezelfde opdracht met --ja om het te doen.`);
      return UITGANG.goed;
    }
    const { terminal, klok } = omgeving;
    const voortgang = createVoortgang({ wat: wat.daad, totaal: aantal, terminal, monotoonMs: () => klok.monotoonMs() });
    let alles = true;
    for (let na: number | undefined = 0; na !== undefined;) {
      const { resultaten, verder }: HandelingResultaten = await doe({ na });
      alles = toon(resultaten, opties, wat.klaar) && alles;
      voortgang.stap(resultaten.length);
      na = verder;
    }
    voortgang.stop();
    return alles ? UITGANG.goed : UITGANG.afgekeurd;
  }

  /** @returns whether all of it was done */
  function toon(resultaten: readonly HandelingResultaat[], { json }: HandelingOpties, klaar: string): boolean {
    for (const een of resultaten) schrijf(json === true ? JSON.stringify(een) : resultaatZin(een, klaar));
    return resultaten.every(({ httpStatus }) => httpStatus === 200);
  }

  metReden(
    beheer
      .command('herlever')
      .description('bied berichten opnieuw aan: genoemde, of met --alle wat onbestelbaar is')
      .argument('[traceerId...]', 'ten hoogste 100'),
    omgeving,
  )
    .option('--alle', 'alle onbestelbare berichten die aan de volgende opties voldoen')
    .option('--aansluiting <naam>', 'bij --alle: alleen die voor deze aansluiting')
    .addOption(
      new Option('--dead-letter-reden <reden>', 'bij --alle: alleen die hierom onbestelbaar zijn').choices(
        Object.keys(DEAD_LETTER_REDENEN),
      ),
    )
    .option('--vanaf <moment>', 'bij --alle: alleen die sinds dit moment ontvangen zijn', leesMoment)
    .option('--ja', 'bij --alle: doe het; anders wordt alleen geteld')
    .action((ids: readonly string[], opties: HerleverOpties) =>
      metClient(opties, { doel: 'inzien', omgeving }, async ({ client }) => {
        const { alle = false, aansluiting, deadLetterReden, vanaf, reden } = opties;
        const filter = aansluiting !== undefined || deadLetterReden !== undefined || vanaf !== undefined;
        if (alle !== (ids.length === 0) || (filter && !alle))
          throw new ToegangFout('Noem berichten, of geef --alle (met --aansluiting, --dead-letter-reden of --vanaf).');
        if (!alle) {
          const { resultaten } = await client.beheer.herlever({ traceerIds: ids.map(leesTraceerId) }, reden);
          return toon(resultaten, opties, 'opnieuw aangeboden') ? UITGANG.goed : UITGANG.afgekeurd;
        }
        const selectie: HerleverKeuze['selectie'] = {
          ...(aansluiting === undefined ? {} : { aansluiting }),
          ...(deadLetterReden === undefined ? {} : { deadLetterReden }),
          ...(vanaf === undefined ? {} : { vanaf }),
        };
        return opSelectie(opties, { daad: 'opnieuw aangeboden', klaar: 'opnieuw aangeboden' }, (deel) =>
          client.beheer.herlever({ ...deel, selectie }, reden),
        );
      }),
    );

  metReden(
    beheer
      .command('omhangen')
      .description('verplaats wat op een aansluiting wacht naar waar de tabellen het nu heen sturen')
      .argument('<aansluiting>', 'de aansluiting waar het nu staat'),
    omgeving,
  )
    .option('--ja', 'doe het; anders wordt alleen geteld')
    .action((aansluiting: string, opties: SelectieOpties) =>
      metClient(opties, { doel: 'inzien', omgeving }, ({ client }) =>
        opSelectie(opties, { daad: 'opnieuw gerouteerd', klaar: 'verplaatst' }, (deel) =>
          client.beheer.hangOm({ ...deel, aansluiting }, opties.reden),
        ),
      ),
    );
}

const NIET: Readonly<Record<string, string>> = {
  NIET_GEVONDEN: 'dit bericht is er niet',
  NIET_NU: 'dat kan niet in de status van nu',
  INHOUD_WEG: 'de inhoud is niet meer bewaard; de afzender moet opnieuw indienen',
  BRS33: 'de tabellen hebben geen route voor dit bericht',
  AL_ZO: 'het staat al waar de tabellen het heen sturen',
};

function resultaatZin({ traceerId, httpStatus, code = '', berichtStatus }: HandelingResultaat, klaar: string): string {
  if (httpStatus === 200) return `${traceerId}: ${klaar}.`;
  const nu = berichtStatus === undefined ? '' : ` Het bericht is nu: ${berichtStatus}.`;
  return `${traceerId}: niet gedaan, ${NIET[code] ?? `het knooppunt zegt ${httpStatus}`} (${code}).${nu}`;
}
