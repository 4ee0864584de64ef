import type { Klasse } from './xml.ts';

/** Classes that say in a retour what was found in them. */
const MET_RETOURCODES: ReadonlySet<string> = new Set([
  'Client',
  'Relatie',
  'Contact',
  'ToegewezenProduct',
  'StartProduct',
  'StopProduct',
  'AangevraagdProduct',
  'Verzoek',
  'OngewijzigdProduct',
  'TeWijzigenProduct',
  'NieuwProduct',
  'Antwoord',
  'Woonplaatsbeginsel',
]);

const GEEN_OPMERKING = '0200';
/** ProductCode ongeldig: only parties that share a contract can see it, so the heenbericht itself is without fault. */
const CODE_ONBEKEND = 'S329';

/**
 * The body of a refusing retour: the classes of the heenbericht unchanged, each with its RetourCodes behind. The first
 * class with a product code has S329, all others 0200.
 */
export function echoMetRetourCodes(lichaam: Klasse): Klasse {
  let gevonden = false;

  function echo(klasse: Klasse): Klasse {
    const uit: Record<string, Klasse[string]> = {};
    for (const [naam, waarde] of Object.entries(klasse)) {
      uit[naam] = Array.isArray(waarde)
        ? (waarde as readonly (string | Klasse)[]).map((deel) => echoDeel(naam, deel))
        : waarde === undefined
          ? undefined
          : echoDeel(naam, waarde as string | Klasse);
    }
    return uit;
  }

  function echoDeel(naam: string, waarde: string | Klasse): string | Klasse {
    if (typeof waarde === 'string') return waarde;
    const inhoud = echo(waarde);
    if (!MET_RETOURCODES.has(naam)) return inhoud;
    const fout = !gevonden && heeftProductcode(waarde);
    gevonden ||= fout;
    return { ...inhoud, RetourCodes: { RetourCode: [fout ? CODE_ONBEKEND : GEEN_OPMERKING] } };
  }

  return echo(lichaam);
}

function heeftProductcode({ Product: product }: Klasse): boolean {
  return typeof product === 'object' && 'Code' in product && product['Code'] !== undefined;
}
