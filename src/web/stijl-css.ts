/**
 * The layout of the pages and what the packages do not hold: on top of the tokens of the theme. A module and no `.css`
 * file, because tsc copies none and a file could be missing at run time.
 */
export const EIGEN_CSS = `
:root{color-scheme:light dark;--k-vlak:#fff;--k-grond:#f3f5f8;--k-tekst:#1b2430;--k-zacht:#4a5666;--k-lijn:#c3cad4;
--k-rand:#6b7786;--k-accent:#0b4f8a;--k-accent-sterk:#073a67;--k-op:#fff;--k-goed:#155d34;--k-goed-vlak:#e3f3e9;
--k-let:#6b4700;--k-let-vlak:#fdf0d0;--k-fout:#9b1c1c;--k-fout-vlak:#fce8e8}
@media (prefers-color-scheme:dark){:root{--k-vlak:#1a212b;--k-grond:#11161d;--k-tekst:#eef2f6;--k-zacht:#b4bfcc;
--k-lijn:#3b4653;--k-rand:#8592a1;--k-accent:#8cc4ff;--k-accent-sterk:#b9dbff;--k-op:#0c1a28;--k-goed:#a5e3bd;
--k-goed-vlak:#16382a;--k-let:#ffdb8a;--k-let-vlak:#3c2f0e;--k-fout:#ffb4b0;--k-fout-vlak:#481d1e}}
*{box-sizing:border-box}
body{margin:0;background:var(--k-grond);color:var(--k-tekst);font:400 1.0625rem/1.5 "Fira Sans",sans-serif;
overflow-wrap:anywhere}
.voorbeeld-theme{--nl-heading-level-1-color:inherit;--nl-heading-level-1-font-family:inherit;
--nl-heading-level-1-font-size:1.875rem;--nl-heading-level-1-line-height:1.2;--nl-heading-level-1-margin-block-end:.75rem;
--nl-heading-level-2-color:inherit;--nl-heading-level-2-font-family:inherit;--nl-heading-level-2-font-size:1.25rem;
--nl-heading-level-2-line-height:1.25;--nl-heading-level-2-margin-block-end:.75rem;--nl-heading-level-3-color:inherit;
--nl-heading-level-3-font-family:inherit;--nl-heading-level-3-font-size:1.0625rem;--nl-heading-level-3-line-height:1.25;
--nl-heading-level-3-margin-block-end:.5rem;--nl-paragraph-color:inherit;--nl-paragraph-font-family:inherit;
--nl-paragraph-font-size:inherit;--nl-paragraph-line-height:inherit;--nl-paragraph-margin-block-end:.75rem;
--nl-link-color:var(--k-accent);--nl-link-text-decoration-color:currentcolor;--nl-link-hover-color:var(--k-accent-sterk);
--nl-link-active-color:var(--k-accent-sterk);--nl-skip-link-background-color:var(--k-accent);
--nl-skip-link-color:var(--k-op);--nl-button-font-family:inherit;--nl-button-border-radius:.25rem;
--nl-button-default-font-size:inherit;--nl-button-default-line-height:1.25;--nl-button-default-font-weight:700;
--nl-button-default-border-width:2px;--nl-button-padding-inline-start:1.25rem;--nl-button-padding-inline-end:1.25rem;
--nl-button-padding-block-start:.5rem;--nl-button-padding-block-end:.5rem;--nl-button-min-block-size:3rem;
--nl-button-primary-background-color:var(--k-accent);--nl-button-primary-border-color:var(--k-accent);
--nl-button-primary-color:var(--k-op);--nl-button-primary-hover-background-color:var(--k-accent-sterk);
--nl-button-primary-hover-border-color:var(--k-accent-sterk);--nl-button-primary-hover-color:var(--k-op);
--nl-button-primary-active-background-color:var(--k-accent-sterk);--nl-button-primary-active-color:var(--k-op);
--nl-button-primary-active-border-color:var(--k-accent-sterk);--nl-button-secondary-background-color:transparent;
--nl-button-secondary-border-color:var(--k-accent);--nl-button-secondary-color:var(--k-accent);
--nl-button-secondary-hover-background-color:var(--k-grond);--nl-button-secondary-hover-color:var(--k-accent-sterk);
--nl-button-secondary-hover-border-color:var(--k-accent-sterk);--nl-button-secondary-active-color:var(--k-accent-sterk);
--nl-button-secondary-active-background-color:var(--k-grond);
--nl-button-secondary-active-border-color:var(--k-accent-sterk)}
.nl-skip-link{z-index:1}.kop .nl-button{min-block-size:2.5rem}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible{
outline:3px solid var(--k-accent);outline-offset:2px;border-radius:.125rem}
main:focus{outline:none}
.band{margin:0;background:var(--k-let-vlak);color:var(--k-let);padding:.375rem 1rem;font-size:.9375rem;text-align:center}
header.kop{background:var(--k-vlak);border-bottom:1px solid var(--k-lijn)}
.breed{max-width:72rem;margin:0 auto;padding:0 1.25rem}
.kop .breed{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;min-height:4rem}
.merk{display:inline-flex;align-items:center;gap:.5rem;font-weight:700;font-size:1.25rem;color:inherit;
text-decoration:none;margin-right:auto;min-height:2.75rem;white-space:nowrap}
.merk:hover{text-decoration:underline}
main{padding-top:1.75rem!important;padding-bottom:3rem!important}
.smal{max-width:34rem}
form.zoek{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end}
form.zoek .veld{flex:1 1 16rem}
label{display:block;font-weight:700}
.hulp{color:var(--k-zacht);font-size:.9375rem;margin:.125rem 0 .5rem}
input,select{width:100%;min-height:3rem;padding:.5rem .75rem;font:inherit;color:inherit;background:var(--k-vlak);
border:1px solid var(--k-rand);border-radius:.25rem}
input[aria-invalid]{border:2px solid var(--k-fout)}
select+button{margin-top:1rem}
.fouttekst{color:var(--k-fout);font-weight:700;margin:0 0 .5rem;padding-left:.75rem;border-left:.25rem solid}
section{background:var(--k-vlak);border:1px solid var(--k-lijn);border-radius:.5rem;padding:1.25rem 1.5rem;
margin-top:1.25rem}
section>:last-child,section>form>:last-child{margin-bottom:0}
.klein{color:var(--k-zacht);font-size:.9375rem}
.code{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:.875em}
.heel{white-space:nowrap}
.label{display:inline-block;padding:.0625rem .625rem;border-radius:1rem;font-size:.9375rem;font-weight:700;
border:1px solid currentcolor;white-space:nowrap}
section ul:not(.bekeken){margin:0 0 .75rem;padding-left:1.25rem}
.label.goed,.teken.goed{background:var(--k-goed-vlak);color:var(--k-goed)}
.label.let,.teken.let{background:var(--k-let-vlak);color:var(--k-let)}
.label.fout,.teken.fout{background:var(--k-fout-vlak);color:var(--k-fout)}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;font-weight:400;padding:.625rem 1rem .625rem 0}
th:last-child,td:last-child{padding-right:0}
thead th{color:var(--k-zacht);font-size:.9375rem;font-weight:700;padding-top:0}
tbody tr{border-top:1px solid var(--k-lijn)}
tbody th a{display:inline-block;min-height:1.5rem;font-weight:700}
tbody th .code{display:block;font-weight:400;white-space:nowrap}
td .klein.code{white-space:nowrap}
.bij{display:none}
.bladeren{display:flex;flex-wrap:wrap;gap:.5rem 2rem;border-top:1px solid var(--k-lijn);padding-top:1rem}
.bladeren a,.terug a,dd a{display:inline-block;min-height:1.5rem;min-width:1.5rem}
.terug{margin:0 0 1rem}
.richting{font-size:1.125rem;margin-bottom:0}
.zin{border-left:.5rem solid var(--k-lijn);padding-left:1.0625rem}.zin p{font-size:1.25rem;line-height:1.4;margin:.5rem 0}
.zin .aanzet{font-size:1.0625rem;margin-bottom:0}
.zin.goed{border-left-color:var(--k-goed)}.zin.let{border-left-color:var(--k-let)}.zin.fout{border-left-color:var(--k-fout)}
ol.weg,ol.bevindingen,ul.bekeken{list-style:none;margin:0;padding:0}
ol.weg li{position:relative;padding:0 0 1.25rem 2.5rem}ol.weg li:last-child{padding-bottom:0}
ol.weg li:not(:last-child)::before{content:"";position:absolute;left:.6875rem;top:1.5rem;bottom:0;width:2px;
background:var(--k-lijn)}
.teken{position:absolute;left:0;top:0;border-radius:50%;fill:none;stroke:currentcolor;stroke-width:2;
stroke-linecap:round;stroke-linejoin:round;background:var(--k-grond);color:var(--k-zacht);border:1px solid}
.teken.stil{stroke-width:4}
.reden{margin:.125rem 0}
ol.bevindingen li{border-top:1px solid var(--k-lijn);padding:.75rem 0}
ol.bevindingen:first-of-type{margin-top:.25rem}ol.bevindingen li:last-child{padding-bottom:0}
dl{margin:0}dl>div{display:grid;grid-template-columns:14rem 1fr;gap:0 1rem;padding:.1875rem 0}
dt{color:var(--k-zacht)}dd{margin:0}
details{margin-top:1rem}summary{cursor:pointer;padding:.25rem 0;color:var(--k-accent);font-weight:700;width:fit-content}
details>:not(summary){margin-top:.5rem}
@media (max-width:48rem){.voorbeeld-theme{--nl-heading-level-1-font-size:1.5rem}
.breed{padding:0 1rem}.kop .rol{display:none}.kop .nl-button{padding-inline:.75rem}
section{padding:1rem}main{padding-top:1.25rem!important}
.zin{padding-left:.6875rem}form.zoek .nl-button{inline-size:100%;text-align:center}
.zin p{font-size:1.125rem}
dl>div{grid-template-columns:1fr;padding:.3125rem 0}
table,tbody,tr,th,td{display:block}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:.0625rem 0}td:has(>.bij){display:grid;grid-template-columns:3.25rem 1fr}tbody tr{padding:.75rem 0}tbody tr:first-child{border-top:0;padding-top:0}
.bij{display:block;color:var(--k-zacht)}
tbody th .code{display:inline}}
@media print{body,section,header.kop{background:#fff;color:#000;border-color:#999}form,.band,.terug{display:none}
section{break-inside:avoid}}
`;

/** The mark of the pages: one point through which all lines go. */
export const ICOON_SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b4f8a"/>' +
  '<g stroke="#fff" stroke-width="2.5" fill="#fff"><path d="M16 16 7.5 8M16 16l8.5-8M16 16v10"/>' +
  '<circle cx="16" cy="16" r="4"/><circle cx="7.5" cy="8" r="1.6"/><circle cx="24.5" cy="8" r="1.6"/>' +
  '<circle cx="16" cy="26" r="1.6"/></g></svg>';
