import type { Bevinding } from '../bericht/bevinding.ts';
import { foutGegevens, isFoutCode } from '../bericht/fault-catalogue.ts';
import { FOUT_OPLOSSINGEN } from '../bericht/fout-oplossingen.ts';
import type { BerichtStand } from '../store/stand-port.ts';
import { aanZet } from '../trace/woorden.ts';

/** What the checks found, in words, with the place and who mends it; nothing where they found nothing. */
export function Bevindingen({ stand }: { readonly stand: BerichtStand }) {
  const { status, code = '', bevindingen } = stand;
  const isAfgekeurd = status === 'afgekeurd' || status === 'niet_beoordeeld';
  const fout = isAfgekeurd && isFoutCode(code) ? code : undefined;
  if (bevindingen.length === 0 && fout === undefined) return null;
  return (
    <section>
      <h2 class="nl-heading nl-heading--level-2">
        {isAfgekeurd ? 'Wat er niet goed is' : 'Opmerkingen bij het bericht'}
      </h2>
      {fout === undefined ? (
        ''
      ) : (
        <p class="nl-paragraph">{bevindingen.length === 0 ? foutGegevens(fout).uitleg : FOUT_OPLOSSINGEN[fout]}</p>
      )}
      {bevindingen.length === 0 ? (
        ''
      ) : (
        <ol class="bevindingen">
          {bevindingen.map((bevinding, nummer) => (
            <Regel key={nummer} {...bevinding} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Regel({ code, lijn, pad, regel, retourcode, uitleg, verwacht, wieIsAanZet }: Bevinding) {
  const codes = [code, regel, retourcode === undefined ? undefined : `retourcode ${retourcode}`].filter(Boolean);
  return (
    <li>
      <strong>{uitleg}</strong>
      {verwacht === undefined ? '' : <div>Verwacht: {verwacht}.</div>}
      {lijn === undefined && pad === undefined ? (
        ''
      ) : (
        <div>
          Plaats: {lijn === undefined ? '' : `regel ${lijn}`}
          {lijn === undefined || pad === undefined ? '' : ', '}
          {pad === undefined ? '' : <Pad pad={pad} />}
        </div>
      )}
      <div class="klein">
        {codes.join(', ')}. Aan zet: {aanZet(wieIsAanZet)}.
      </div>
    </li>
  );
}

/** A path that breaks between its elements and not within one. */
function Pad({ pad }: { readonly pad: string }) {
  const [, ...elementen] = pad.split('/');
  return (
    <code class="code">
      {elementen.map((element, nummer) => (
        <span key={nummer}>
          <wbr />/{element}
        </span>
      ))}
    </code>
  );
}
