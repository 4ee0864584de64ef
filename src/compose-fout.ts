import type { Config } from './config/port.ts';

/** A reason not to start, in one or more Dutch lines for the operator. Nothing was changed and nothing is running. */
export class StartGeweigerd extends Error {
  override readonly name = 'StartGeweigerd';
  readonly code = 'START';
}

const GEEN_RECHT = 'het knooppunt mag daar niet schrijven. Controleer de rechten, of kies een andere map.';

const SCHIJFFOUTEN: ReadonlyMap<string, string> = new Map([
  ['EACCES', GEEN_RECHT],
  ['EPERM', GEEN_RECHT],
  ['EROFS', GEEN_RECHT],
  ['ENOTDIR', GEEN_RECHT],
  ['ENOSPC', 'de schijf is vol. Maak ruimte vrij, of kies een andere map.'],
  ['EIO', 'de schijf gaf een fout bij lezen of schrijven. Controleer de schijf.'],
]);

/** The operating system's codes that an operator can do something about, as sentences. */
export function vertaalStartfout(fout: unknown, config: Config): unknown {
  const code = (fout as { code?: unknown }).code;
  if (code === 'EADDRINUSE')
    return new StartGeweigerd(
      `Poort ${config.poort} is al in gebruik. Stop het andere programma, of kies een andere poort met --port.`,
    );
  if (code === 'EACCES' && (fout as { syscall?: unknown }).syscall === 'listen') {
    return new StartGeweigerd(`Poort ${config.poort} mag niet worden geopend. Kies een poort boven 1023 met --port.`);
  }
  const reden = typeof code === 'string' ? SCHIJFFOUTEN.get(code) : undefined;
  if (reden === undefined) return fout;
  const { path } = fout as { path?: unknown };
  // what fails on a file that is open names no path; a disk can do so, rights cannot
  if (typeof path !== 'string' && reden === GEEN_RECHT) return fout;
  const pad = typeof path === 'string' ? path : config.dataMap;
  return new StartGeweigerd(`${pad} kan niet worden gebruikt: ${reden}`, { cause: fout });
}
