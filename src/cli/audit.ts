import { X509Certificate } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { isTeMelden, openJournaal, verklaarBreuk } from '../compose-audit.ts';
import { vingerafdrukVan } from '../keys/certificaat-lezen.ts';
import type { JournaalBreuk, JournaalLezer } from '../store/journaal-port.ts';
import { controleerJournaal } from '../trace/controleer-journaal.ts';
import type { JournaalOordeel, ZegelCertificaat } from '../trace/controleer-journaal.ts';
import { tijdstip } from '../trace/woorden.ts';
import { bestandLengte, koppenPad, leesKoppen } from '../trace/koppen-bestand.ts';
import type { ClientOmgeving } from './client-omgeving.ts';
import { leesInstellingen, type InstellingBron, type InstellingOpties } from './instellingen.ts';
import { UITGANG } from './uitgang.ts';
import { gebruiker, leesReden } from './reden.ts';
import { createVoortgang } from './voortgang.ts';

interface AuditOpties extends InstellingOpties {
  readonly certs?: string;
  readonly json?: boolean;
}

interface VerklaarOpties extends InstellingOpties {
  readonly reden: string;
  readonly door?: string;
}

/** Events per step of the bar. */
const PER_STAP = 1000;

/** What `audit` needs of its surroundings. */
export type AuditOmgeving = Pick<ClientOmgeving, 'klok' | 'schrijf' | 'schrijfFout' | 'terminal' | 'zetExitCode'> &
  Pick<InstellingBron, 'env' | 'pakketMap'>;

/**
 * Adds `audit verify`: checks, without the hub and without writing, that no sealed event was changed, taken out or put
 * in. Exit codes: 0 = all that is sealed holds; 1 = something does not, and the first place is named; 2 = there is no
 * journal or no certificate to be read.
 */
export function registreerAudit(program: Command, omgeving: AuditOmgeving): void {
  const audit = program.command('audit').description('controleer het journaal');
  audit
    .command('verify')
    .description('controleer of het journaal ongewijzigd is, ook terwijl het knooppunt draait')
    .option('--data <map>', 'map met de gegevens van het knooppunt (standaard ./data)')
    .option('--config <bestand>', 'YAML-bestand met instellingen: het zegt hoe lang gebeurtenissen bewaard blijven')
    .option('--certs <map>', 'map met de certificaten van het knooppunt (standaard die van de instellingen)')
    .option('--json', 'het oordeel als één JSON-object')
    .addHelpText(
      'after',
      '\nExitcodes: 0 = alles wat verzegeld is klopt (ook met een verklaarde breuk), 1 = er klopt iets niet, 2 = er is geen journaal of certificaat te lezen.',
    )
    .action(async (opties: AuditOpties) => omgeving.zetExitCode(await verify(opties, omgeving)));
  audit
    .command('verklaar')
    .description('leg vast waarom bestand en database niet bij elkaar passen; stop eerst het knooppunt')
    .option('--data <map>', 'map met de gegevens van het knooppunt (standaard ./data)')
    .option('--config <bestand>', 'YAML-bestand met instellingen')
    .requiredOption('--reden <tekst>', 'wat er gebeurd is', leesReden)
    .option('--door <naam>', 'wie dit vastlegt (standaard de gebruiker van dit systeem)', leesReden)
    .addHelpText(
      'after',
      '\nExitcodes: 0 = vastgelegd, 1 = er is niets te verklaren, 2 = het kan niet: er is niets veranderd.',
    )
    .action(async (opties: VerklaarOpties) => omgeving.zetExitCode(await verklaar(opties, omgeving)));
}

async function verklaar(opties: VerklaarOpties, omgeving: AuditOmgeving): Promise<number> {
  const { env, klok, pakketMap, schrijf, schrijfFout } = omgeving;
  const config = leesInstellingen(opties, { env, pakketMap, kop: 'De instellingen kloppen niet:', schrijfFout });
  if (config === undefined) return UITGANG.gebruik;
  try {
    const breuk = await verklaarBreuk(config, {
      door: opties.door ?? gebruiker(env),
      reden: opties.reden,
      nu: klok.nu(),
    });
    if (breuk === undefined) {
      schrijf('Bestand en database passen bij elkaar: er is niets te verklaren.');
      return UITGANG.afgekeurd;
    }
    schrijf(breukTekst(breuk));
    schrijf('Start het knooppunt: het neemt de verklaring over in het bestand met koppen. Draai daarna audit verify.');
    return UITGANG.goed;
  } catch (fout) {
    if (!isTeMelden(fout)) throw fout;
    schrijfFout(fout.message);
    return UITGANG.gebruik;
  }
}

