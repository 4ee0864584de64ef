import { userInfo } from 'node:os';
import { InvalidArgumentError } from 'commander';
import { kanBsnBevatten } from '../bericht/bsn.ts';

/** Most characters of a reason or a name that is kept for years. */
const MAX = 300;

/** Reads a reason or a name for the record. @throws InvalidArgumentError when it is empty, long, or may hold a BSN. */
export function leesReden(tekst: string): string {
  const kaal = tekst.trim();
  if (kaal === '' || kaal.length > MAX) throw new InvalidArgumentError(`Geef 1 tot ${MAX} tekens.`);
  if (kanBsnBevatten(kaal))
    throw new InvalidArgumentError('Schrijf hier geen burgerservicenummer: dit wordt jaren bewaard.');
  return kaal;
}

/** Who works on this system, for the record. */
export function gebruiker(env: Readonly<Record<string, string | undefined>>): string {
  const genoemd = env['USER'] ?? env['LOGNAME'];
  if (genoemd !== undefined) return genoemd;
  try {
    return userInfo().username;
  } catch {
    // a container may run as a number without a name
    return 'onbekend';
  }
}
