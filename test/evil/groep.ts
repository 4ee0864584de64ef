import { maakKwaad } from './maak-kwaad.ts';
import { openOpstelling, toetsGeval, type GevalOpties, type Opstelling } from './opstelling.ts';
import type { ProefInstellingen } from '../e2e/proef-hub.ts';
import { geval, TAFEL, type Geval, type Groep } from './tafel.ts';

/** How the cases of a group are sent. */
export interface GroepOpties {
  readonly instellingen?: ProefInstellingen;
  /** Which cases of the group; all by default. */
  readonly alleen?: (geval: Geval) => boolean;
  readonly opties?: (geval: Geval) => GevalOpties;
}

/** @returns what the table promises of a case, for a title. */
export function belofte({ http, code, bevinding }: Geval, anders: Partial<Geval> = {}): string {
  const wens = { http, code, bevinding, ...anders };
  return [wens.http === 'als geldig' ? 'accepted' : wens.http, wens.code, wens.bevinding]
    .filter((deel) => deel !== undefined && deel !== '')
    .join(' ');
}

/** Describes the cases of a group that have a recipe, on one hub, which has to be as well afterwards as before. */
export function beschrijfGroep(groep: Groep, { instellingen, alleen, opties }: GroepOpties = {}): void {
  describe(`Hostile input: ${groep}`, function () {
    let opstelling: Opstelling;

    before(async function () {
      this.timeout(60_000);
      opstelling = await openOpstelling(instellingen);
    });
    after(async () => opstelling.ruimOp());

    const gevallen = TAFEL.filter((g) => g.groep === groep && (alleen?.(g) ?? true));
    for (const { id } of gevallen) {
      const regel = geval(id);
      for (const recept of maakKwaad(id)) {
        const variant = recept.variant === undefined ? '' : ` (${recept.variant})`;
        it(`${id} ${regel.titel}${variant}: ${belofte(regel, recept.anders)}`, async () => {
          await toetsGeval(opstelling, regel, recept, opties?.(regel));
        });
      }
    }

    it('is as well after all of these as before, and called nobody', async () => opstelling.toetsGezond());
  });
}
