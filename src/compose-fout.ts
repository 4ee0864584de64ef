import type { Config } from './config/port.ts';

/** A reason not to start, in one or more Dutch lines for the operator. Nothing was changed and nothing is running. */
export class StartGeweigerd extends Error {
  override readonly name = 'StartGeweigerd';
  readonly code = 'START';
}

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
  const pad = (fout as { path?: unknown }).path;
  if (
    typeof code === 'string' &&
    ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR'].includes(code) &&
    typeof pad === 'string'
  ) {
    const reden = code === 'ENOSPC' ? 'de schijf is vol' : 'het knooppunt mag daar niet schrijven';
    return new StartGeweigerd(
      `${pad} kan niet worden geschreven: ${reden}. Controleer de rechten, of kies een andere map.`,
    );
  }
  return fout;
}
