import { AntwoordOnleesbaar } from './fouten.ts';

/** Reads the members of a JSON answer, each of the kind that the contract says. Members that nobody asks for are let be. */
export interface Lezer {
  tekst(naam: string): string;
  getal(naam: string): number;
  waarOfNiet(naam: string): boolean;
  moment(naam: string): Date;
  object(naam: string): Lezer;
  lijst<T>(naam: string, lees: (lid: Lezer) => T): readonly T[];
  /** As `lijst`; an absent one is empty. */
  lijstOfLeeg<T>(naam: string, lees: (lid: Lezer) => T): readonly T[];
  teksten(naam: string): readonly string[];
  /** As `tekst`, `getal`, `object` and `moment`, with `undefined` for what is absent or null. */
  tekstOfNiets(naam: string): string | undefined;
  getalOfNiets(naam: string): number | undefined;
  objectOfNiets(naam: string): Lezer | undefined;
  momentOfNiets(naam: string): Date | undefined;
}

/**
 * Reads an answer that must be a JSON object.
 * @throws AntwoordOnleesbaar when it is none, and from the readers when a member is not as expected.
 */
export function leesJson(body: Buffer): Lezer {
  const waarde = parse(body);
  if (waarde === undefined) throw new AntwoordOnleesbaar('geen JSON-object');
  return lezerVan(waarde, '');
}

/** @returns a reader, or `undefined` when the bytes are no JSON object. */
export function probeerJson(body: Buffer): Lezer | undefined {
  const waarde = parse(body);
  return waarde === undefined ? undefined : lezerVan(waarde, '');
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(waarde: unknown): waarde is JsonObject {
  return typeof waarde === 'object' && waarde !== null && !Array.isArray(waarde);
}

function parse(body: Buffer): JsonObject | undefined {
  try {
    const waarde: unknown = JSON.parse(body.toString('utf8'));
    return isObject(waarde) ? waarde : undefined;
  } catch {
    return undefined;
  }
}

function lezerVan(leden: JsonObject, plek: string): Lezer {
  const plaats = (naam: string): string => `${plek}/${naam}`;
  const lid = (naam: string): unknown => (Object.hasOwn(leden, naam) ? leden[naam] : undefined);
  const fout = (naam: string): never => {
    throw new AntwoordOnleesbaar(plaats(naam));
  };

  const lezer: Lezer = {
    tekst: (naam) => lezer.tekstOfNiets(naam) ?? fout(naam),
    getal: (naam) => lezer.getalOfNiets(naam) ?? fout(naam),
    waarOfNiet: (naam) => {
      const waarde = lid(naam);
      return typeof waarde === 'boolean' ? waarde : fout(naam);
    },
    moment: (naam) => lezer.momentOfNiets(naam) ?? fout(naam),
    object: (naam) => lezer.objectOfNiets(naam) ?? fout(naam),
    lijst: (naam, lees) => {
      const waarde = lid(naam);
      if (!Array.isArray(waarde)) return fout(naam);
      return waarde.map((deel: unknown, index) =>
        isObject(deel) ? lees(lezerVan(deel, `${plaats(naam)}[${index}]`)) : fout(naam),
      );
    },
    lijstOfLeeg: (naam, lees) => (lid(naam) === undefined ? [] : lezer.lijst(naam, lees)),
    teksten: (naam) => {
      const waarde = lid(naam);
      const isTekst = (deel: unknown): deel is string => typeof deel === 'string';
      return Array.isArray(waarde) && waarde.every(isTekst) ? waarde : fout(naam);
    },
    tekstOfNiets: (naam) => {
      const waarde = lid(naam) ?? undefined;
      return waarde === undefined || typeof waarde === 'string' ? waarde : fout(naam);
    },
    getalOfNiets: (naam) => {
      const waarde = lid(naam) ?? undefined;
      return waarde === undefined || Number.isSafeInteger(waarde) ? (waarde as number | undefined) : fout(naam);
    },
    momentOfNiets: (naam) => {
      const tekst = lezer.tekstOfNiets(naam);
      if (tekst === undefined) return undefined;
      const moment = new Date(tekst);
      return Number.isNaN(moment.getTime()) ? fout(naam) : moment;
    },
    objectOfNiets: (naam) => {
      const waarde = lid(naam) ?? undefined;
      if (waarde === undefined) return undefined;
      return isObject(waarde) ? lezerVan(waarde, plaats(naam)) : fout(naam);
    },
  };
  return lezer;
}

type ZonderUndefined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** @returns the same members without those that are `undefined`. */
export function metWaarde<T extends object>(velden: T): ZonderUndefined<T> {
  return Object.fromEntries(Object.entries(velden).filter(([, waarde]) => waarde !== undefined)) as ZonderUndefined<T>;
}
