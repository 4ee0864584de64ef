import { expect } from 'chai';
import { parseDatum } from '../../src/bericht/datum.ts';
import { parseAgbCode, parseGemeenteCode } from '../../src/bericht/partij.ts';
import { createGenerator, type SynthetischBericht } from '../../src/cli/generate/generator.ts';
import type { HubDelen } from '../../src/compose.ts';
import { openProefHub, type ProefHub, type ProefInstellingen } from '../e2e/proef-hub.ts';
import { ondertekenaarVan } from '../e2e/ondertekend-verzoek.ts';
import { KANARIE, type Recept } from './kwaad/recept.ts';
import { zetLokaas, type Lokaas } from './lokaas.ts';
import type { Geval } from './tafel.ts';
import { stappenVan, teken, type Verzoek } from './teken.ts';
import { speel, type RuwAntwoord, type SpeelOpties, type Stap } from './verbinding.ts';

/**
 * The times of the standard (one second, five for what is large) hold on a machine of its own. The suite runs on two
 * cores that others use as well: there they may take three times as long.
 */
export const TRAAGHEID = 3;

/** A hub with its sender, and what it takes to do it harm. */
export interface Opstelling {
  readonly proef: ProefHub;
  readonly lokaas: Lokaas;
  /** A valid WMO301 that was not used before, with a Commentaar; of exactly so many bytes where that is asked. */
  nieuw(bytes?: number): SynthetischBericht;
  /** Signs for a connection and plays the request; `stappen` may write it otherwise. */
  stuur(verzoek: Verzoek, opties?: StuurOpties): Promise<RuwAntwoord>;
  /** The hub still takes a good message, and called nobody. */
  toetsGezond(): Promise<void>;
  ruimOp(): Promise<void>;
}

/** How a request goes out. */
export interface StuurOpties extends Partial<SpeelOpties> {
  readonly als?: string;
  readonly stappen?: Recept['stappen'] | undefined;
}

const PAAR = { gemeente: parseGemeenteCode('0363')!, aanbieder: parseAgbCode('65656055')! };

let zaad = 4000;

/** Opens a hub with the demo tables, and a source of messages that no other hub of this process has. */
export async function openOpstelling(
  instellingen: ProefInstellingen = {},
  dataMap?: string,
  delen: HubDelen = {},
): Promise<Opstelling> {
  const lokaas = await zetLokaas();
  const proef = await openProefHub(instellingen, dataMap, delen);
  const generator = createGenerator({ seed: (zaad += 1), paren: [PAAR], peildatum: parseDatum('2026-11-01')! });
  const nieuw = (bytes?: number): SynthetischBericht => {
    for (;;) {
      const bericht = generator.volgende({ soort: 'WMO301', ...(bytes === undefined ? {} : { bytes }) });
      if (bytes !== undefined || bericht.xml.includes('Commentaar>')) return bericht;
    }
  };
  const stuur = async (verzoek: Verzoek, { als = 'gemeente-amsterdam', stappen, ...rest }: StuurOpties = {}) => {
    const getekend = await teken(ondertekenaarVan(proef.certificatenMap, als), proef.poort, verzoek);
    const script: Iterable<Stap> = await (stappen ?? stappenVan)(getekend);
    return speel(script, { poort: proef.poort, ...rest });
  };
  return {
    proef,
    lokaas,
    nieuw,
    stuur,
    async toetsGezond() {
      const goed = await stuur({ body: [Buffer.from(nieuw().xml)] });
      expect(goed.status, goed.body.toString()).to.equal(202);
      const gereed = await speel([`GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n`], { poort: proef.poort });
      expect(gereed.status, gereed.body.toString()).to.equal(200);
      expect(lokaas.gebeld(), 'outgoing connections').to.equal(0);
      const fouten = proef
        .logboek()
        .split('\n')
        // the alarm about a certificate of a party is no fault of the hub
        .filter((regel) => regel.includes('"level":"error"') && !regel.includes('"code":"CERTIFICAAT"'));
      expect(fouten, 'faults of the hub itself').to.deep.equal([]);
    },
    ruimOp: () => proef.ruimOp(),
  };
}

