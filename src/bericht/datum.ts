/** A calendar date of the standard, `jjjj-mm-dd`, without time zone. Compares as text. */
export type Datum = string & { readonly __brand: 'Datum' };

const DATUM = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** @returns the date, or `undefined` when the text is no existing day between 0001-01-01 and 9999-12-31. */
export function parseDatum(text: string): Datum | undefined {
  const match = DATUM.exec(text);
  if (match === null) return undefined;
  const [jaar, maand, dag] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (jaar === 0 || maand < 1 || maand > 12) return undefined;
  const schrikkel = jaar % 4 === 0 && (jaar % 100 !== 0 || jaar % 400 === 0);
  const laatste = maand === 2 && schrikkel ? 29 : (DAYS[maand - 1] ?? 0);
  return dag >= 1 && dag <= laatste ? (text as Datum) : undefined;
}

const AMSTERDAM = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Offsets of time zones are whole quarters of an hour, so within one the day is the same: 10 µs saved a message. */
const KWARTIER_MS = 900_000;
let onthouden: { readonly kwartier: number; readonly dag: Datum } | undefined;

/** @returns the calendar day in the Netherlands at a moment: tables and releases change at Dutch midnight, not at UTC's. */
export function datumInNederland(moment: Date): Datum {
  const kwartier = Math.floor(moment.getTime() / KWARTIER_MS);
  if (onthouden?.kwartier !== kwartier) onthouden = { kwartier, dag: AMSTERDAM.format(moment) as Datum };
  return onthouden.dag;
}

/** Tells whether a day lies in a period whose ends are both inclusive; an absent end is open. */
export function isGeldigOp(
  periode: { readonly geldigVan?: Datum | undefined; readonly geldigTot?: Datum | undefined },
  op: Datum,
): boolean {
  return (
    (periode.geldigVan === undefined || periode.geldigVan <= op) &&
    (periode.geldigTot === undefined || op <= periode.geldigTot)
  );
}
