import { createHash } from 'node:crypto';

/** Makes what chance and keys decide the same in every recording; everything else stays as it was recorded. */
export type Vastmaker = <T>(waarde: T) => T;

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const VINGERAFDRUK = /\b[0-9a-f]{64}\b/g;
const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/g;
const AFGEKORTE_PEM = '-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n';

/** Members and headers of which a key (or the text of the tables) makes the value, with what stands in its place. */
const VAST: Readonly<Record<string, (waarde: string) => string>> = {
  tafelVersie: () => hash('tafels', 'hex').slice(0, 12),
  verzoekHandtekening: () => hash('handtekening van het verzoek', 'base64url'),
  'Verzoek-Handtekening': () => hash('handtekening van het verzoek', 'base64url'),
  // the beginning says which algorithm; whole ones would be a screen each
  'Message-Signature': (waarde) => `${waarde.slice(0, 20)}…`,
  Signature: (waarde) => waarde.replace(/:[^:]+:/, ':…:'),
};

function hash(tekst: string, vorm: 'hex' | 'base64url'): string {
  return createHash('sha256').update(tekst).digest(vorm);
}

/**
 * @param begin the moment of the recording: the new ids are of version 7 and sort by it
 * @param blijft ids that the recording chose itself
 */
export function createVastmaker(begin: Date, blijft: readonly string[]): Vastmaker {
  const tijd = begin.getTime().toString(16).padStart(12, '0');
  const uuids = nummer((n) => `${tijd.slice(0, 8)}-${tijd.slice(8)}-7000-8000-${n.toString(16).padStart(12, '0')}`);
  const afdrukken = nummer((n) => hash(`certificaat ${n}`, 'hex'));
  const cursors = nummer((n) => hash(`cursor ${n}`, 'base64url').slice(0, 24));

  const tekst = (waarde: string): string =>
    waarde
      .replace(UUID, (id) => (blijft.includes(id) ? id : uuids(id)))
      .replace(VINGERAFDRUK, afdrukken)
      .replace(PEM, AFGEKORTE_PEM);

  const maakVast = (waarde: unknown, naam: string): unknown => {
    if (typeof waarde === 'string') {
      if (naam === 'volgende' || naam === 'cursor') return cursors(waarde);
      return VAST[naam]?.(waarde) ?? tekst(waarde);
    }
    if (Array.isArray(waarde)) return waarde.map((deel: unknown) => maakVast(deel, naam));
    if (typeof waarde !== 'object' || waarde === null) return waarde;
    return Object.fromEntries(Object.entries(waarde).map(([sleutel, deel]) => [sleutel, maakVast(deel, sleutel)]));
  };
  return <T>(waarde: T): T => maakVast(waarde, '') as T;
}

/** Gives each text a number in the order of first appearance, and the same text the same one. */
function nummer(maak: (n: number) => string): (waarde: string) => string {
  const bekend = new Map<string, string>();
  return (waarde) => {
    const nieuw = bekend.get(waarde) ?? maak(bekend.size + 1);
    bekend.set(waarde, nieuw);
    return nieuw;
  };
}
