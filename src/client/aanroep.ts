import type { Ids, Klok } from '../observe/port.ts';
import { controleerAntwoord } from '../signature/controleer-antwoord.ts';
import { JADES_KOPNAMEN } from '../signature/jades-namen.ts';
import type { KopFamilie } from '../signature/jades-namen.ts';
import type { KopRegel } from '../signature/koppen.ts';
import type { VerzoekBinding } from '../signature/onderteken-antwoord.ts';
import { ondertekenVerzoek } from '../signature/onderteken-verzoek.ts';
import type { Ondertekenaar } from '../signature/ondertekenaar.ts';
import type { Bewijsstuk } from './antwoorden.ts';
import { maakBewijsstuk } from './bewijsstuk.ts';
import { AntwoordNietBewezen, KnooppuntBezet, KnooppuntOnbereikbaar } from './fouten.ts';
import { leesRetryAfter } from './herhaling.ts';
import type { Herhaling } from './herhaling.ts';
import type { HubCertificaatBron } from './hub-vertrouwen.ts';
import { leesProbleem } from './lees-antwoorden.ts';
import { VerbindingVerbroken } from './transport.ts';
import type { RuwAntwoord, Transport } from './transport.ts';

/** What a caller is made of. */
export interface AanroepDelen {
  readonly transport: Transport;
  readonly ondertekenaar: Ondertekenaar;
  readonly profiel: 'jades' | 'rfc9421';
  readonly kopnaam: KopFamilie;
  /** `geen` for calls whose answers are not signed, because the hub answers everyone. */
  readonly certificaten: HubCertificaatBron | 'geen';
  readonly herhaling: Herhaling;
  readonly klok: Klok;
  readonly ids: Ids;
}

/** One call, however many attempts it takes. */
export interface Vraag {
  readonly method: 'GET' | 'POST';
  readonly target: string;
  readonly body?: Buffer;
  readonly contentType?: string;
  /** Sent and signed on every attempt: it makes a lost answer harmless. */
  readonly traceerId?: string;
  readonly conversatieId?: string;
  readonly extraTijdMs?: number | undefined;
  readonly signaal?: AbortSignal | undefined;
}

/** An answer that is not a reason to try again. */
export interface Beantwoord {
  readonly status: number;
  readonly body: Buffer;
  /** Absent when the hub could not prove who asked, and so did not sign its no. */
  readonly bewijsstuk?: Bewijsstuk;
  readonly pogingen: number;
}

/** Answers that mean "not now"; asking again, signed anew, is safe for every call. */
const LATER: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);
const LEEG = Buffer.alloc(0);

/**
 * Makes the function that asks the hub something: sign, send, try again when that is safe, prove the answer.
 *
 * Every attempt is signed anew (the hub refuses a signature that it saw before) over the same bytes and the same
 * Traceer-Id. Tried again: a connection that failed or broke, and answers that say "not now"; a no of any other kind
 * never is.
 */
