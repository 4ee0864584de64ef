import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { mislukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import { controleerBewijsstuk } from '../client/bewijsstuk.ts';
import { leesBewijsstuk } from '../client/lees-bewijsstuk.ts';
import type { AntwoordFout, BewezenAntwoord } from '../signature/controleer-antwoord.ts';
import type { ClientOmgeving } from './client-omgeving.ts';
import { UITGANG } from './uitgang.ts';

/** What `bewijs` needs of its surroundings. */
export type BewijsOmgeving = Pick<ClientOmgeving, 'certificatenMap' | 'schrijf' | 'schrijfFout' | 'zetExitCode'>;

interface BewijsOpties {
  readonly cert: string;
  readonly bericht?: string;
  readonly json?: boolean;
}

/** Why a receipt proves nothing. `VORM`: it is none. */
type Bezwaar = AntwoordFout | { readonly code: 'VORM'; readonly uitleg: string };

interface Bewezen extends BewezenAntwoord {
  readonly httpStatus: number;
}

/**
 * Adds `bewijs controleer`: checks a receipt that `send --bewaar` kept, without a network. Exit codes: 0 = it proves what
 * is printed; 1 = it does not; 2 = a file cannot be read. `docs/bewijs.md` shows the same without this program.
 */
export function registreerBewijs(program: Command, omgeving: BewijsOmgeving): void {
  program
    .command('bewijs')
    .description('controleer ontvangstbewijzen')
    .command('controleer')
    .description('controleer een ontvangstbewijs van send --bewaar, zonder netwerk')
    .argument('<bestand>', 'het bewaarde ontvangstbewijs')
    .option('--cert <bestand>', 'certificaat van het knooppunt', join(omgeving.certificatenMap, 'hub.crt.pem'))
    .option('--bericht <bestand>', 'het verstuurde bericht: controleer dat het bewijs daarover gaat')
    .option('--json', 'het oordeel als één JSON-object')
    .addHelpText('after', '\nExitcodes: 0 = het bewijs klopt, 1 = het klopt niet, 2 = een bestand is niet te lezen.')
    .action(async (bestand: string, opties: BewijsOpties) =>
      omgeving.zetExitCode(await controleer(bestand, opties, omgeving)),
    );
}

async function controleer(bestand: string, opties: BewijsOpties, omgeving: BewijsOmgeving): Promise<number> {
  const { schrijf, schrijfFout } = omgeving;
  const pem = await lees(opties.cert);
  const certificaat = pem === undefined ? undefined : leesCertificaat(pem);
  const json = leesJson(await lees(bestand));
  const bericht = opties.bericht === undefined ? undefined : await lees(opties.bericht);
  const onleesbaar = [
    certificaat === undefined ? opties.cert : undefined,
    json === undefined ? bestand : undefined,
    bericht === undefined ? opties.bericht : undefined,
  ].find((naam) => naam !== undefined);
  if (certificaat === undefined || onleesbaar !== undefined) {
    schrijfFout(`Het bestand ${onleesbaar ?? bestand} is niet te lezen.`);
    return UITGANG.gebruik;
  }
  const oordeel = await beoordeel(json, certificaat, bericht);
  if (opties.json === true) schrijf(alsJson(bestand, oordeel));
  else for (const regel of alsTekst(oordeel)) schrijf(regel);
  return oordeel.ok ? UITGANG.goed : UITGANG.afgekeurd;
}

async function beoordeel(
  json: unknown,
  certificaat: X509Certificate,
  bericht: Buffer | undefined,
): Promise<Uitkomst<Bewezen, Bezwaar>> {
  const bewijsstuk = leesBewijsstuk(json);
  if (bewijsstuk === undefined)
    return mislukt({ code: 'VORM', uitleg: 'Het heeft niet de vorm van een ontvangstbewijs.' });
  const uitkomst = await controleerBewijsstuk({
    bewijsstuk,
    certificaten: [certificaat.raw],
    ...(bericht === undefined ? {} : { bericht }),
  });
  if (!uitkomst.ok) return uitkomst;
  const { moment } = uitkomst.waarde;
  if (moment < new Date(certificaat.validFrom) || moment > new Date(certificaat.validTo))
    return mislukt({ code: 'HND11', uitleg: 'Het certificaat was niet geldig op het moment van het antwoord.' });
  return { ok: true, waarde: { ...uitkomst.waarde, httpStatus: bewijsstuk.antwoord.status } };
}

function alsTekst(oordeel: Uitkomst<Bewezen, Bezwaar>): readonly string[] {
  if (!oordeel.ok) return [`Dit bewijs klopt niet. ${oordeel.fout.uitleg}`];
  const { httpStatus, moment, ontvangstbewijs } = oordeel.waarde;
  return [
    `Dit bewijs klopt. Het knooppunt gaf op ${moment.toISOString()} antwoord op precies dit verzoek.`,
    `antwoord   HTTP ${httpStatus}`,
    ...(ontvangstbewijs?.traceerId === undefined ? [] : [`traceerId  ${ontvangstbewijs.traceerId}`]),
  ];
}

function alsJson(bestand: string, oordeel: Uitkomst<Bewezen, Bezwaar>): string {
  if (!oordeel.ok) return JSON.stringify({ bestand, uitkomst: 'klopt_niet', ...oordeel.fout });
  const { alg, httpStatus, moment, ontvangstbewijs, vingerafdruk } = oordeel.waarde;
  const { traceerId, verzoekDigest } = ontvangstbewijs ?? {};
  return JSON.stringify({
    bestand,
    uitkomst: 'klopt',
    httpStatus,
    moment,
    traceerId,
    verzoekDigest,
    alg,
    vingerafdruk,
  });
}

function lees(pad: string): Promise<Buffer | undefined> {
  return readFile(pad).catch(() => undefined);
}

/** @returns `undefined` when there is no file, or it is no JSON: no JSON is `undefined` by itself. */
function leesJson(bytes: Buffer | undefined): unknown {
  try {
    return bytes === undefined ? undefined : JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function leesCertificaat(pem: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
