import { maakBerichten } from './berichten.ts';
import type { Kind } from './kind.ts';
import { laadVerzoeken, meetRonde, startServer } from './meet-server.ts';
import type { Omgeving } from './omgeving.ts';
import { vatSamen, type Cijfers } from './statistiek.ts';
import { digest, maakHandtekeningStappen, type HandtekeningStappen } from './stappen/handtekeningen.ts';
import { meetHop } from './stappen/hop.ts';
import { meetCpu } from './stappen/meet.ts';
import { meetKaleRijen, meetRegistreer } from './stappen/opslag.ts';
import { maakXmlStappen } from './stappen/xml.ts';
import { bewaarVerzoeken, tekenAlle } from './tekenen.ts';
import { join } from 'node:path';

/** CPU of every stage in microseconds per message. */
export type StapKosten = Readonly<Record<StapNaam, Cijfers>>;

/** The stages; `kaal` is the part that nobody can do without. */
export type StapNaam =
  | 'http kaal'
  | 'express kaal'
  | 'express met raw en json'
  | 'digest'
  | 'verifieer kaal JAdES RSA'
  | 'verifieer kaal JAdES EC'
  | 'verifieer kaal RFC 9421 RSA'
  | 'verifieer kaal RFC 9421 EC'
  | 'verifieer geheel JAdES RSA'
  | 'verifieer geheel JAdES EC'
  | 'verifieer geheel RFC 9421 RSA'
  | 'verifieer geheel RFC 9421 EC'
  | 'werker-hop'
  | 'bewaking'
  | 'ontleed en XSD kaal'
  | 'ontleed en XSD eigen'
  | 'kop, waarden en feiten'
  | 'keur geheel'
  | 'verzegel kaal'
  | 'verzegel geheel'
  | 'ontvangstbewijs kaal'
  | 'ontvangstbewijs geheel'
  | 'rij in een groep kaal'
  | 'rij alleen kaal'
  | 'registreer geheel';

/** Messages in turns: more than fit in the caches near a core, since a hub meets each message once. */
const AANTAL = 2000;
/** Parsed messages that are kept at once for the walk. */
const BOMEN = 300;

/**
 * Measures every stage by itself, on the same messages.
 * @param perGroep rows in one commit: what the hub reached, or what it is expected to reach.
 */
