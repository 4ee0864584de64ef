import { naamVanPartij, parseAansluitingId, type Tafels } from '../bericht/aansluiting.ts';

/** Who is who, as the tables have it now. */
export interface Namen {
  /** @returns the name of a party, `undefined` when the tables do not know it. */
  partij(code: string): string | undefined;
  /** @returns who did something, in words: the hub, somebody of the helpdesk, or a connection. */
  actor(id: string): string;
}

/** Makes the names of one version of the tables. */
export function createNamen(tafels: Tafels): Namen {
  return {
    partij: (code) => naamVanPartij(tafels, code),
    actor(id) {
      if (id === 'hub') return 'het knooppunt';
      const helpdesk = /^helpdesk-([a-z])([a-z]*)$/.exec(id);
      if (helpdesk !== null) return `${(helpdesk[1] ?? '').toUpperCase()}${helpdesk[2] ?? ''} van de helpdesk`;
      const aansluiting = parseAansluitingId(id);
      return (aansluiting === undefined ? undefined : tafels.aansluitingen.get(aansluiting)?.naam) ?? id;
    },
  };
}

/** @returns a party in a sentence: `Amsterdam (0363)`. */
export function partijTekst(code: string, namen: Namen): string {
  if (code === '') return 'een onbekende partij';
  const naam = namen.partij(code);
  return naam === undefined ? code : `${naam} (${code})`;
}

/** A party in a list: its name, with the code under it. */
export function Partij({ code, namen }: { readonly code: string; readonly namen: Namen }) {
  if (code === '') return <span class="klein">onbekend</span>;
  const naam = namen.partij(code);
  if (naam === undefined) return <span>{code}</span>;
  return (
    <span>
      {naam} <span class="klein code">{code}</span>
    </span>
  );
}
