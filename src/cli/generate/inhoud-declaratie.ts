import type { Datum } from '../../bericht/datum.ts';
import type { Casus, Prestatie } from './casus.ts';
import { bedragVan, maakPrestatie } from './casus.ts';
import type { Klasse } from './xml.ts';

/** A declaration as provider and municipality know it. */
export interface Declaratie {
  readonly nummer: string;
  readonly dagtekening: Datum;
  readonly prestaties: readonly Prestatie[];
  /** Further lines, for a message that has to grow. */
  readonly extra: (index: number) => Prestatie;
}

/** Declaratie of a 323. @param extra how many further lines make the message grow */
export function declaratieKlasse(casus: Casus, declaratie: Declaratie, extra: number): Klasse {
  const regels = metExtra(declaratie, extra);
  return {
    DeclaratieNummer: declaratie.nummer,
    DeclaratiePeriode: { Begindatum: casus.dagen.maand.begin, Einddatum: casus.dagen.maand.einde },
    DeclaratieDagtekening: declaratie.dagtekening,
    TotaalIngediendBedrag: totaalKlasse(totaalVan(regels)),
    Clienten: { Client: perClient(regels).map(([bsn, eigen]) => clientKlasse(bsn, eigen)) },
  };
}

/**
 * DeclaratieAntwoord of a 325. Without refused lines everything is granted (8001); else only the refused lines are
 * listed, and what was granted is the total without them (TR342).
 * @param afgewezen how many lines of the declaration are refused, from the first on, for a product code
 *   that the contract does not know
 * @param extra how many further lines the declaration had; they are refused too
 */
export function antwoordOpDeclaratie(declaratie: Declaratie, afgewezen: number, extra: number): Klasse {
  const erbij = Array.from({ length: extra }, (_, index) => declaratie.extra(index));
  const ingediend = totaalVan([...declaratie.prestaties, ...erbij]);
  const regels = [...declaratie.prestaties.slice(0, afgewezen), ...erbij];
  const toegewezen = regels.length === 0;
  return {
    DeclaratieNummer: declaratie.nummer,
    TotaalIngediendBedrag: totaalKlasse(ingediend),
    TotaalToegekendBedrag: totaalKlasse(ingediend - totaalVan(regels)),
    Clienten: toegewezen
      ? undefined
      : {
          Client: perClient(regels).map(([bsn, eigen]) => ({
            ...clientKlasse(bsn, eigen, { RetourCodes: { RetourCode: ['S329'] } }),
            RetourCodes: { RetourCode: ['0200'] },
          })),
        },
    RetourCodes: { RetourCode: [toegewezen ? '8001' : '0200'] },
  };
}

/** Lines that correct one line: it is credited whole, and declared anew over a smaller volume. */
export function corrigeer(casus: Casus, fout: Prestatie): readonly Prestatie[] {
  const volume = Math.max(1, fout.volume - Math.ceil(fout.volume / 5));
  return [
    {
      ...fout,
      referentie: casus.nummers.referentieNummer(),
      vorigeReferentie: fout.referentie,
      debetCredit: 'C',
    },
    {
      ...maakPrestatie(casus, fout.bsn, fout.toewijzing),
      volume,
      bedragCenten: bedragVan(fout.toewijzing.product, volume),
    },
  ];
}

function metExtra(declaratie: Declaratie, extra: number): readonly Prestatie[] {
  return [...declaratie.prestaties, ...Array.from({ length: extra }, (_, index) => declaratie.extra(index))];
}

/** Signed cents: debit adds, credit takes off. */
function totaalVan(prestaties: readonly Prestatie[]): number {
  return prestaties.reduce(
    (som, { bedragCenten, debetCredit }) => som + (debetCredit === 'D' ? 1 : -1) * bedragCenten,
    0,
  );
}

/** An amount is never negative: its sign is DebetCredit, and nothing is a debit (CS325). */
function totaalKlasse(centen: number): Klasse {
  return { TotaalBedrag: String(Math.abs(centen)), DebetCredit: centen < 0 ? 'C' : 'D' };
}

function perClient(prestaties: readonly Prestatie[]): [string, Prestatie[]][] {
  const clienten = new Map<string, Prestatie[]>();
  for (const prestatie of prestaties) {
    const eigen = clienten.get(prestatie.bsn);
    if (eigen === undefined) clienten.set(prestatie.bsn, [prestatie]);
    else eigen.push(prestatie);
  }
  return [...clienten];
}

function clientKlasse(bsn: string, prestaties: readonly Prestatie[], achteraan: Klasse = {}): Klasse {
  return {
    Bsn: bsn,
    Prestaties: { Prestatie: prestaties.map((regel) => ({ ...prestatieKlasse(regel), ...achteraan })) },
  };
}

function prestatieKlasse(regel: Prestatie): Klasse {
  const { categorie, declaratie } = regel.toewijzing.product;
  return {
    ProductReferentie: { ReferentieNummer: regel.referentie, VorigReferentieNummer: regel.vorigeReferentie },
    ToewijzingNummer: regel.toewijzing.nummer,
    ProductCategorie: categorie,
    ProductCode: declaratie.code,
    ProductPeriode: { Begindatum: regel.periode.begin, Einddatum: regel.periode.einde },
    GeleverdVolume: String(regel.volume),
    Eenheid: declaratie.eenheid,
    // unit 83 has no tariff: its volume is the amount (CD087, CS339)
    ProductTarief: declaratie.tariefCenten === undefined ? undefined : String(declaratie.tariefCenten),
    IngediendBedrag: { Bedrag: String(regel.bedragCenten), DebetCredit: regel.debetCredit },
  };
}
