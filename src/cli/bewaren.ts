import type { Command } from 'commander';
import { bevestigKlok, controleerTermijnen, maakReservekopie, zetReservekopieTerug } from '../compose-bewaren.ts';
import type { Config } from '../config/port.ts';
import { isTeMelden } from '../compose-audit.ts';
import { leesInstellingen, type InstellingOpties } from './instellingen.ts';
import { gebruiker, leesReden } from './reden.ts';
import { UITGANG } from './uitgang.ts';
import { tijdstip } from '../trace/woorden.ts';

/** What the commands need of the surroundings. */
export interface BewaarOmgeving {
  readonly pakketMap: string;
  readonly nu: () => Date;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly schrijf: (regel: string) => void;
  readonly schrijfFout: (regel: string) => void;
  readonly zetExitCode: (code: number) => void;
}

/**
 * Adds `backup`, `restore` and `bewaren controleer`. Exit codes: 0 = done, all terms hold; 1 = a term does not hold; 2 =
 * wrong use, or it cannot be done: then nothing was changed.
 */
export function registreerBewaren(program: Command, omgeving: BewaarOmgeving): void {
  const { schrijf, nu } = omgeving;
  const metMap = (opdracht: Command): Command =>
    opdracht
      .option('--data <map>', 'map met de gegevens van het knooppunt (standaard ./data)')
      .option('--config <bestand>', 'YAML-bestand met instellingen');

  metMap(program.command('backup').description('maak een back-up van de database; het knooppunt mag draaien'))
    .requiredOption('--naar <map>', 'lege map voor de back-up')
    .action((opties: InstellingOpties & { naar: string }) =>
      voerUit(opties, omgeving, ({ dataMap }) => {
        const { bestand, berichten } = maakReservekopie(dataMap, opties.naar);
        schrijf(`Back-up gemaakt: ${bestand} (${berichten} berichten).`);
        schrijf(`De sleutels zitten er niet in. Bewaar een kopie van ${dataMap}/sleutels op een andere plaats.`);
        schrijf(`Het verwijderlogboek ${dataMap}/verwijderd hoort niet in de back-up. Bewaar het apart.`);
        return UITGANG.goed;
      }),
    );

  metMap(program.command('restore').description('zet een back-up van de database terug; stop eerst het knooppunt'))
    .requiredOption('--van <map>', 'map met de back-up')
    .option('--reden <tekst>', 'waarom de back-up wordt teruggezet', leesReden, 'back-up teruggezet')
    .option('--door <naam>', 'wie dit doet (standaard de gebruiker van dit systeem)', leesReden)
    .action((opties: InstellingOpties & { van: string; reden: string; door?: string }) =>
      voerUit(opties, omgeving, async (config) => {
        const { dataMap } = config;
        const verklaring = { door: opties.door ?? gebruiker(omgeving.env), reden: opties.reden, nu: nu() };
        const rapport = await zetReservekopieTerug(config, opties.van, verklaring);
        schrijf(`Back-up teruggezet: ${rapport.berichten} berichten.`);
        schrijf(`Opnieuw verwijderd volgens het verwijderlogboek: ${rapport.verwijderd}.`);
        if (rapport.oudeDatabase !== undefined) schrijf(`De oude database is bewaard als ${rapport.oudeDatabase}.`);
        if (rapport.breuk !== undefined)
          schrijf(
            `Vastgelegd voor het journaal: nummers ${rapport.breuk.van} tot en met ${rapport.breuk.tot} kunnen verloren zijn; nieuwe nummers beginnen daarna. Het knooppunt neemt dit bij de start over; draai daarna audit verify.`,
          );
        if (rapport.zonderSleutel.length > 0)
          schrijf(
            `Let op: de sleutels van versie ${rapport.zonderSleutel.join(', ')} ontbreken in ${dataMap}/sleutels. Zet ze terug, anders is een deel van de inhoud niet te lezen.`,
          );
        return UITGANG.goed;
      }),
    );

  const bewaren = program.command('bewaren').description('bewaartermijnen');
  metMap(bewaren.command('controleer').description('controleer of de bewaartermijnen kloppen'))
    .option('--json', 'het resultaat als één JSON-object')
    .action((opties: InstellingOpties & { json?: boolean }) =>
      voerUit(opties, omgeving, async (config) => {
        const rapport = await controleerTermijnen(config.dataMap, config.bewaren, nu());
        if (opties.json === true) schrijf(JSON.stringify(rapport));
        else {
          schrijf(
            `${rapport.berichten} berichten bekeken: ${rapport.teOud} keer te lang bewaard, ${rapport.teVroegWeg} keer te vroeg verwijderd.`,
          );
          for (const { volgnummer, wat } of rapport.voorbeelden)
            schrijf(`  bericht met volgnummer ${volgnummer}: ${wat}`);
        }
        return rapport.teOud + rapport.teVroegWeg === 0 ? UITGANG.goed : UITGANG.afgekeurd;
      }),
    );

  metMap(
    bewaren
      .command('klok-klopt')
      .description('zeg dat de klok klopt, zodat een gestopt knooppunt na lange stilstand weer verwijdert'),
  ).action((opties: InstellingOpties) =>
    voerUit(opties, omgeving, ({ dataMap }) => {
      bevestigKlok(dataMap, nu());
      schrijf(`Vastgelegd: ${tijdstip(nu())}. Start het knooppunt binnen een dag.`);
      return UITGANG.goed;
    }),
  );
}

async function voerUit(
  opties: InstellingOpties,
  { env, pakketMap, schrijfFout, zetExitCode }: BewaarOmgeving,
  werk: (config: Config) => number | Promise<number>,
): Promise<void> {
  const config = leesInstellingen(opties, { env, pakketMap, kop: 'De instellingen kloppen niet:', schrijfFout });
  if (config === undefined) {
    zetExitCode(UITGANG.gebruik);
    return;
  }
  try {
    zetExitCode(await werk(config));
  } catch (fout) {
    if (!isTeMelden(fout)) throw fout;
    schrijfFout(fout.message);
    zetExitCode(UITGANG.gebruik);
  }
}
