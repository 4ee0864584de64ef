import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Bewijsstuk } from '../client/antwoorden.ts';
import { controleerBewijsstuk } from '../client/bewijsstuk.ts';
import type { ClientOmgeving } from './client-omgeving.ts';
import { UITGANG } from './uitgang.ts';

/** What `bewijs` needs of its surroundings. */
export type BewijsOmgeving = Pick<ClientOmgeving, 'certificatenMap' | 'schrijf' | 'schrijfFout' | 'zetExitCode'>;

/**
 * Adds `bewijs controleer`: checks a receipt that `send --bewaar` kept, without a network. Exit codes: 0 = it proves what
 * is printed; 1 = it does not; 2 = a file cannot be read.
 */
export function registreerBewijs(program: Command, omgeving: BewijsOmgeving): void {
  program
    .command('bewijs')
    .description('controleer ontvangstbewijzen')
    .command('controleer')
    .description('controleer een ontvangstbewijs van send --bewaar, zonder netwerk')
    .argument('<bestand>', 'het bewaarde ontvangstbewijs')
    .option('--cert <bestand>', 'certificaat van het knooppunt', join(omgeving.certificatenMap, 'hub.crt.pem'))
    .action(async (bestand: string, { cert }: { readonly cert: string }) =>
      omgeving.zetExitCode(await controleer(bestand, cert, omgeving)),
    );
}

async function controleer(bestand: string, cert: string, { schrijf, schrijfFout }: BewijsOmgeving): Promise<number> {
  const pem = await readFile(cert).catch(() => undefined);
  const certificaat = pem === undefined ? undefined : probeer(() => new X509Certificate(pem));
  const tekst = await readFile(bestand, 'utf8').catch(() => '');
  const bewijsstuk = probeer(() => JSON.parse(tekst) as Bewijsstuk);
  if (certificaat === undefined || bewijsstuk === undefined) {
    schrijfFout(`Het bestand ${certificaat === undefined ? cert : bestand} is niet te lezen.`);
    return UITGANG.gebruik;
  }
  const uitkomst = await controleerBewijsstuk({ bewijsstuk, certificaten: [certificaat.raw] }).catch(() => undefined);
  if (uitkomst?.ok !== true) {
    schrijf(`Dit bewijs klopt niet. ${uitkomst?.fout.uitleg ?? 'Het heeft niet de vorm van een ontvangstbewijs.'}`);
    return UITGANG.afgekeurd;
  }
  const { moment, ontvangstbewijs } = uitkomst.waarde;
  if (moment < new Date(certificaat.validFrom) || moment > new Date(certificaat.validTo)) {
    schrijf('Dit bewijs klopt niet. Het certificaat was niet geldig op het moment van het antwoord.');
    return UITGANG.afgekeurd;
  }
  schrijf(`Dit bewijs klopt. Het knooppunt gaf op ${moment.toISOString()} antwoord op precies dit verzoek.`);
  schrijf(`antwoord   HTTP ${bewijsstuk.antwoord.status}`);
  if (ontvangstbewijs?.traceerId !== undefined) schrijf(`traceerId  ${ontvangstbewijs.traceerId}`);
  return UITGANG.goed;
}

function probeer<T>(lees: () => T): T | undefined {
  try {
    return lees();
  } catch {
    return undefined;
  }
}
