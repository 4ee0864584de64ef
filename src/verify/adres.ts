import type { Koppen } from '../signature/koppen.ts';
import { weiger } from '../signature/weigering.ts';
import type { Weigering } from '../signature/weigering.ts';
import { gelukt } from '../bericht/uitkomst.ts';
import type { Uitkomst } from '../bericht/uitkomst.ts';
import type { OntvangenVerzoek } from './port.ts';

/** How the client addressed the hub, as far as the hub believes it. */
export interface Adres {
  readonly scheme: string;
  /** Lower case, without the default port: as our own configuration has it. */
  readonly authority: string;
  /** Value of Host as received (or of X-Forwarded-Host from a trusted proxy), untouched: JAdES signs it. */
  readonly host: string;
  /** Path and query as the client wrote them: with the prefix that the proxy strips. */
  readonly target: string;
  /** Whether a trusted proxy stands between: it may add or drop Content-Length. */
  readonly viaProxy: boolean;
}

/** Where the hub stands, and who stands before it. */
export interface AdresOpties {
  /** Absolute URLs under which clients reach the hub; scheme and host count. */
  readonly publiekeUrls: readonly string[];
  readonly vertrouwdeProxies: readonly string[];
  /** Prefix that the proxy strips, or the empty text. */
  readonly padVoorvoegsel: string;
}

/** Finds the address of a request; refuses what is not addressed to us (HND20). */
export type AdresBepaling = (
  verzoek: Pick<OntvangenVerzoek, 'peerAdres' | 'target'>,
  koppen: Koppen,
) => Uitkomst<Adres, Weigering>;

/** Makes the function that finds addresses. The names are ours; what a request says only chooses among them. */
export function createAdresBepaling(opties: AdresOpties): AdresBepaling {
  const { padVoorvoegsel } = opties;
  const proxies = new Set(opties.vertrouwdeProxies.map(zonderV4Mapping));
  const namen = leesNamen(opties.publiekeUrls);
  return ({ peerAdres, target }, koppen) => {
    if (!target.startsWith('/')) {
      return weiger('HND20', 'Schrijf in de verzoekregel alleen pad en query, zonder schema en host.');
    }
    const viaProxy = proxies.size > 0 && proxies.has(zonderV4Mapping(peerAdres));
    if (viaProxy && koppen.herhaald.has('x-forwarded-host')) {
      return weiger('HND10', 'X-Forwarded-Host staat dubbel in het verzoek.');
    }
    const doorgegeven = viaProxy ? koppen.waarden.get('x-forwarded-host') : undefined;
    const host = doorgegeven ?? koppen.waarden.get('host') ?? '';
    const naam = namen.get(host) ?? namen.get(host.toLowerCase());
    if (naam === undefined) return weiger('HND20', 'De host van het verzoek is geen naam van dit knooppunt.');
    const metVoorvoegsel = padVoorvoegsel !== '' && (viaProxy || proxies.size === 0);
    const { authority, scheme } = naam;
    return gelukt({
      scheme,
      authority,
      host,
      target: metVoorvoegsel ? `${padVoorvoegsel}${target}` : target,
      viaProxy,
    });
  };
}

function leesNamen(
  urls: readonly string[],
): ReadonlyMap<string, { readonly scheme: string; readonly authority: string }> {
  const namen = new Map<string, { readonly scheme: string; readonly authority: string }>();
  for (const tekst of urls) {
    const { host, protocol } = new URL(tekst);
    const scheme = protocol.slice(0, -1);
    const standaard = scheme === 'https' ? 443 : 80;
    const naam = { scheme, authority: host };
    // URL has dropped the default port; a client may write it all the same
    for (const sleutel of new URL(tekst).port === '' ? [host, `${host}:${standaard}`] : [host]) {
      if (!namen.has(sleutel)) namen.set(sleutel, naam);
    }
  }
  return namen;
}

/** Node names a peer over IPv4 on a dual-stack socket `::ffff:127.0.0.1`. */
function zonderV4Mapping(adres: string): string {
  return adres.startsWith('::ffff:') && adres.includes('.') ? adres.slice('::ffff:'.length) : adres.toLowerCase();
}