async function verify(opties: AuditOpties, omgeving: AuditOmgeving): Promise<number> {
  const { env, klok, pakketMap, schrijf, schrijfFout, terminal } = omgeving;
  const config = leesInstellingen(opties, { env, pakketMap, kop: 'De instellingen kloppen niet:', schrijfFout });
  if (config === undefined) return UITGANG.gebruik;
  const { dataMap: data } = config;
  const certs = opties.certs ?? config.certificatenMap;
  const bewaarMaanden = config.bewaren.grafsteenMaanden;
  const certificaten = await leesCertificaten(certs);
  if (certificaten.size === 0) {
    schrijfFout(
      `In ${certs} staat geen leesbaar certificaat van het knooppunt (hub.crt.pem). Geef de map met --certs.`,
    );
    return UITGANG.gebruik;
  }
  const bestand = koppenPad(data);
  let lengte: number;
  let lezer: JournaalLezer;
  try {
    lengte = bestandLengte(bestand);
    lezer = openJournaal(join(data, 'knooppunt.db'));
  } catch {
    schrijfFout(`In ${data} is geen journaal te lezen. Geef de map van het knooppunt met --data.`);
    return UITGANG.gebruik;
  }
  try {
    const totaal = Math.ceil(lezer.laatste() / PER_STAP);
    const voortgang = createVoortgang({ wat: 'controleren', totaal, terminal, monotoonMs: () => klok.monotoonMs() });
    const oordeel = controleerJournaal({
      lezer,
      bestand: () => leesKoppen(bestand),
      bestandLengte: lengte,
      certificaten,
      nu: klok.nu(),
      bewaarMaanden,
      stap: (volgnummer) => {
        if (volgnummer % PER_STAP === 0) voortgang.stap();
      },
    });
    voortgang.stop();
    if (opties.json === true) schrijf(JSON.stringify({ uitkomst: uitkomstVan(oordeel), ...oordeel }));
    else for (const regel of alsTekst(oordeel, bewaarMaanden)) schrijf(regel);
    return oordeel.fout === undefined ? UITGANG.goed : UITGANG.afgekeurd;
  } finally {
    lezer.close();
  }
}

function uitkomstVan({ breuken, fout }: JournaalOordeel): 'klopt' | 'klopt_met_breuk' | 'gebroken' {
  if (fout !== undefined) return 'gebroken';
  return breuken.length === 0 ? 'klopt' : 'klopt_met_breuk';
}

/** A cut, as what was lost, by whom it was said, when and why. */
function breukTekst({ door, moment, naKop, oorzaak, reden, tot, totKop, van }: JournaalBreuk): string {
  const koppen = totKop > naKop ? `, met de koppen na ${naKop} tot en met ${totKop}` : '';
  const wat =
    oorzaak === 'teruggezet'
      ? `Nummers ${van} tot en met ${tot} kunnen door het terugzetten van een back-up verloren zijn${koppen}`
      : `Het bestand met koppen was kwijt en is opnieuw gemaakt tot en met kop ${naKop}; het zegt niet of er daarna nog iets was`;
  return `Verklaarde breuk: ${wat}. Vastgelegd op ${tijdstip(new Date(moment))} door ${door}: ${reden}`;
}

function alsTekst(
  { breuken, fout, koppen, nietVerzegeld, opgeruimd, tot, verzegeld }: JournaalOordeel,
  bewaarMaanden: number,
): readonly string[] {
  if (fout !== undefined) {
    const bij = fout.kop === undefined ? '' : `, kop ${fout.kop}`;
    return [
      `Het journaal klopt niet: ${fout.soort} bij volgnummer ${fout.volgnummer}${bij}.`,
      fout.uitleg,
      `Tot en met volgnummer ${tot} (kop ${koppen}) klopt alles.`,
    ];
  }
  return [
    `Het journaal klopt${breuken.length === 0 ? '' : `, op ${breuken.length} verklaarde breuk${breuken.length === 1 ? '' : 'en'} na`}: ${verzegeld} gebeurtenissen onder ${koppen} koppen, tot en met volgnummer ${tot}.`,
    ...breuken.map(breukTekst),
    ...(opgeruimd === 0
      ? []
      : [`${opgeruimd} gebeurtenissen zijn na ${bewaarMaanden} maanden opgeruimd; hun digest klopt.`]),
    ...(nietVerzegeld === 0 ? [] : [`${nietVerzegeld} gebeurtenissen zijn nog niet verzegeld.`]),
  ];
}

/** The hub's certificates, former ones too, by fingerprint. */
async function leesCertificaten(map: string): Promise<ReadonlyMap<string, ZegelCertificaat>> {
  const namen = (await readdir(map).catch(() => [])).filter((naam) => /^hub(-.+)?\.crt\.pem$/.test(naam));
  const gelezen = new Map<string, ZegelCertificaat>();
  for (const naam of namen) {
    try {
      const x509 = new X509Certificate(await readFile(join(map, naam)));
      gelezen.set(vingerafdrukVan(x509.raw), {
        sleutel: x509.publicKey,
        van: new Date(x509.validFrom),
        tot: new Date(x509.validTo),
      });
    } catch {
      // one that cannot be read vouches for nothing: its heads are named
    }
  }
  return gelezen;
}
