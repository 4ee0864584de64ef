import type { AansluitingId } from '../../bericht/aansluiting.ts';
import type { BeheerOpslag, Gepauzeerd } from '../beheer-port.ts';
import type { Draad } from './draad.ts';
import type { LeesOpdrachten, SchrijfOpdrachten } from './opdrachten.ts';

/** Makes the operators' side of the store; reads the pauses once, and holds them from then on. */
export async function createBeheerOpslag(
  schrijver: Draad<SchrijfOpdrachten>,
  lezer: Draad<LeesOpdrachten>,
): Promise<BeheerOpslag> {
  let pauzes: ReadonlyMap<AansluitingId, Gepauzeerd> = new Map();

  async function leesPauzes(): Promise<void> {
    const rijen = await lezer.vraag('beheerPauzes', undefined);
    pauzes = new Map(rijen.map((rij) => [rij.aansluiting, rij]));
  }

  await leesPauzes();
  return {
    tel: async (selectie, max) => (await lezer.vraag('beheerKies', { selectie, na: 0, max })).length,
    kies: (selectie, na, max) => lezer.vraag('beheerKies', { selectie, na, max }),
    herlever: (handeling, berichten) => schrijver.vraag('beheerHerlever', { handeling, berichten }),
    hangOm: (handeling, berichten) => schrijver.vraag('beheerHangOm', { handeling, berichten }),
    async pauzeer(handeling, aansluiting) {
      const uitkomst = await schrijver.vraag('beheerPauzeer', { handeling, aansluiting });
      await leesPauzes();
      return uitkomst;
    },
    async hervat(handeling, aansluiting) {
      const uitkomst = await schrijver.vraag('beheerHervat', { handeling, aansluiting });
      await leesPauzes();
      return uitkomst;
    },
    pauzes: () => lezer.vraag('beheerPauzes', undefined),
    pauzeVan: (aansluiting) => pauzes.get(aansluiting),
    sluit: (handeling, traceerId) => schrijver.vraag('beheerSluit', { handeling, traceerId }),
    heropen: (handeling, traceerId) => schrijver.vraag('beheerHeropen', { handeling, traceerId }),
    bevestigKlok: (handeling) => schrijver.vraag('beheerKlok', handeling),
    sluitingVan: (traceerId) => lezer.vraag('beheerSluitingVan', traceerId),
    onbestelbaarSinds: () => lezer.vraag('beheerOnbestelbaarSinds', undefined),
    aantalGesloten: () => lezer.vraag('beheerAantalGesloten', undefined),
    sluitingen: (blad) => lezer.vraag('beheerSluitingen', blad),
    handelingen: (blad) => lezer.vraag('beheerHandelingen', blad),
  };
}
