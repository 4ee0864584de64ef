import { parseTraceerId } from '../bericht/traceer-id.ts';
import { parseBase64 } from '../signature/base64.ts';
import { parseContentDigest, pastBijDigest, sha256 } from '../signature/digest.ts';
import type {
  AfhandelResultaat,
  Bevinding,
  BerichtKort,
  BerichtSpoor,
  BerichtenPagina,
  ControleRapport,
  EigenGebeurtenis,
  Gebeurtenis,
  GebeurtenissenPagina,
  HandtekeningDiagnose,
  HubCertificaten,
  Levering,
  MislukteVerzoeken,
  Probleem,
  Vlag,
} from './antwoorden.ts';
import { AntwoordOnleesbaar, InhoudBeschadigd } from './fouten.ts';
import { metWaarde, probeerJson } from './lezen.ts';
import type { Lezer } from './lezen.ts';

/** A finding; what is null on the wire is absent here. */
export function leesBevinding(lid: Lezer): Bevinding {
  return {
    laag: lid.tekst('laag'),
    code: lid.tekst('code'),
    uitleg: lid.tekst('uitleg'),
    wieIsAanZet: lid.tekst('wieIsAanZet'),
    ...metWaarde({
      regel: lid.tekstOfNiets('regel'),
      retourcode: lid.tekstOfNiets('retourcode'),
      pad: lid.tekstOfNiets('pad'),
      lijn: lid.getalOfNiets('lijn'),
      verwacht: lid.tekstOfNiets('verwacht'),
    }),
  };
}

/** Reads a no; one that is not ours (a proxy's page) becomes a problem with code `ONBEKEND`. */
export function leesProbleem(httpStatus: number, body: Buffer): Probleem {
  const lid = probeerJson(body);
  try {
    if (lid !== undefined) {
      return {
        httpStatus,
        titel: lid.tekst('title'),
        uitleg: lid.tekst('detail'),
        code: lid.tekst('code'),
        bevindingen: lid.lijstOfLeeg('bevindingen', leesBevinding),
        ...metWaarde({ traceerId: lid.tekstOfNiets('traceerId') }),
      };
    }
  } catch (fout) {
    if (!(fout instanceof AntwoordOnleesbaar)) throw fout;
  }
  return {
    httpStatus,
    titel: 'Onbekend antwoord',
    uitleg: `Het antwoord (HTTP ${httpStatus}) heeft niet de vorm van een antwoord van het knooppunt.`,
    code: 'ONBEKEND',
    bevindingen: [],
  };
}

/** Reads the items of a mailbox; each is checked against its digest. @throws InhoudBeschadigd */
export function leesLeveringen(lid: Lezer): readonly Levering[] {
  return lid.lijst('leveringen', leesLevering);
}

function leesLevering(lid: Lezer): Levering {
  // both end up in paths and file names: nothing but a UUID passes
  const leveringId = parseTraceerId(lid.tekst('leveringId'));
  const traceerId = parseTraceerId(lid.tekst('traceerId'));
  const inhoud = parseBase64(lid.tekst('inhoud'));
  const digesten = parseContentDigest(lid.tekst('contentDigest'));
  if (leveringId === undefined || traceerId === undefined) throw new AntwoordOnleesbaar('id van een levering');
  if (inhoud === undefined || digesten === undefined || !pastBijDigest(digesten, inhoud, sha256(inhoud))) {
    throw new InhoudBeschadigd({ leveringId, traceerId });
  }
  return {
    leveringId,
    traceerId,
    conversatieId: lid.tekst('conversatieId'),
    soort: lid.tekst('soort'),
    contentType: lid.tekst('contentType'),
    berichtsoort: lid.tekst('berichtsoort'),
    afzender: lid.tekst('afzender'),
    ontvanger: lid.tekst('ontvanger'),
    poging: lid.getal('poging'),
    herlevering: lid.waarOfNiet('herlevering'),
    verlooptOp: lid.moment('verlooptOp'),
    volgnummer: lid.getal('volgnummer'),
    inhoud,
  };
}

/** Reads the outcomes of a batch of acknowledgements. */
export function leesResultaten(lid: Lezer): readonly AfhandelResultaat[] {
  return lid.lijst('resultaten', (deel) => ({
    leveringId: deel.tekst('leveringId'),
    httpStatus: deel.getal('httpStatus'),
    ...metWaarde({ code: deel.tekstOfNiets('code') }),
  }));
}

function leesBerichtKort(lid: Lezer): BerichtKort {
  return {
    traceerId: lid.tekst('traceerId'),
    conversatieId: lid.tekst('conversatieId'),
    status: lid.tekst('status'),
    statusWoord: lid.tekst('statusWoord'),
    ontvangenOp: lid.moment('ontvangenOp'),
    ...metWaarde({
      berichtsoort: lid.tekstOfNiets('berichtsoort'),
      afzender: lid.tekstOfNiets('afzender'),
      ontvanger: lid.tekstOfNiets('ontvanger'),
      identificatie: lid.tekstOfNiets('identificatie'),
      identificatieRetour: lid.tekstOfNiets('identificatieRetour'),
      code: lid.tekstOfNiets('code'),
    }),
  };
}

