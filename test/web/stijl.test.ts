import { expect } from 'chai';
import { laadStijl, snoeiTokens } from '../../src/web/stijl.ts';

describe('The style of the pages', function () {
  it('keeps of the theme what is used, directly or through another token, and nothing else', function () {
    const thema = '/* kop */\n.thema {\n  --a: var(--b); /* bij */\n  --b: 1px;\n  --c: 2px;\n}\n';

    expect(snoeiTokens(thema, 'p{margin:var(--a, 3px);padding:var(--onbekend)}')).to.equal(
      '.thema{--a:var(--b);--b:1px}',
    );
  });

  it('does not guess at a theme of another form', function () {
    expect(() => snoeiTokens('.a { --b: 1px; } .c { --d: 2px; }', '')).to.throw('niet één regel');
  });

  it('stands at an address that changes with its bytes, and loads nothing that is not served', async function () {
    const { css, icoon, bestanden } = await laadStijl();
    const tekst = bestanden.get(css)?.bytes.toString('utf8') ?? '';
    const geladen = [...tekst.matchAll(/url\(([^)]*)\)/g)].map(([, pad]) => pad ?? '');

    expect(css).to.match(/^\/stijl\/[0-9a-f]{20}\.css$/);
    expect(bestanden.has(icoon)).to.equal(true);
    expect(geladen).to.have.length(2);
    for (const pad of geladen) expect(bestanden.has(pad), pad).to.equal(true);
    expect(tekst).to.include('--nl-link-color').and.not.include('sourceMappingURL').and.not.include('denhaag');
  });
});
