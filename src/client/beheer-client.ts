import type {
  AlarmKort,
  BeheerClient,
  HandelingResultaat,
  HandelingResultaten,
  KekWissel,
  KlokStand,
  Sleutels,
} from './beheer-port.ts';
import type { OproepOpties } from './oproep.ts';
import { leesJson, metWaarde } from './lezen.ts';
import type { Lezer } from './lezen.ts';

/** Sends a call of `/v1/beheer/`; `inhoud` absent = a GET. @throws AanroepGeweigerd */
export type BeheerVraag = (pad: string, inhoud: object | undefined, opties: OproepOpties) => Promise<Buffer>;

/** Makes the operators' calls on top of signed requests. */
export function createBeheerClient(vraag: BeheerVraag): BeheerClient {
  const doe = async (pad: string, inhoud: object, opties: OproepOpties = {}): Promise<void> => {
    await vraag(pad, inhoud, opties);
  };
  const lees = async <T>(
    pad: string,
    inhoud: object | undefined,
    lezer: (lid: Lezer) => T,
    opties: OproepOpties = {},
  ): Promise<T> => lezer(leesJson(await vraag(pad, inhoud, opties)));

  return {
    pauzeer: (aansluiting, reden, opties) => doe('pauzes', { aansluiting, reden }, opties),
    hervat: (aansluiting, reden, opties) => doe('pauzes/beeindigingen', { aansluiting, reden }, opties),
    sluit: (traceerId, reden, opties) => doe('sluitingen', { traceerId, reden }, opties),
    heropen: (traceerId, reden, opties) => doe('sluitingen/herroepingen', { traceerId, reden }, opties),
    herlever: ({ selectie, ...keuze }, reden, opties) => {
      const { vanaf, ...rest } = selectie ?? {};
      const gekozen = selectie === undefined ? {} : { selectie: metWaarde({ ...rest, vanaf: vanaf?.toISOString() }) };
      return lees('herleveringen', { ...keuze, ...gekozen, reden }, leesResultaten, opties);
    },
    hangOm: (keuze, reden, opties) => lees('omhangingen', { ...keuze, reden }, leesResultaten, opties),
    wisselSleutel: (reden, opties) => lees('sleutels', { reden }, (lid) => lid.getal('versie'), opties),
    sleutels: (opties) => lees('sleutels', undefined, leesSleutels, opties),
    gaVerder: (reden, opties) => doe('klok', { reden }, opties),
    klok: (opties) => lees('klok', undefined, leesKlok, opties),
    alarmen: ({ ookGesloten = false, ...opties } = {}) =>
      lees(
        `alarmen${ookGesloten ? '?ookGesloten=true' : ''}`,
        undefined,
        (lid) => lid.lijst('alarmen', leesAlarm),
        opties,
      ),
  };
}

function leesResultaten(lid: Lezer): HandelingResultaten {
  return {
    aantal: lid.getal('aantal'),
    resultaten: lid.lijst('resultaten', leesResultaat),
    ...metWaarde({ verder: lid.getalOfNiets('verder') }),
  };
}

function leesResultaat(lid: Lezer): HandelingResultaat {
  return {
    traceerId: lid.tekst('traceerId'),
    httpStatus: lid.getal('httpStatus'),
    ...metWaarde({ code: lid.tekstOfNiets('code'), berichtStatus: lid.tekstOfNiets('berichtStatus') }),
  };
}

function leesSleutels(lid: Lezer): Sleutels {
  return {
    actief: lid.getal('actief'),
    wisselingen: lid.lijst('wisselingen', (een): KekWissel => ({
      versie: een.getal('versie'),
      sinds: een.moment('sinds'),
      door: een.tekst('door'),
      reden: een.tekst('reden'),
      herwikkeld: een.getal('herwikkeld'),
      ...metWaarde({ klaarOp: een.momentOfNiets('klaarOp') }),
    })),
  };
}

function leesKlok(lid: Lezer): KlokStand {
  const sprong = lid.objectOfNiets('sprong');
  return {
    nu: lid.moment('nu'),
    ...(sprong === undefined ? {} : { sprong: { sinds: sprong.moment('sinds'), seconden: sprong.getal('seconden') } }),
  };
}

function leesAlarm(lid: Lezer): AlarmKort {
  return {
    code: lid.tekst('code'),
    onderwerp: lid.tekst('onderwerp'),
    sinds: lid.moment('sinds'),
    laatst: lid.moment('laatst'),
    aantal: lid.getal('aantal'),
    ...metWaarde({ eigenaar: lid.tekstOfNiets('eigenaar'), gesloten: lid.momentOfNiets('gesloten') }),
  };
}
