import { X509Certificate } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { openJournaal } from '../compose-audit.ts';
import { vingerafdrukVan } from '../keys/certificaat-lezen.ts';
import type { JournaalLezer } from '../store/journaal-port.ts';
import { controleerJournaal } from '../trace/controleer-journaal.ts';
import type { JournaalOordeel, ZegelCertificaat } from '../trace/controleer-journaal.ts';
import { bestandLengte, leesKoppen } from '../trace/koppen-bestand.ts';
import type { ClientOmgeving } from './client-omgeving.ts';
import { leesInstellingen, type InstellingBron, type InstellingOpties } from './instellingen.ts';
import { UITGANG } from './uitgang.ts';
import { createVoortgang } from './voortgang.ts';

interface AuditOpties extends InstellingOpties {
  readonly certs?: string;
  readonly json?: boolean;
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
  program
    .command('audit')
    .description('controleer het journaal')
    .command('verify')
    .description('controleer of het journaal ongewijzigd is, ook terwijl het knooppunt draait')
    .option('--data <map>', 'map met de gegevens van het knooppunt (standaard ./data)')
    .option('--config <bestand>', 'YAML-bestand met instellingen: het zegt hoe lang gebeurtenissen bewaard blijven')
    .option('--certs <map>', 'map met de certificaten van het knooppunt (standaard die van de instellingen)')
    .option('--json', 'het oordeel als één JSON-object')
    .addHelpText(
      'after',
      '\nExitcodes: 0 = alles wat verzegeld is klopt, 1 = er klopt iets niet, 2 = er is geen journaal of certificaat te lezen.',
    )
    .action(async (opties: AuditOpties) => omgeving.zetExitCode(await verify(opties, omgeving)));
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
  const bestand = join(data, 'journaal', 'koppen.jsonl');
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
      bestand: leesKoppen(bestand),
      bestandLengte: lengte,
      certificaten,
      nu: klok.nu(),
      bewaarMaanden,
      stap: (volgnummer) => {
        if (volgnummer % PER_STAP === 0) voortgang.stap();
      },
    });
    voortgang.stop();
    if (opties.json === true)
      schrijf(JSON.stringify({ uitkomst: oordeel.fout === undefined ? 'klopt' : 'gebroken', ...oordeel }));
    else for (const regel of alsTekst(oordeel, bewaarMaanden)) schrijf(regel);
    return oordeel.fout === undefined ? UITGANG.goed : UITGANG.afgekeurd;
  } finally {
    lezer.close();
  }
}

function alsTekst(
  { fout, koppen, nietVerzegeld, opgeruimd, tot, verzegeld }: JournaalOordeel,
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
    `Het journaal klopt: ${verzegeld} gebeurtenissen onder ${koppen} koppen, tot en met volgnummer ${tot}.`,
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