export async function meetStappen(omgeving: Omgeving, perGroep: number): Promise<StapKosten> {
  const { snel, map, lastgever, rsa, ec } = omgeving;
  const duur = snel ? { rondes: 3, rondeMs: 60 } : { rondes: 7, rondeMs: 200 };
  const berichten = maakBerichten(AANTAL, 3);
  const neem = (i: number): (typeof berichten)[number] => {
    const b = berichten[i];
    if (b === undefined) throw new Error('buiten de lijst');
    return b;
  };
  const per = (doe: (i: number) => unknown): Promise<Cijfers> => meetCpu(duur, AANTAL, doe);

  const verzoeken = join(map, 'stappen.bin');
  bewaarVerzoeken(verzoeken, await tekenAlle(maakBerichten(2000, 4), { profiel: 'jades', opstelling: ec, poort: 1 }));
  await laadVerzoeken(lastgever, verzoeken);
  const http = await meetKaal('http', lastgever, snel);
  const express = await meetKaal('express', lastgever, snel);
  const expressJson = await meetKaal('express-json', lastgever, snel);

  const handtekeningen: HandtekeningStappen[] = [];
  const stappen = async (profiel: 'jades' | 'rfc9421', opstelling: typeof rsa): Promise<HandtekeningStappen> => {
    const gemaakt = await maakHandtekeningStappen(berichten, profiel, opstelling);
    handtekeningen.push(gemaakt);
    return gemaakt;
  };
  const jadesRsa = await stappen('jades', rsa);
  const jadesEc = await stappen('jades', ec);
  const rfcRsa = await stappen('rfc9421', rsa);
  const rfcEc = await stappen('rfc9421', ec);
  const xml = maakXmlStappen(berichten.slice(0, BOMEN));
  const rondes = duur.rondes;
  try {
    return {
      'http kaal': http,
      'express kaal': express,
      'express met raw en json': expressJson,
      digest: await per((i) => digest(neem(i).xml)),
      'verifieer kaal JAdES RSA': await per((i) => jadesRsa.verifieerKaal(i)),
      'verifieer kaal JAdES EC': await per((i) => jadesEc.verifieerKaal(i)),
      'verifieer kaal RFC 9421 RSA': await per((i) => rfcRsa.verifieerKaal(i)),
      'verifieer kaal RFC 9421 EC': await per((i) => rfcEc.verifieerKaal(i)),
      'verifieer geheel JAdES RSA': await per((i) => jadesRsa.verifieerGeheel(i)),
      'verifieer geheel JAdES EC': await per((i) => jadesEc.verifieerGeheel(i)),
      'verifieer geheel RFC 9421 RSA': await per((i) => rfcRsa.verifieerGeheel(i)),
      'verifieer geheel RFC 9421 EC': await per((i) => rfcEc.verifieerGeheel(i)),
      'werker-hop': await meetHop(berichten.slice(0, 1000), rondes),
      bewaking: await per((i) => xml.bewaak(neem(i))),
      'ontleed en XSD kaal': await per((i) => xml.ontleedKaal(neem(i))),
      'ontleed en XSD eigen': await per((i) => xml.ontleedEigen(neem(i))),
      'kop, waarden en feiten': await meetCpu(duur, BOMEN, (i) => xml.loopDoor(i)),
      'keur geheel': await per((i) => xml.keur(neem(i))),
      'verzegel kaal': await per((i) => xml.verzegelKaal(neem(i))),
      'verzegel geheel': await per((i) => xml.verzegel(neem(i))),
      'ontvangstbewijs kaal': await per((i) => jadesEc.tekenKaal(i)),
      'ontvangstbewijs geheel': await per((i) => jadesEc.tekenGeheel(i)),
      'rij in een groep kaal': meetKaleRijen(map, perGroep, Math.ceil(3000 / perGroep), rondes),
      'rij alleen kaal': meetKaleRijen(map, 1, snel ? 150 : 500, rondes),
      'registreer geheel': await meetRegistreer(map, jadesEc.bewezen, xml, perGroep, rondes),
    };
  } finally {
    xml.close();
    for (const deel of handtekeningen) await deel.close();
  }
}

/** CPU per request of a server that does nothing, at 64 connections. */
async function meetKaal(soort: 'http' | 'express' | 'express-json', lastgever: Kind, snel: boolean): Promise<Cijfers> {
  const server = await startServer(new URL('./kaal-server.js', import.meta.url), [soort]);
  try {
    const rit = { verbindingen: 64, van: 0, tot: 2000 };
    for (let i = 0; i < (snel ? 1 : 4); i += 1) await meetRonde(server, lastgever, rit);
    const rondes: number[] = [];
    for (let i = 0; i < (snel ? 3 : 5); i += 1) rondes.push((await meetRonde(server, lastgever, rit)).cpu.totaal);
    return vatSamen(rondes);
  } finally {
    await server.kind.stop();
  }
}

/**
 * The parts that no hub can do without; the check of the signature comes to it per profile and kind of key. Express is
 * taken as its manual shows it (`express.raw`, `res.json`): 100 µs above bare HTTP, as the orientation figure has it. The
 * hub itself reads the body without a parser, so that part of the sum is one that it beats.
 */
export const ONVERMIJDELIJK: readonly StapNaam[] = [
  'express met raw en json',
  'digest',
  'ontleed en XSD kaal',
  'verzegel kaal',
  'ontvangstbewijs kaal',
  'rij in een groep kaal',
];

/** @returns the sum of the unavoidable parts in CPU microseconds; `streng` counts Express without body parser and JSON. */
export function somOnvermijdelijk(kosten: StapKosten, verifieer: StapNaam, streng = false): number {
  const som = [...ONVERMIJDELIJK, verifieer].reduce((tot, naam) => tot + kosten[naam].median, 0);
  return streng ? som - kosten['express met raw en json'].median + kosten['express kaal'].median : som;
}
