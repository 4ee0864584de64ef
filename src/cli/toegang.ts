import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { datumInNederland } from '../bericht/datum.ts';
import { parsePartijCode } from '../bericht/partij.ts';
import type { PartijCode } from '../bericht/partij.ts';
import type { KnooppuntClient } from '../client/client-port.ts';
import {
  AanroepGeweigerd,
  AntwoordNietBewezen,
  AntwoordOnleesbaar,
  ClientInstellingFout,
  InhoudBeschadigd,
  KnooppuntBezet,
  KnooppuntOnbereikbaar,
} from '../client/fouten.ts';
import { createKnooppuntClient } from '../client/knooppunt-client.ts';
import { maakOndertekenaar } from '../client/lees-ondertekenaar.ts';
import { leesCertsJson } from '../keys/certs-json.ts';
import { leesPkcs12, PKCS12_UITLEG } from '../keys/pkcs12.ts';
import type { ClientOmgeving } from './client-omgeving.ts';
import { vindPartij } from './partij.ts';
import type { PartijDoel } from './partij.ts';
import { UITGANG } from './uitgang.ts';

/** Options that all commands have that talk to a hub. */
export interface ToegangOpties {
  readonly als?: string;
  readonly url: string;
  readonly certs: string;
  readonly profiel: 'jades' | 'rfc9421';
  readonly p12?: string;
  readonly wachtwoordBestand?: string;
  readonly hubCertificaat?: readonly string[];
  readonly ca?: string;
}

/** A client that acts for a party. */
export interface Toegang {
  readonly client: KnooppuntClient;
  /** Who it acts for, to be read by people: what `--als` was resolved to. */
  readonly naam: string;
  /** The party, when `--als` named one. */
  readonly partij?: PartijCode;
}

/** The command cannot do what was asked, by a choice of the person who gave it; the message is for that person. */
export class ToegangFout extends Error {
  override readonly name = 'ToegangFout';
  readonly code = 'GEBRUIK';
}

/** Adds the options of {@link ToegangOpties} to a command. */
export function metToegang(opdracht: Command, { certificatenMap, url }: ClientOmgeving): Command {
  return opdracht
    .option('--als <partij>', 'namens wie: aansluiting, AGB-code, gemeentecode of naam')
    .option('--url <adres>', 'adres van het knooppunt', url)
    .option('--certs <map>', 'map met sleutels en certificaten', certificatenMap)
    .option('--profiel <profiel>', 'hoe verzoeken worden ondertekend: jades of rfc9421', leesProfiel, 'jades')
    .option('--p12 <bestand>', 'eigen sleutel en certificaat (PKCS#12) in plaats van die uit --certs')
    .option('--wachtwoord-bestand <bestand>', 'bestand met het wachtwoord van --p12')
    .option(
      '--hub-certificaat <bestand>',
      'certificaat van het knooppunt (PEM), mag vaker; anders hub*.crt.pem uit --certs',
      // not a variadic option: that would take the files of `send` along
      (bestand: string, eerder: readonly string[] | undefined) => [...(eerder ?? []), bestand],
    )
    .option('--ca <bestand>', 'CA van het TLS-certificaat van het knooppunt (PEM)');
}

/**
 * Runs the action of a command with a client, and turns what goes wrong into one sentence and an exit code.
 * @param doe does the work and returns the exit code
 */
export async function metClient(
  opties: ToegangOpties,
  { doel, omgeving }: { readonly doel: PartijDoel; readonly omgeving: ClientOmgeving },
  doe: (toegang: Toegang) => Promise<number>,
): Promise<void> {
  let toegang: Toegang | undefined;
  try {
    toegang = await openToegang(opties, doel, omgeving);
    omgeving.zetExitCode(await doe(toegang));
  } catch (fout) {
    const gemeld = verklaar(fout);
    if (gemeld === undefined) throw fout;
    omgeving.schrijfFout(gemeld.zin);
    omgeving.zetExitCode(gemeld.code);
  } finally {
    toegang?.client.close();
  }
}

/** @returns what went wrong as a sentence with its exit code, or `undefined` when it is a mistake of ours. */
export function verklaar(fout: unknown): { readonly zin: string; readonly code: number } | undefined {
  if (fout instanceof ToegangFout || fout instanceof ClientInstellingFout)
    return { zin: fout.message, code: UITGANG.gebruik };
  if (fout instanceof AanroepGeweigerd)
    return { zin: `${fout.probleem.titel} (${fout.code}). ${fout.message}`, code: UITGANG.afgekeurd };
  if (fout instanceof KnooppuntBezet) {
    const wacht = fout.opnieuwNaSeconden === undefined ? 'later' : `over ${fout.opnieuwNaSeconden} seconden`;
    return { zin: `${fout.message} (${fout.code}) Probeer het ${wacht} opnieuw.`, code: UITGANG.gebruik };
  }
  if (fout instanceof KnooppuntOnbereikbaar)
    return { zin: `${fout.message} Draait het knooppunt, en klopt --url?`, code: UITGANG.gebruik };
  if (fout instanceof AntwoordNietBewezen) {
    const zin = `${fout.message} (${fout.code}, HTTP ${fout.httpStatus}) Klopt het certificaat van het knooppunt?`;
    return { zin, code: UITGANG.gebruik };
  }
  if (fout instanceof AntwoordOnleesbaar || fout instanceof InhoudBeschadigd)
    return { zin: fout.message, code: UITGANG.gebruik };
  return undefined;
}

