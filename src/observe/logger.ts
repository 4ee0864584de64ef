import winston from 'winston';
import type { Logger, LogVelden } from './port.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NAAM = /^[a-z][a-z0-9-]{1,62}$/;
const CODE = /^[A-Za-z][A-Za-z0-9_.-]{1,40}$/;
const GETAL = /^-?[0-9]{1,15}(\.[0-9]{1,6})?$/;

/**
 * Per field that may be logged: the pattern that its text must have. No pattern, no log: a list of forbidden keys forgets
 * one, and masking nine digits would damage a UUID that happens to hold them.
 */
const VELDEN: ReadonlyMap<string, RegExp> = new Map([
  ['traceerId', UUID],
  ['verzoekId', UUID],
  ['aansluiting', NAAM],
  ['berichtsoort', /^[A-Z]{2,4}[0-9]{3}$/],
  ['code', CODE],
  ['soort', CODE],
  ['status', /^[a-z_]{2,30}$/],
  ['methode', /^[A-Z]{3,7}$/],
  // the operation's name in the table, never the path that was asked: that may hold anything
  ['operatie', CODE],
  ['http', /^[1-5][0-9]{2}$/],
  ['poging', GETAL],
  ['aantal', GETAL],
  ['bytes', GETAL],
  ['duurMs', GETAL],
  ['poort', GETAL],
  ['lijn', GETAL],
  ['volgnummer', GETAL],
  ['versie', /^[0-9A-Za-z.+-]{1,40}$/],
  // names of our own files; slashes only between plain names
  ['bestand', /^[A-Za-z0-9_.-]{1,80}(\/[A-Za-z0-9_.-]{1,80}){0,12}$/],
  ['onderdeel', CODE],
  ['adres', /^[0-9a-fA-F.:]{2,45}$/],
  ['signaal', /^SIG[A-Z0-9]{2,10}$/],
  ['fout', CODE],
  ['stapel', /^[\s\S]{0,4000}$/],
  ['vingerafdruk', /^[0-9a-f]{64}$/],
]);

function toegestaan(velden: LogVelden): Record<string, string | number | boolean> {
  const uit: Record<string, string | number | boolean> = {};
  const weggelaten: string[] = [];
  for (const [naam, waarde] of Object.entries(velden)) {
    if (waarde === undefined) continue;
    const patroon = VELDEN.get(naam);
    if (patroon !== undefined && (typeof waarde === 'boolean' || patroon.test(String(waarde)))) uit[naam] = waarde;
    else weggelaten.push(naam);
  }
  if (weggelaten.length > 0) uit['weggelaten'] = weggelaten.join(' ');
  return uit;
}

// characters that would forge a line, move a cursor or turn the reading order
const GEVAARLIJK = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** One JSON object per line; every character that could mislead a reader is written as an escape. */
const regel = winston.format.printf((info) =>
  JSON.stringify(info).replace(GEVAARLIJK, (teken) => `\\u${teken.charCodeAt(0).toString(16).padStart(4, '0')}`),
);

/** A logger with its end: `close` resolves when everything is written. */
export interface StoppableLogger extends Logger {
  close(): Promise<void>;
}

/**
 * Makes the log: JSON lines with a fixed sentence and known fields.
 * @param naar where lines go; stderr by default.
 */
export function createLogger(
  niveau: 'debug' | 'info' | 'warn' | 'error',
  naar: NodeJS.WritableStream,
): StoppableLogger {
  const winstonLogger = winston.createLogger({
    level: niveau,
    format: winston.format.combine(winston.format.timestamp(), regel),
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- winston types its streams as a base class that the lint rule cannot see through
    transports: [new winston.transports.Stream({ stream: naar })],
  });
  const schrijf =
    (ernst: 'debug' | 'info' | 'warn' | 'error') =>
    (zin: string, velden: LogVelden = {}): void => {
      if (winstonLogger.isLevelEnabled(ernst)) winstonLogger.log(ernst, zin, toegestaan(velden));
    };
  return {
    debug: schrijf('debug'),
    info: schrijf('info'),
    warn: schrijf('warn'),
    error: schrijf('error'),
    close: () =>
      new Promise((resolve) => {
        winstonLogger.once('finish', resolve);
        winstonLogger.end();
      }),
  };
}
