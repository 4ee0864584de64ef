import opgenomen from './voorbeelden.json' with { type: 'json' };

/** One call with its answer, as a real hub took and gave it; ids and signatures made steady. */
export interface Voorbeeld {
  /** What it shows, in Dutch. */
  readonly samenvatting: string;
  readonly verzoek: VoorbeeldVerzoek;
  readonly antwoord: {
    readonly status: number;
    readonly koppen: Readonly<Record<string, string>>;
    readonly inhoud?: VoorbeeldInhoud;
  };
}

export interface VoorbeeldVerzoek {
  /** Path parameters and query by name. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Headers as they went over the wire, with those of the signature. */
  readonly koppen: Readonly<Record<string, string>>;
  readonly inhoud?: VoorbeeldInhoud;
}

/** A body: parsed where it is JSON, text otherwise. */
export interface VoorbeeldInhoud {
  readonly contentType: string;
  readonly waarde: unknown;
}

/** The examples of an operation by name. */
export type Voorbeelden = Readonly<Record<string, Voorbeeld>>;

/** All recorded examples by operation (`npm run docs:openapi` records them anew). */
const ALLE: Readonly<Record<string, Voorbeelden>> = opgenomen;

/** @returns the recorded examples of an operation; none for one that was never recorded. */
export function voorbeeldenVan(operatie: string): Voorbeelden {
  return ALLE[operatie] ?? {};
}

/** @returns the first value that a header of a request or an answer has in any example. */
export function kopVoorbeeld(naam: string, waar: 'verzoek' | 'antwoord'): string | undefined {
  for (const voorbeelden of Object.values(ALLE))
    for (const voorbeeld of Object.values(voorbeelden)) {
      const waarde = voorbeeld[waar].koppen[naam];
      if (waarde !== undefined) return waarde;
    }
  return undefined;
}
