import type { Tafels } from '../bericht/aansluiting.ts';
import type { Bevinding } from '../bericht/bevinding.ts';
import { berichtType, type BerichtSoort, type BerichtType } from '../bericht/catalogus.ts';
import { datumInNederland } from '../bericht/datum.ts';
import { foutGegevens, isFoutCode, type FoutCode } from '../bericht/fault-catalogue.ts';
import type { FeitenTekst } from '../bericht/feiten.ts';
import { handelendePartij, type Kop } from '../bericht/kop.ts';
import { parsePartij, type PartijCode } from '../bericht/partij.ts';
import type { Verdict } from '../bericht/verdict.ts';
import type { VerzegeldeInhoud } from '../keys/port.ts';
import { vindRoute } from '../route/vind-route.ts';
import type { RegistratieRoute } from '../store/port.ts';
import { beoordeelMandaat } from '../verify/mandaat.ts';
import type { BewezenVerzoek } from '../verify/port.ts';
import type { KeurUitkomst } from './port.ts';

/** The verdict of all stages on one message, before it is recorded. One shape for all: it is made for every message. */
export interface Oordeel {
  readonly verdict: Verdict;
  readonly code: FoutCode | undefined;
  readonly uitleg: string | undefined;
  readonly bevindingen: readonly Bevinding[];
  readonly kop: Kop | undefined;
  readonly soort: BerichtSoort | undefined;
  /** The acting party, when the Indiener may act for it. */
  readonly handelend: PartijCode | undefined;
  readonly mandaat: string | undefined;
  readonly route: RegistratieRoute | undefined;
  readonly feiten: FeitenTekst | undefined;
  readonly verzegeld: VerzegeldeInhoud | undefined;
  readonly opnieuwNa: number | undefined;
}

const GEEN: readonly Bevinding[] = [];

/** A message of which nothing is known but its sealed bytes. */
const BLANCO: Oordeel = {
  verdict: 'afgekeurd',
  code: undefined,
  uitleg: undefined,
  bevindingen: GEEN,
  kop: undefined,
  soort: undefined,
  handelend: undefined,
  mandaat: undefined,
  route: undefined,
  feiten: undefined,
  verzegeld: undefined,
  opnieuwNa: undefined,
};

/** The verdict on a message that we could not judge: not accepted, never the sender's fault. */
export function nietBeoordeeld(verzegeld: VerzegeldeInhoud): Oordeel {
  return { ...BLANCO, verdict: 'niet_beoordeeld', code: 'NIET_BEOORDEELD', verzegeld, opnieuwNa: 60 };
}

/**
 * Judges what the worker found: mandate first (without one nobody learns what was found), then the checks, then the
 * route. Pure: the same findings, tables and moment give the same verdict.
 */
export function oordeelNaKeur(keur: KeurUitkomst, verzoek: BewezenVerzoek, tafels: Tafels, nu: Date): Oordeel {
  const { kop, soort, verzegeld } = keur;
  const bevindingen = keur.rapport?.bevindingen ?? GEEN;
  const code = keur.code !== undefined && isFoutCode(keur.code) ? keur.code : undefined;
  const type = soort === undefined ? undefined : berichtType(soort);
  const handelend = kop === undefined || type === undefined ? undefined : handelendePartij(kop, type);
  const partij = handelend === undefined ? undefined : parsePartij(handelend);
  if (kop === undefined || type === undefined || handelend === undefined || partij === undefined) {
    return { ...BLANCO, code: code ?? 'BRS13', bevindingen, verzegeld };
  }
  const mandaat = beoordeelMandaat(tafels, {
    aansluiting: verzoek.aansluiting,
    partij,
    type,
    op: datumInNederland(nu),
  });
  // nobody learns of a message that is not his to send
  if (!mandaat.ok) return { ...BLANCO, code: mandaat.fout, kop, soort, verzegeld };
  const regel = mandaat.waarde.regel;
  if (keur.rapport !== undefined && keur.rapport.uitkomst !== 'geaccepteerd') {
    return { ...BLANCO, code: code ?? 'BRS13', bevindingen, kop, soort, handelend, mandaat: regel, verzegeld };
  }
  return oordeelRoute({ keur, bevindingen, kop, type, handelend, mandaat: regel }, verzoek, tafels, nu);
}

interface Gemachtigd {
  readonly keur: KeurUitkomst;
  readonly bevindingen: readonly Bevinding[];
  readonly kop: Kop;
  readonly type: BerichtType;
  readonly handelend: PartijCode;
  readonly mandaat: string | undefined;
}

function oordeelRoute(g: Gemachtigd, verzoek: BewezenVerzoek, tafels: Tafels, nu: Date): Oordeel {
  const { keur, kop, type, handelend, mandaat } = g;
  const { soort, verzegeld } = keur;
  const gevonden = vindRoute(tafels, { type, kop, nu, indiener: verzoek.aansluiting });
  if (gevonden.ok) {
    return {
      verdict: 'geaccepteerd',
      code: undefined,
      uitleg: undefined,
      bevindingen: g.bevindingen,
      kop,
      soort,
      handelend,
      mandaat,
      route: gevonden.waarde,
      feiten: keur.feiten,
      verzegeld,
      opnieuwNa: undefined,
    };
  }
  const { code, uitleg } = gevonden.fout;
  const { wieIsAanZet } = foutGegevens(code);
  const bevindingen: Bevinding[] = [...g.bevindingen, { laag: 'route', code, uitleg, wieIsAanZet, ernst: 'weigeren' }];
  return { ...BLANCO, code, uitleg, bevindingen, kop, soort, handelend, mandaat, verzegeld };
}