/** @returns the answer as JSON; empty when it is none. */
export function jsonVan(antwoord: Pick<RuwAntwoord, 'body'>): Record<string, unknown> {
  try {
    return JSON.parse(antwoord.body.toString('utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** What a case is sent with, when it is not the ordinary valid message. */
export interface GevalOpties extends StuurOpties {
  readonly bericht?: SynthetischBericht;
  readonly groot?: boolean;
}

/** Sends one form of a case, and holds everything that comes back and is written against the table. */
export async function toetsGeval(
  opstelling: Opstelling,
  geval: Geval,
  recept: Recept,
  opties: GevalOpties = {},
): Promise<RuwAntwoord> {
  const { bericht = opstelling.nieuw(), groot = false, ...stuurOpties } = opties;
  const verzoek = recept.verzoek({ xml: bericht.xml, lokaas: opstelling.lokaas.poort });
  const logVan = opstelling.proef.logboek().length;

  const antwoord = await opstelling.stuur(verzoek, { stappen: recept.stappen, ...stuurOpties });

  const verwacht = { ...geval, ...recept.anders };
  const alsGeldig = verwacht.http === 'als geldig' || verwacht.http === 202;
  const inhoud = jsonVan(antwoord);
  expect(antwoord.status, antwoord.ruw.toString('utf8').slice(0, 2000)).to.equal(
    verwacht.http === 'als geldig' ? 202 : verwacht.http,
  );
  if (!alsGeldig && verwacht.code !== undefined && verwacht.code !== '')
    expect(inhoud['code'], antwoord.body.toString()).to.equal(verwacht.code);
  if (verwacht.bevinding !== undefined && verwacht.bevinding !== '') {
    const codes = (inhoud['bevindingen'] as { code: string }[] | undefined)?.map(({ code }) => code);
    expect(codes, antwoord.body.toString()).to.include(verwacht.bevinding);
  }
  expect(antwoord.duurMs, 'milliseconds to the answer').to.be.below((groot ? 5_000 : 1_000) * TRAAGHEID);
  expect(opstelling.lokaas.gebeld(), 'outgoing connections').to.equal(0);
  toetsZwijgt(antwoord.ruw.toString('utf8'), bericht, 'the answer');
  toetsLog(opstelling.proef.logboek().slice(logVan), bericht);
  if (typeof inhoud['traceerId'] === 'string')
    await toetsSpoor(opstelling, inhoud['traceerId'], { alsGeldig, bericht, verzoek });
  return antwoord;
}

/** What the hub kept: the trace names the code and nothing of the value; what was accepted is kept byte for byte. */
async function toetsSpoor(
  opstelling: Opstelling,
  traceerId: string,
  { alsGeldig, bericht, verzoek }: { alsGeldig: boolean; bericht: SynthetischBericht; verzoek: Verzoek },
): Promise<void> {
  const haal = (target: string) => opstelling.stuur({ method: 'GET', target, contentType: undefined });
  const spoor = await haal(`/v1/berichten/${traceerId}`);
  expect(spoor.status, spoor.body.toString()).to.equal(200);
  if (!alsGeldig) {
    // the header of a message is part of its trace, so that its sender finds it by his own number
    const { identificatie = '', ...rest } = jsonVan(spoor);
    expect(identificatie, 'only a number that the standard allows').to.match(/^[^\r\n]{0,12}$/u);
    expect(rest['status']).to.equal('afgekeurd');
    toetsZwijgt(JSON.stringify(rest), bericht, 'the trace');
    return;
  }
  const [enig] = verzoek.body ?? [];
  if (enig === undefined || !Buffer.isBuffer(enig) || enig.length > 1_000_000) return;
  const inhoud = await haal(`/v1/berichten/${traceerId}/inhoud`);
  expect(inhoud.status).to.equal(200);
  expect(inhoud.body.equals(enig), 'the bytes that were signed come back').to.equal(true);
}

/** Nothing of what was hostile or personal is said again. */
export function toetsZwijgt(tekst: string, bericht: SynthetischBericht, waar: string): void {
  const persoonlijk = [...bericht.bsns, ...bericht.bsns.map((bsn) => bsn.slice(0, 8)), ...bericht.namen];
  for (const woord of [KANARIE, bericht.identificatie, 'root:', ...persoonlijk.filter(({ length }) => length > 3)]) {
    expect(tekst.includes(woord), `${waar} repeats "${woord}": ${tekst.slice(0, 2000)}`).to.equal(false);
  }
}

// eslint-disable-next-line no-control-regex -- these are what may not stand in a line of the log
const STUURTEKENS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** Every line of the log is one JSON object, without a character that moves a cursor or turns the reading order. */
function toetsLog(log: string, bericht: SynthetischBericht): void {
  toetsZwijgt(log, bericht, 'the log');
  for (const regel of log.split('\n').filter((deel) => deel !== '')) {
    expect(() => JSON.parse(regel) as unknown, regel).not.to.throw();
    expect(STUURTEKENS.test(regel), regel).to.equal(false);
  }
}
