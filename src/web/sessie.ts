import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Ids, Klok } from '../observe/port.ts';

/** Names that the development login knows; each looks with the role helpdesk. */
export const DEMO_GEBRUIKERS = ['Anna', 'Bram', 'Chantal'] as const;

/** Someone who is logged in. */
export interface Sessie {
  readonly id: string;
  readonly gebruiker: (typeof DEMO_GEBRUIKERS)[number];
  /** Stands in every form of this session: another site cannot know it. */
  readonly formulierMerk: string;
  /** The value of Set-Cookie that lets the session run on; absent while more than half of its time is left. */
  readonly vernieuwd?: string;
}

/** Makes and reads the cookie of a session. */
export interface Sessies {
  /** @returns the value of Set-Cookie, or `undefined` for a name that is not on the list. */
  open(naam: string): string | undefined;
  /** @returns who it is, or `undefined` without a cookie of ours that still runs. */
  lees(cookieKop: string | undefined): Sessie | undefined;
  /** @returns whether a browser shows a cookie of ours that runs no more, or that is no longer as we made it. */
  isVerlopen(cookieKop: string | undefined): boolean;
  /** @returns whether the mark of a form is that of this session. */
  isEigenFormulier(sessie: Sessie, merk: string): boolean;
  /** Ends a session, also for who copied its cookie. @returns the value of Set-Cookie that takes the cookie away. */
  sluit(sessie: Sessie): string;
}

/** Half an hour without a page: a desk that is left alone closes by itself. */
const DUUR_SECONDEN = 30 * 60;
const NAAM = 'knooppunt-helpdesk';
const VORM = /^([A-Za-z]{1,20})\.([A-Za-z0-9_-]{12})\.([0-9]{1,12})\.([A-Za-z0-9_-]{43})$/;

/** Makes sessions under a key of this process: a restart ends them all. */
export function createSessies({ ids, klok, tls }: { ids: Ids; klok: Klok; tls: boolean }): Sessies {
  const sleutel = ids.willekeurig(32);
  const merk = (tekst: string): string => createHmac('sha256', sleutel).update(tekst).digest('base64url');
  const vlaggen = `Path=/; HttpOnly; SameSite=Strict${tls ? '; Secure' : ''}`;
  const nu = (): number => Math.floor(klok.nu().getTime() / 1000);
  /** Sessions that were ended, with the second at which their last cookie runs out. */
  const gesloten = new Map<string, number>();

  const maakCookie = (gebruiker: string, id: string): string => {
    const inhoud = `${gebruiker}.${id}.${nu() + DUUR_SECONDEN}`;
    return `${NAAM}=${inhoud}.${merk(`sessie ${inhoud}`)}; Max-Age=${DUUR_SECONDEN}; ${vlaggen}`;
  };
  const waardeUit = (kop = ''): string | undefined =>
    kop
      .split(';')
      .map((deel) => deel.trim())
      .find((deel) => deel.startsWith(`${NAAM}=`))
      ?.slice(NAAM.length + 1);

  const lees = (kop: string | undefined): Sessie | undefined => {
    const [, naam, id, tot, gegeven] = VORM.exec(waardeUit(kop) ?? '') ?? [];
    if (naam === undefined || id === undefined || tot === undefined || gegeven === undefined) return undefined;
    if (!gelijk(gegeven, merk(`sessie ${naam}.${id}.${tot}`))) return undefined;
    const over = Number(tot) - nu();
    const gebruiker = DEMO_GEBRUIKERS.find((bekend) => bekend === naam);
    if (over <= 0 || gebruiker === undefined || gesloten.has(id)) return undefined;
    return {
      id,
      gebruiker,
      formulierMerk: merk(`formulier ${naam}.${id}`),
      ...(over > DUUR_SECONDEN / 2 ? {} : { vernieuwd: maakCookie(gebruiker, id) }),
    };
  };

  return {
    lees,
    open(naam) {
      const gebruiker = DEMO_GEBRUIKERS.find((bekend) => bekend === naam);
      return gebruiker === undefined ? undefined : maakCookie(gebruiker, ids.willekeurig(9));
    },
    isVerlopen: (kop) => waardeUit(kop) !== undefined && lees(kop) === undefined,
    isEigenFormulier: (sessie, gegeven) => gelijk(gegeven, sessie.formulierMerk),
    sluit({ id }) {
      for (const [oud, tot] of gesloten) if (tot <= nu()) gesloten.delete(oud);
      gesloten.set(id, nu() + DUUR_SECONDEN);
      return `${NAAM}=; Max-Age=0; ${vlaggen}`;
    },
  };
}

function gelijk(een: string, ander: string): boolean {
  const [links, rechts] = [Buffer.from(een), Buffer.from(ander)];
  return links.length === rechts.length && timingSafeEqual(links, rechts);
}
