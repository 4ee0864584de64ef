/**
 * The layout of the pages and what the packages do not hold: on top of the tokens of the theme. A module and no `.css`
 * file, because tsc copies none and a file could be missing at run time.
 */
export const EIGEN_CSS = `
:root{color-scheme:light dark;--k-vlak:#fff;--k-grond:#f3f5f8;--k-tekst:#1b2430;--k-zacht:#4a5666;--k-lijn:#c3cad4;
--k-accent:#0b4f8a;--k-op:#fff;--k-goed:#155d34;--k-goed-vlak:#e3f3e9;--k-let:#6b4700;--k-let-vlak:#fdf0d0;
--k-fout:#9b1c1c;--k-fout-vlak:#fce8e8}
@media (prefers-color-scheme:dark){:root{--k-vlak:#1a212b;--k-grond:#11161d;--k-tekst:#eef2f6;--k-zacht:#b4bfcc;
--k-lijn:#47525f;--k-accent:#8cc4ff;--k-op:#0c1a28;--k-goed:#a5e3bd;--k-goed-vlak:#16382a;--k-let:#ffdb8a;
--k-let-vlak:#3c2f0e;--k-fout:#ffb4b0;--k-fout-vlak:#481d1e}}
*{box-sizing:border-box}
body{margin:0;background:var(--k-grond);color:var(--k-tekst);font:400 1.0625rem/1.5 "Fira Sans",sans-serif;
overflow-wrap:anywhere}
.voorbeeld-theme{--nl-heading-level-1-color:var(--k-tekst);--nl-heading-level-2-color:var(--k-tekst);
--nl-paragraph-color:var(--k-tekst);--nl-link-color:var(--k-accent);
--nl-link-hover-color:var(--k-accent);--nl-link-focus-color:var(--k-op);--nl-link-active-color:var(--k-accent)}
.nl-heading{color:var(--k-tekst);font-family:inherit;line-height:1.25;margin:0 0 .75rem}
h1.nl-heading{font-size:1.75rem}h2.nl-heading{font-size:1.25rem}
.nl-paragraph{color:inherit;font:inherit;margin:0 0 .75rem}
.nl-link{color:var(--k-accent);font:inherit;text-decoration:underline}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible{
outline:3px solid var(--k-accent);outline-offset:2px;background-color:var(--k-vlak);color:var(--k-tekst)}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;padding:.5rem 1rem}
.band{margin:0;background:var(--k-let-vlak);color:var(--k-let);padding:.5rem 1rem;font-size:.9375rem;text-align:center}
header.kop{background:var(--k-vlak);border-bottom:1px solid var(--k-lijn)}
.breed{max-width:64rem;margin:0 auto;padding:0 1rem}
.kop .breed{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center;min-height:4rem}
.kop form{margin:0}
@media (max-width:40rem){.kop .breed{flex-wrap:nowrap;gap:.75rem}.kop .breed span{font-size:.875rem}}
.merk{font-weight:700;font-size:1.25rem;color:var(--k-tekst);text-decoration:none;margin-right:auto;padding:.25rem 0}
main{padding-top:2rem!important;padding-bottom:3rem!important}
form.zoek{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end}
form.zoek .veld{flex:1 1 16rem}
label{display:block;font-weight:700}
.hulp{color:var(--k-zacht);font-size:.9375rem;margin:.125rem 0 .5rem}
input,select{width:100%;min-height:3rem;padding:.5rem .75rem;font:inherit;color:var(--k-tekst);background:var(--k-vlak);
border:1px solid var(--k-zacht);border-radius:.25rem}
button{min-height:3rem;padding:.5rem 1.25rem;font:inherit;font-weight:700;border:2px solid var(--k-accent);
border-radius:.25rem;background:var(--k-accent);color:var(--k-op);cursor:pointer}
button.stil{background:transparent;color:var(--k-accent);min-height:2.5rem;padding:.25rem .75rem}
section{background:var(--k-vlak);border:1px solid var(--k-lijn);border-radius:.5rem;padding:1.25rem;margin-top:1.5rem}
.zin{border-left:.5rem solid var(--k-lijn)}.zin p{font-size:1.25rem;margin:.5rem 0}
.zin.goed{border-left-color:var(--k-goed)}.zin.let{border-left-color:var(--k-let)}.zin.fout{border-left-color:var(--k-fout)}
.label{display:inline-block;padding:.125rem .625rem;border-radius:1rem;font-size:.9375rem;font-weight:700;
background:var(--k-grond);color:var(--k-tekst);border:1px solid currentColor}
.label.goed{background:var(--k-goed-vlak);color:var(--k-goed)}.label.let{background:var(--k-let-vlak);color:var(--k-let)}
.label.fout{background:var(--k-fout-vlak);color:var(--k-fout)}
.fouttekst{color:var(--k-fout);font-weight:700}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:.625rem .75rem .625rem 0;border-bottom:1px solid var(--k-lijn)}
thead th{color:var(--k-zacht);font-size:.9375rem}
dl{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.375rem 1rem;margin:0}dt{color:var(--k-zacht)}dd{margin:0}
ol.weg,ul.bevindingen{list-style:none;margin:0;padding:0}
ol.weg li{border-left:3px solid var(--k-lijn);padding:0 0 1rem 1rem;margin-left:.25rem}ol.weg li:last-child{padding-bottom:0}
.klein{color:var(--k-zacht);font-size:.9375rem}
ul.bevindingen li{border-top:1px solid var(--k-lijn);padding:.75rem 0}
code{font-size:.9375rem}
summary{cursor:pointer;padding:.25rem 0;color:var(--k-accent);font-weight:700}
@media (max-width:40rem){h1.nl-heading{font-size:1.5rem}section{padding:1rem}dl{grid-template-columns:1fr;gap:0}
dd{margin-bottom:.625rem}thead{position:absolute;left:-999rem}tr,td,tbody th{display:block;border:0;padding:.125rem 0}
tbody tr{border-bottom:1px solid var(--k-lijn);padding:.75rem 0}form.zoek button{width:100%}}
@media print{body,section{background:#fff;color:#000;border-color:#999}form,.band,.skip{display:none}section{break-inside:avoid}}
`;
