import type { BerichtType } from '../../bericht/catalogus.ts';
import type { Datum } from '../../bericht/datum.ts';
import type { PartijCode } from '../../bericht/partij.ts';
import type { Casus } from './casus.ts';
import { plusDagen, vroegste } from './kalender.ts';
import { antwoordKop, heenKop, retourKop, typeVan } from './kop.ts';
import type { KopGegevens } from './kop.ts';
import { echoMetRetourCodes } from './retour.ts';
import type { Klasse } from './xml.ts';

/** How a message is to be made. */
export interface Maakwijze {
  /** How many further products or lines make it grow. */
  readonly extra: number;
  /** Makes a retour that would be a header only refuse instead, so that it has a body to grow. */
  readonly metLichaam: boolean;
}

/** One message of a case: its header facts, and how it is made. */
export interface Stap {
  readonly type: BerichtType;
  readonly afzender: PartijCode;
  readonly ontvanger: PartijCode;
  readonly identificatie: string;
  readonly identificatieRetour?: string;
  /** The day on which it is written: Dagtekening, or DagtekeningRetour. */
  readonly dagtekening: Datum;
  /** @returns the classes under the root, Header first */
  maak(wijze: Maakwijze): Klasse;
}

/** A heenbericht that has been told: its header, and its body by how much it has to grow. */
export interface Heen extends KopGegevens {
  readonly naam: string;
  readonly lichaam: (extra: number) => Klasse;
}

/** The messages of one case, in the order in which they are sent. */
export interface Verhaal {
  readonly stappen: readonly Stap[];
  /** Adds a heenbericht. @param naam of the class under the root */
  heen(nummer: string, dag: Datum, naam: string, lichaam: (extra: number) => Klasse): Heen;
  /** Adds the retour of a heenbericht, up to two days later. @param weigert whether it refuses, with the body echoed */
  retour(heen: Heen, weigert?: boolean): void;
  /** Adds the 325 that answers a 323. */
  antwoord(declaratie: Heen, dag: Datum, lichaam: (extra: number) => Klasse): Heen;
}

/** Starts an empty story for a case. */
export function createVerhaal(casus: Casus, peildatum: Datum): Verhaal {
  const { standaard, nummers, toeval, paar } = casus;
  const stappen: Stap[] = [];

  function kopVan(nummer: string, dag: Datum): KopGegevens {
    const type = typeVan(standaard, nummer);
    const vanGemeente = type.afzender === 'gemeente';
    return {
      type,
      afzender: vanGemeente ? paar.gemeente : paar.aanbieder,
      ontvanger: vanGemeente ? paar.aanbieder : paar.gemeente,
      identificatie: nummers.identificatie(),
      dagtekening: vroegste(dag, peildatum),
    };
  }

  return {
    stappen,
    heen: (nummer, dag, naam, lichaam) => {
      const kop = kopVan(nummer, dag);
      stappen.push({ ...kop, maak: ({ extra }) => ({ Header: heenKop(kop), [naam]: lichaam(extra) }) });
      return { ...kop, naam, lichaam };
    },
    retour: (heen, weigert = false) => {
      const type = typeVan(standaard, heen.type.retour?.slice(-3) ?? '');
      const identificatie = nummers.identificatie();
      const dagtekening = vroegste(plusDagen(heen.dagtekening, toeval.heel(0, 2)), peildatum);
      // the answer to a 319 has no product that could be refused
      const kanWeigeren = heen.naam === 'Client';
      stappen.push({
        type,
        afzender: heen.afzender,
        ontvanger: heen.ontvanger,
        identificatie: heen.identificatie,
        identificatieRetour: identificatie,
        dagtekening,
        maak: ({ extra, metLichaam }) => {
          if (!kanWeigeren || !(weigert || metLichaam))
            return { Header: retourKop(heen, { type, identificatie, dagtekening }) };
          return {
            Header: retourKop(heen, { type, identificatie, dagtekening, codes: ['0200'] }),
            ...echoMetRetourCodes({ [heen.naam]: heen.lichaam(extra) }),
          };
        },
      });
    },
    antwoord: (declaratie, dag, lichaam) => {
      const kop = kopVan('325', dag);
      stappen.push({
        ...kop,
        maak: ({ extra }) => ({ Header: antwoordKop(kop, declaratie), DeclaratieAntwoord: lichaam(extra) }),
      });
      return { ...kop, naam: 'DeclaratieAntwoord', lichaam };
    },
  };
}
