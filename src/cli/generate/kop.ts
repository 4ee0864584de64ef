import { berichtType } from '../../bericht/catalogus.ts';
import type { BerichtType, Standaard } from '../../bericht/catalogus.ts';
import type { Datum } from '../../bericht/datum.ts';
import type { PartijCode } from '../../bericht/partij.ts';
import type { Klasse } from './xml.ts';

/** Who writes to whom, under which number and date. */
export interface KopGegevens {
  readonly type: BerichtType;
  readonly afzender: PartijCode;
  readonly ontvanger: PartijCode;
  readonly identificatie: string;
  readonly dagtekening: Datum;
}

/** Both versions as the appinfo of the schemas names them: a writer copies them from there. */
const XSD_VERSIE: Readonly<Record<Standaard, string>> = { iwmo: '1.0.0', ijw: '0.1.0' };

/** Header of a heenbericht. */
export function heenKop(kop: KopGegevens): Klasse {
  return {
    BerichtCode: kop.type.berichtcode,
    BerichtVersie: '3',
    BerichtSubversie: '2',
    Afzender: kop.afzender,
    Ontvanger: kop.ontvanger,
    BerichtIdentificatie: { Identificatie: kop.identificatie, Dagtekening: kop.dagtekening },
    XsdVersie: xsdVersie(kop.type),
  };
}

/**
 * Header of a retour 302–320: that of the heenbericht, with parties and numbers as they are, and the retour's own number
 * and date behind it (IV028). RetourCodes only where the retour has something to say.
 */
export function retourKop(
  heen: KopGegevens,
  retour: {
    readonly type: BerichtType;
    readonly identificatie: string;
    readonly dagtekening: Datum;
    readonly codes?: readonly string[];
  },
): Klasse {
  return {
    ...heenKop(heen),
    BerichtCode: retour.type.berichtcode,
    IdentificatieRetour: retour.identificatie,
    DagtekeningRetour: retour.dagtekening,
    XsdVersieRetour: xsdVersie(retour.type),
    RetourCodes: retour.codes === undefined ? undefined : { RetourCode: retour.codes },
  };
}

/** Header of a 325: its own, and the number, date and versions of the 323 that it answers. */
export function antwoordKop(kop: KopGegevens, declaratie: KopGegevens): Klasse {
  return {
    ...heenKop(kop),
    DeclaratieIdentificatie: { Identificatie: declaratie.identificatie, Dagtekening: declaratie.dagtekening },
    XsdVersieDeclaratie: xsdVersie(declaratie.type),
    RetourCodes: { RetourCode: ['0200'] },
  };
}

/** The message with this number (`305`) in a standard. */
export function typeVan(standaard: Standaard, nummer: string): BerichtType {
  return berichtType((standaard === 'iwmo' ? `WMO${nummer}` : `JW${nummer}`) as BerichtType['soort']);
}

function xsdVersie(type: BerichtType): Klasse {
  const versie = XSD_VERSIE[type.standaard];
  return { BasisschemaXsdVersie: versie, BerichtXsdVersie: versie };
}