export function createAanroep(delen: AanroepDelen): (vraag: Vraag) => Promise<Beantwoord> {
  const { certificaten, herhaling, klok, transport } = delen;

  return async (vraag) => {
    for (let poging = 1; ; poging += 1) {
      const getekend = await onderteken(delen, vraag);
      const uit = await probeer(vraag, getekend.koppen);
      if (!(uit instanceof VerbindingVerbroken) && !LATER.has(uit.status)) {
        const bewijsstuk = await bewijs(vraag, getekend, uit);
        return { status: uit.status, body: uit.body, pogingen: poging, ...(bewijsstuk && { bewijsstuk }) };
      }
      const retryAfterMs =
        uit instanceof VerbindingVerbroken ? undefined : leesRetryAfter(uit.kop('retry-after'), klok.nu());
      const wachtMs = herhaling.wachtNa(poging, retryAfterMs);
      if (wachtMs === undefined) throw opgegeven(vraag, uit, retryAfterMs);
      herhaling.meld({ poging, reden: redenVan(uit), wachtMs });
      await herhaling.wacht(wachtMs, vraag.signaal);
    }
  };

  async function probeer(vraag: Vraag, koppen: readonly KopRegel[]): Promise<RuwAntwoord | VerbindingVerbroken> {
    const { body = LEEG, extraTijdMs, method, signaal, target } = vraag;
    try {
      return await transport.stuur({ method, target, koppen, body, extraTijdMs, signaal });
    } catch (fout) {
      if (fout instanceof VerbindingVerbroken) return fout;
      throw fout;
    }
  }

  /** @returns the proof, or `undefined` for a no without a signature. @throws AntwoordNietBewezen */
  async function bewijs(
    vraag: Vraag,
    { binding, koppen }: Getekend,
    antwoord: RuwAntwoord,
  ): Promise<Bewijsstuk | undefined> {
    if (certificaten === 'geen' || (antwoord.status >= 400 && !isOndertekend(antwoord))) return undefined;
    const nu = klok.nu();
    const controleer = async (bekend: Awaited<ReturnType<HubCertificaatBron['huidige']>>) => ({
      bekend,
      uit: await controleerAntwoord({ verzoek: binding, antwoord, certificaten: bekend, nu }),
    });
    let { bekend, uit } = await controleer(await certificaten.huidige());
    if (!uit.ok && uit.fout.code === 'HND11' && (await certificaten.ververs())) {
      ({ bekend, uit } = await controleer(await certificaten.huidige()));
    }
    const proven = uit.ok ? uit.waarde : undefined;
    const certificaat = bekend.find(({ vingerafdruk }) => vingerafdruk === proven?.vingerafdruk);
    if (proven === undefined || certificaat === undefined) {
      const { code, uitleg } = uit.ok ? { code: 'HND11', uitleg: '' } : uit.fout;
      throw new AntwoordNietBewezen(code, `Het antwoord is niet bewezen van het knooppunt. ${uitleg}`.trim(), {
        httpStatus: antwoord.status,
        ...(vraag.traceerId === undefined ? {} : { traceerId: vraag.traceerId }),
      });
    }
    return maakBewijsstuk({ verzoek: binding, koppen, antwoord, bewezen: proven, certificaat });
  }
}

/** A signed request: all its headers but `Host`, and what its answer is held against. */
interface Getekend {
  readonly koppen: readonly KopRegel[];
  readonly binding: VerzoekBinding;
}

async function onderteken(
  { ids, klok, kopnaam, ondertekenaar, profiel, transport }: AanroepDelen,
  vraag: Vraag,
): Promise<Getekend> {
  const { body = LEEG, contentType, conversatieId, method, traceerId } = vraag;
  const eigen: KopRegel[] = [];
  if (contentType !== undefined) eigen.push(['Content-Type', contentType]);
  // written out, so that what is signed is what goes over the wire
  if (method === 'POST') eigen.push(['Content-Length', String(body.length)]);
  if (traceerId !== undefined) eigen.push(['Traceer-Id', traceerId]);
  if (conversatieId !== undefined) eigen.push(['Conversatie-Id', conversatieId]);
  const { binding, koppen } = await ondertekenVerzoek(ondertekenaar, {
    profiel,
    kopnaam,
    method,
    target: transport.voorvoegsel + vraag.target,
    scheme: transport.scheme,
    host: transport.host,
    koppen: eigen,
    body,
    nu: klok.nu(),
    nonce: ids.willekeurig(24),
  });
  return { koppen: [...eigen, ...koppen], binding };
}

function isOndertekend({ kop }: RuwAntwoord): boolean {
  return kop('signature') !== undefined || [...JADES_KOPNAMEN].some((naam) => kop(naam) !== undefined);
}

function redenVan(uit: RuwAntwoord | VerbindingVerbroken): string {
  return uit instanceof VerbindingVerbroken ? uit.code : leesProbleem(uit.status, uit.body).code;
}

function opgegeven(
  { traceerId }: Vraag,
  uit: RuwAntwoord | VerbindingVerbroken,
  retryAfterMs: number | undefined,
): KnooppuntBezet | KnooppuntOnbereikbaar {
  if (uit instanceof VerbindingVerbroken) {
    const zin =
      uit.code === 'TIJD'
        ? 'Het knooppunt antwoordt niet op tijd.'
        : `Het knooppunt is niet te bereiken of de verbinding brak af (${uit.code}).`;
    return new KnooppuntOnbereikbaar(zin, { cause: uit, ...(traceerId === undefined ? {} : { traceerId }) });
  }
  const seconden = retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1000);
  return new KnooppuntBezet(leesProbleem(uit.status, uit.body), seconden, traceerId);
}
