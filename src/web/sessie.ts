import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Ids, Klok } from '../observe/port.ts';

/** Names that the development login knows; each looks with the role helpdesk. */
export const DEMO_GEBRUIKERS = ['Anna', 'Bram', 'Chantal'] as const;

/** Someone who is logged in. */
export interface Sessie {
  readonly gebruiker: (typeof DEMO_GEBRUIKERS)[number];
  /** Stands in every form of this session: another site cannot know it. */
  readonly formulierMerk: string;
}

/** Makes and reads the cookie of a session. */
export interface Sessies {
  /** @returns the value of Set-Cookie, or `undefined` for a name that is not on the list. */
  open(naam: string): string | undefined;
  /** @returns who it is, or `undefined` without a cookie of ours that still runs. */
  lees(cookieKop: string | undefined): Sessie | undefined;
  /** @returns whether the mark of a form is that of this session. */
  isEigenFormulier(sessie: Sessie, merk: string): boolean;
  /** The value of Set-Cookie that ends a session. */
  readonly sluit: string;
}

/** Half an hour: a desk that is left alone closes by itself. */
const DUUR_SECONDEN = 30 * 60;
const NAAM = 'knooppunt-helpdesk';
const VORM = /^([A-Za-z]{1,20})\.([0-9]{1,12})\.([A-Za-z0-9_-]{43})$/;

/** Makes sessions under a key of this process: a restart ends them all. */
export function createSessies({ ids, klok, tls }: { ids: Ids; klok: Klok; tls: boolean }): Sessies {
  const sleutel = ids.willekeurig(32);
  const merk = (tekst: string): string => createHmac('sha256', sleutel).update(tekst).digest('base64url');
  const vlaggen = `Path=/; HttpOnly; SameSite=Strict${tls ? '; Secure' : ''}`;
  return {
    open(naam) {
      const gebruiker = DEMO_GEBRUIKERS.find((bekend) => bekend === naam);
      if (gebruiker === undefined) return undefined;
      const inhoud = `${gebruiker}.${Math.floor(klok.nu().getTime() / 1000) + DUUR_SECONDEN}`;
      return `${NAAM}=${inhoud}.${merk(`sessie ${inhoud}`)}; Max-Age=${DUUR_SECONDEN}; ${vlaggen}`;
    },
    lees(kop = '') {
      const waarde = kop
        .split(';')
        .map((deel) => deel.trim())
        .find((deel) => deel.startsWith(`${NAAM}=`))
        ?.slice(NAAM.length + 1);
      const [, naam, tot, gegeven] = VORM.exec(waarde ?? '') ?? [];
      if (naam === undefined || tot === undefined || gegeven === undefined) return undefined;
      if (!gelijk(gegeven, merk(`sessie ${naam}.${tot}`)) || Number(tot) * 1000 <= klok.nu().getTime())
        return undefined;
      const gebruiker = DEMO_GEBRUIKERS.find((bekend) => bekend === naam);
      return gebruiker === undefined ? undefined : { gebruiker, formulierMerk: merk(`formulier ${naam}.${tot}`) };
    },
    isEigenFormulier: (sessie, gegeven) => gelijk(gegeven, sessie.formulierMerk),
    sluit: `${NAAM}=; Max-Age=0; ${vlaggen}`,
  };
}

function gelijk(een: string, ander: string): boolean {
  const [links, rechts] = [Buffer.from(een), Buffer.from(ander)];
  return links.length === rechts.length && timingSafeEqual(links, rechts);
}