function leesGebeurtenis(lid: Lezer): Gebeurtenis {
  return {
    volgnummer: lid.getal('volgnummer'),
    moment: lid.moment('moment'),
    gebeurtenis: lid.tekst('gebeurtenis'),
    status: lid.tekst('status'),
    door: lid.tekst('door'),
    ...metWaarde({
      code: lid.tekstOfNiets('code'),
      poging: lid.getalOfNiets('poging'),
      reden: lid.tekstOfNiets('reden'),
    }),
  };
}

/** Reads the trace of one message. */
export function leesSpoor(lid: Lezer): BerichtSpoor {
  const route = lid.objectOfNiets('route');
  return {
    ...leesBerichtKort(lid),
    indiener: lid.tekst('indiener'),
    uwRollen: lid.teksten('uwRollen'),
    bevindingen: lid.lijst('bevindingen', leesBevinding),
    contentDigest: lid.tekst('contentDigest'),
    bytes: lid.getal('bytes'),
    inhoudBewaard: lid.waarOfNiet('inhoudBewaard'),
    poging: lid.getal('poging'),
    herlevering: lid.waarOfNiet('herlevering'),
    gebeurtenissen: lid.lijst('gebeurtenissen', leesGebeurtenis),
    ...metWaarde({
      dagtekening: lid.tekstOfNiets('dagtekening'),
      mandaat: lid.tekstOfNiets('mandaat'),
      deadLetterReden: lid.tekstOfNiets('deadLetterReden'),
      gepauzeerd: leesVlag(lid.objectOfNiets('gepauzeerd')),
      gesloten: leesVlag(lid.objectOfNiets('gesloten')),
      route:
        route === undefined
          ? undefined
          : {
              aansluiting: route.tekst('aansluiting'),
              tafelVersie: route.tekst('tafelVersie'),
              tafelRegel: route.tekst('tafelRegel'),
              ...metWaarde({ opvolging: route.tekstOfNiets('opvolging') }),
            },
    }),
  };
}

function leesVlag(lid: Lezer | undefined): Vlag | undefined {
  return lid === undefined
    ? undefined
    : { sinds: lid.moment('sinds'), door: lid.tekst('door'), reden: lid.tekst('reden') };
}

/** Reads a page of the own messages. */
export function leesPagina(lid: Lezer): BerichtenPagina {
  return {
    berichten: lid.lijst('berichten', leesBerichtKort),
    ...metWaarde({ volgende: lid.tekstOfNiets('volgende') }),
  };
}

function leesEigenGebeurtenis(lid: Lezer): EigenGebeurtenis {
  return {
    volgnummer: lid.getal('volgnummer'),
    moment: lid.moment('moment'),
    traceerId: lid.tekst('traceerId'),
    gebeurtenis: lid.tekst('gebeurtenis'),
    status: lid.tekst('status'),
    ...metWaarde({ code: lid.tekstOfNiets('code') }),
  };
}

/** Reads a page of events. */
export function leesGebeurtenissen(lid: Lezer): GebeurtenissenPagina {
  return { gebeurtenissen: lid.lijst('gebeurtenissen', leesEigenGebeurtenis), laatste: lid.getal('laatste') };
}

/** Reads the refused requests that named an own certificate. */
export function leesMislukteVerzoeken(lid: Lezer): MislukteVerzoeken {
  return {
    mislukteVerzoeken: lid.lijst('mislukteVerzoeken', (deel) => ({
      moment: deel.moment('moment'),
      methode: deel.tekst('methode'),
      pad: deel.tekst('pad'),
      code: deel.tekst('code'),
      vingerafdruk: deel.tekst('vingerafdruk'),
    })),
    vervallen: lid.getal('vervallen'),
    sinds: lid.moment('sinds'),
  };
}

/** Reads the report on a message that was not sent. */
export function leesRapport(lid: Lezer): ControleRapport {
  return {
    uitkomst: lid.tekst('uitkomst'),
    lagen: lid.lijst('lagen', (laag) => ({ laag: laag.tekst('laag'), uitkomst: laag.tekst('uitkomst') })),
    bevindingen: lid.lijst('bevindingen', leesBevinding),
    ...metWaarde({ bericht: lid.tekstOfNiets('bericht') }),
  };
}

/** Reads what the hub expected under a signature. */
export function leesDiagnose(lid: Lezer): HandtekeningDiagnose {
  return {
    uitleg: lid.tekst('uitleg'),
    ...metWaarde({
      profiel: lid.tekstOfNiets('profiel'),
      code: lid.tekstOfNiets('code'),
      basis: lid.tekstOfNiets('basis'),
    }),
  };
}

/** Reads the certificates of the hub. */
export function leesCertificaten(lid: Lezer): HubCertificaten {
  return {
    certificaten: lid.lijst('certificaten', (deel) => ({
      vingerafdruk: deel.tekst('vingerafdruk'),
      alg: deel.tekst('alg'),
      geldigVan: deel.moment('geldigVan'),
      geldigTot: deel.moment('geldigTot'),
      pem: deel.tekst('pem'),
      actief: deel.waarOfNiet('actief'),
    })),
    keten: lid.teksten('keten'),
  };
}