async function openToegang(opties: ToegangOpties, doel: PartijDoel, omgeving: ClientOmgeving): Promise<Toegang> {
  const { ids, klok } = omgeving;
  const { naam, partij, sleutelEnCertificaat } =
    opties.p12 === undefined ? await uitMap(opties, doel, omgeving) : await uitP12(opties.p12, opties);
  const { certificaat, sleutel } = sleutelEnCertificaat;
  const hub = { certificaten: await leesHubCertificaten(opties) };
  const tls = opties.url.startsWith('https:')
    ? {
        ...(await leesCa(opties)),
        // shown only to a hub that asks for it
        clientCert: { certificaat: certificaat.toString(), sleutel: sleutel.export({ type: 'pkcs8', format: 'pem' }) },
      }
    : {};
  const client = createKnooppuntClient({
    url: opties.url,
    profiel: opties.profiel,
    ondertekenaar: maakOndertekenaar(sleutel, certificaat),
    hub,
    klok,
    ids,
    ...tls,
    // a person waits: what takes long is told rather than waited for
    herhaling: { pogingen: 4, maxRetryAfterMs: 20_000, ...omgeving.herhaling },
  });
  return { client, naam, ...(partij === undefined ? {} : { partij }) };
}

interface EigenSleutel {
  readonly naam: string;
  readonly partij?: PartijCode;
  readonly sleutelEnCertificaat: {
    readonly sleutel: ReturnType<typeof createPrivateKey>;
    readonly certificaat: X509Certificate;
  };
}

async function uitMap(opties: ToegangOpties, doel: PartijDoel, omgeving: ClientOmgeving): Promise<EigenSleutel> {
  if (opties.als === undefined) throw new ToegangFout('Geef met --als namens wie u werkt, bijvoorbeeld --als 0363.');
  const regels = await leesCertsJson(opties.certs);
  if (regels.length === 0) {
    throw new ToegangFout(
      `In ${opties.certs} staan geen ontwikkelcertificaten. Maak ze met: knooppunt certs, of geef een eigen sleutel met --p12.`,
    );
  }
  const op = datumInNederland(omgeving.klok.nu());
  const gevonden = vindPartij(opties.als, { regels, tafels: await omgeving.tafels(), op, doel });
  if (!gevonden.ok) throw new ToegangFout(gevonden.fout);
  const { partij, regel } = gevonden.waarde;
  const [sleutelPem, certificaatPem] = await Promise.all([
    leesBestand(join(opties.certs, regel.sleutel)),
    leesBestand(join(opties.certs, regel.certificaat)),
  ]);
  try {
    const sleutelEnCertificaat = {
      sleutel: createPrivateKey(sleutelPem),
      certificaat: new X509Certificate(certificaatPem),
    };
    return { naam: regel.aansluiting, sleutelEnCertificaat, ...(partij === undefined ? {} : { partij }) };
  } catch (fout) {
    throw new ToegangFout(
      `De sleutel of het certificaat van ${regel.aansluiting} in ${opties.certs} is niet leesbaar. Maak ze opnieuw met: knooppunt certs --opnieuw.`,
      { cause: fout },
    );
  }
}

async function uitP12(bestand: string, { als, wachtwoordBestand }: ToegangOpties): Promise<EigenSleutel> {
  // a file and not an option: other users of the machine can read a command line
  if (wachtwoordBestand === undefined)
    throw new ToegangFout(
      'Geef bij --p12 ook --wachtwoord-bestand: een bestand met het wachtwoord op de eerste regel.',
    );
  const [bytes, wachtwoord] = await Promise.all([leesBestand(bestand), leesBestand(wachtwoordBestand)]);
  const gelezen = await leesPkcs12(bytes, wachtwoord.toString('utf8').split(/\r?\n/)[0] ?? '');
  if (!gelezen.ok) throw new ToegangFout(`${bestand}: ${PKCS12_UITLEG[gelezen.fout]}`);
  const { certificaat, sleutel } = gelezen.waarde;
  const partij = als === undefined ? undefined : parsePartijCode(als);
  return {
    naam: als ?? bestand,
    sleutelEnCertificaat: { sleutel, certificaat },
    ...(partij === undefined ? {} : { partij }),
  };
}

const HUB_CERTIFICAAT = /^hub(-.+)?\.crt\.pem$/;

async function leesHubCertificaten({ certs, hubCertificaat }: ToegangOpties): Promise<readonly Buffer[]> {
  if (hubCertificaat !== undefined) return Promise.all(hubCertificaat.map((bestand) => leesBestand(bestand)));
  const namen = (await readdir(certs).catch(() => [])).filter((naam) => HUB_CERTIFICAAT.test(naam));
  if (namen.length === 0) {
    throw new ToegangFout(
      `In ${certs} staat geen certificaat van het knooppunt (hub.crt.pem). Start het knooppunt een keer, of geef het met --hub-certificaat.`,
    );
  }
  return Promise.all(namen.map((naam) => leesBestand(join(certs, naam))));
}

async function leesCa({ ca, certs }: ToegangOpties): Promise<{ readonly ca?: Buffer }> {
  if (ca !== undefined) return { ca: await leesBestand(ca) };
  // the CA of development beside the development keys; without it Node's own list holds
  const ontwikkel = await readFile(join(certs, 'ca.pem')).catch(() => undefined);
  return ontwikkel === undefined ? {} : { ca: ontwikkel };
}

async function leesBestand(pad: string): Promise<Buffer> {
  try {
    return await readFile(pad);
  } catch (fout) {
    throw new ToegangFout(`Het bestand ${pad} is er niet of is niet te lezen.`, { cause: fout });
  }
}

function leesProfiel(tekst: string): 'jades' | 'rfc9421' {
  if (tekst === 'jades' || tekst === 'rfc9421') return tekst;
  throw new InvalidArgumentError('Kies jades of rfc9421.');
}
