import { GOEDE_TAFELS, vervang, voegToe } from '../tafel-map.ts';
import type { Wijziging } from '../tafel-map.ts';

/** A well-formed fingerprint. */
export const AFDRUK = 'ab'.repeat(32);
/** Good tables with these lines as certificates of the first connection. */
export const certificaat = (...regels: readonly string[]): Wijziging =>
  vervang(
    'aansluitingen.yaml',
    '    rollen: [gemeente]',
    ['    rollen: [gemeente]', '    certificaten:', ...regels].join('\n'),
  );

/** Faulty tables: what is wrong, the change that makes it so, and every fault that must be told. */
export const TAFEL_GEVALLEN: readonly (readonly [titel: string, wijziging: Wijziging, fouten: readonly string[]])[] = [
  ['a missing file', { 'pauzes.csv': null }, ['pauzes.csv:0 BESTAND_ONTBREEKT']],
  ['an empty file', { 'pauzes.csv': '' }, ['pauzes.csv:1 ONTBREEKT']],
  ['a file with comments only', { 'pauzes.csv': '# niets\n\n' }, ['pauzes.csv:1 ONTBREEKT']],
  ['a file over its limit', { 'routes.yaml': '#\n'.repeat(1_100_000) }, ['routes.yaml:0 BESTAND_TE_GROOT']],
  ['more lines than a table has', { 'gemeenten.csv': '\n'.repeat(100_001) }, ['gemeenten.csv:0 TE_VEEL']],
  ['a NUL byte', voegToe('gemeenten.csv', '0014,Gro\0ningen,,,'), ['gemeenten.csv:6 NUL_BYTE']],
  [
    'a name in Windows-1252',
    { 'gemeenten.csv': Buffer.from(`${GOEDE_TAFELS['gemeenten.csv'] ?? ''}1900,S\xfadwest,,,\n`, 'latin1') },
    ['gemeenten.csv:6 GEEN_UTF8'],
  ],
  ['UTF-16', { 'pauzes.csv': Buffer.from('\ufeffberichtsoort,van,tot\n', 'utf16le') }, ['pauzes.csv:1 GEEN_UTF8']],
  ['a zero-width character', voegToe('gemeenten.csv', '0014,Gro\u200bningen,,,'), ['gemeenten.csv:6 TEKEN']],
  ['a bidi override', voegToe('aanbieders.csv', '00000001,\u202egrot,wmo,,'), ['aanbieders.csv:5 TEKEN']],
  ['a line without end', voegToe('gemeenten.csv', `0014,${'x'.repeat(20_000)},,,`), ['gemeenten.csv:6 VORM']],
  ['a name that is a formula', voegToe('gemeenten.csv', '0014,=1+1,,,'), ['gemeenten.csv:6 VORM']],
  ['a name that is empty', voegToe('gemeenten.csv', '0014,,,,'), ['gemeenten.csv:6 VORM']],
  ['a line with a column too few', voegToe('gemeenten.csv', '0014,Groningen,,'), ['gemeenten.csv:6 CSV']],
  ['a line with a column too many', voegToe('gemeenten.csv', 'Nuenen, Gerwen,,,,'), ['gemeenten.csv:6 CSV']],
  [
    'a quote that is never closed, and what is wrong after it',
    voegToe('gemeenten.csv', '0014,"Groningen,,,', '1,Almere,,,'),
    ['gemeenten.csv:6 CSV', 'gemeenten.csv:7 VORM'],
  ],
  ['a quote inside a field', voegToe('gemeenten.csv', '0014,Gro"nin"gen,,,'), ['gemeenten.csv:6 CSV']],
  ['semicolons', { 'pauzes.csv': 'berichtsoort;van;tot\n' }, ['pauzes.csv:1 CSV']],
  ['an unknown column', { 'pauzes.csv': 'berichtsoort,van,tot,reden\n' }, ['pauzes.csv:1 ONBEKENDE_SLEUTEL']],
  ['a column twice', { 'pauzes.csv': 'berichtsoort,van,tot,van\n' }, ['pauzes.csv:1 DUBBELE_SLEUTEL']],
  ['a column missing', { 'pauzes.csv': 'berichtsoort,van\n' }, ['pauzes.csv:1 ONTBREEKT']],
  ['a gemeente twice', voegToe('gemeenten.csv', '0363,Mokum,,,'), ['gemeenten.csv:6 DUBBEL']],
  ['an aanbieder twice', voegToe('aanbieders.csv', '65656055,Ander,wmo,,'), ['aanbieders.csv:5 DUBBEL']],
  ['an unknown grondslag', voegToe('aanbieders.csv', '00000001,Ander,wmo wlz,,'), ['aanbieders.csv:5 VORM']],
  ['no grondslag', voegToe('aanbieders.csv', '00000001,Ander,,,'), ['aanbieders.csv:5 VORM']],
  [
    'dates the wrong way round, and what else is wrong in the line',
    voegToe('aanbieders.csv', '00000001,Ander,x,2026-02-01,2026-01-31'),
    ['aanbieders.csv:5 DATUMS_OMGEKEERD', 'aanbieders.csv:5 VORM'],
  ],
  [
    'an opvolger that is not there',
    voegToe('gemeenten.csv', '0014,G,,2025-12-31,9999'),
    ['gemeenten.csv:6 OPVOLGER_ONBEKEND'],
  ],
  ['an opvolger of a gemeente that goes on', voegToe('gemeenten.csv', '0014,G,,,0363'), ['gemeenten.csv:6 ONTBREEKT']],
  [
    'opvolgers in a circle, once',
    voegToe('gemeenten.csv', '0014,G,,2025-12-31,0034', '0034,A,,2025-12-31,0037', '0037,S,,2025-12-31,0034'),
    ['gemeenten.csv:7 OPVOLGER_KRINGLOOP'],
  ],
  [
    'a gemeente that follows itself',
    voegToe('gemeenten.csv', '0014,G,,2025-12-31,0014'),
    ['gemeenten.csv:6 OPVOLGER_KRINGLOOP'],
  ],
  [
    'an unknown berichtsoort in a pause',
    voegToe('pauzes.csv', 'WMO999,2027-01-01T00:00:00Z,2027-01-02T00:00:00Z'),
    ['pauzes.csv:2 BERICHTSOORT_ONBEKEND'],
  ],
  [
    'a pause without time zone',
    voegToe('pauzes.csv', 'WMO305,2027-01-01T00:00:00,2027-01-02T00:00:00Z'),
    ['pauzes.csv:2 VORM'],
  ],
  [
    'a pause at a moment that does not exist',
    voegToe('pauzes.csv', ',2027-02-29T00:00:00Z,2027-03-02T00:00:00Z'),
    ['pauzes.csv:2 VORM'],
  ],
  [
    'a pause that ends before it begins',
    voegToe('pauzes.csv', ',2027-01-02T00:00:00Z,2027-01-01T00:00:00Z'),
    ['pauzes.csv:2 DATUMS_OMGEKEERD'],
  ],
  [
    'a mandate of an unknown party',
    voegToe('mandaten.csv', '00000009,leverancier-c,,,'),
    ['mandaten.csv:3 PARTIJ_ONBEKEND'],
  ],
  [
    'a mandate for an unknown connection',
    voegToe('mandaten.csv', '98989898,niemand,,,'),
    ['mandaten.csv:3 AANSLUITING_ONBEKEND'],
  ],
  [
    'a mandate for an unknown berichtsoort',
    voegToe('mandaten.csv', '98989898,zorg-b,WMO305 WMO1,,'),
    ['mandaten.csv:3 BERICHTSOORT_ONBEKEND'],
  ],
  [
    'a mandate with its dates the wrong way round',
    voegToe('mandaten.csv', '98989898,zorg-b,,2026-02-01,2026-01-01'),
    ['mandaten.csv:3 DATUMS_OMGEKEERD'],
  ],
  ['the same mandate twice', voegToe('mandaten.csv', '98989898,leverancier-c,,,'), ['mandaten.csv:3 DUBBEL']],

  ['YAML that is none', { 'routes.yaml': 'releases: [\nroutes: {\n' }, ['routes.yaml:2 YAML', 'routes.yaml:3 YAML']],
  ['a tab as indent', vervang('routes.yaml', '    aansluiting', '\taansluiting'), ['routes.yaml:8 YAML']],
  [
    'a reference',
    vervang('aansluitingen.yaml', 'naam: Zorg B', 'naam: *x'),
    ['aansluitingen.yaml:9 YAML', 'aansluitingen.yaml:9 VORM'],
  ],
  ['an anchor', vervang('aansluitingen.yaml', 'naam: Zorg B', 'naam: &x Zorg B'), ['aansluitingen.yaml:9 YAML']],
  ['a tag', vervang('aansluitingen.yaml', 'naam: Zorg B', 'naam: !!js/function Zorg B'), ['aansluitingen.yaml:9 YAML']],
  ['two documents', voegToe('routes.yaml', '---', 'routes: []'), ['routes.yaml:9 YAML']],
  ['a list where keys belong', { 'routes.yaml': '- a\n' }, ['routes.yaml:1 VORM']],
  ['a file without its key', { 'routes.yaml': 'releases: []\n' }, ['routes.yaml:1 ONTBREEKT']],
  ['an unknown key at the top', voegToe('routes.yaml', 'extra: 1'), ['routes.yaml:9 ONBEKENDE_SLEUTEL']],
  [
    'an unknown key in a connection',
    vervang('aansluitingen.yaml', 'naam: Zorg B', 'naam: Zorg B\n    kleur: rood'),
    ['aansluitingen.yaml:10 ONBEKENDE_SLEUTEL'],
  ],
  [
    'a key named __proto__',
    vervang('aansluitingen.yaml', 'naam: Zorg B', 'naam: Zorg B\n    __proto__: x'),
    ['aansluitingen.yaml:10 ONBEKENDE_SLEUTEL'],
  ],
  [
    'a key twice',
    vervang('aansluitingen.yaml', 'naam: Zorg B', 'naam: Zorg B\n    naam: Zorg C'),
    ['aansluitingen.yaml:10 DUBBELE_SLEUTEL'],
  ],
  ['a key without value', vervang('aansluitingen.yaml', 'naam: Zorg B', 'naam:'), ['aansluitingen.yaml:9 VORM']],
  [
    'a required key missing',
    vervang('aansluitingen.yaml', '    naam: Zorg B\n', ''),
    ['aansluitingen.yaml:8 ONTBREEKT'],
  ],
  [
    'a word that is not one of the choices',
    vervang('aansluitingen.yaml', 'rollen: [gemeente]', 'rollen: [gemeente, baas]'),
    ['aansluitingen.yaml:6 VORM'],
  ],
  [
    'a block where a word belongs',
    vervang('aansluitingen.yaml', 'naam: Zorg B', 'naam: { a: b }'),
    ['aansluitingen.yaml:9 VORM'],
  ],
  [
    'a faulty OIN',
    vervang('aansluitingen.yaml', '00000099065656055000', '0000009906565605500'),
    ['aansluitingen.yaml:10 VORM'],
  ],
  [
    'an id with a capital',
    voegToe(
      'aansluitingen.yaml',
      '  - { id: Ander, naam: A, oin: "00000099000000009000", rollen: [ciz], levering: { wijze: pull } }',
    ),
    ['aansluitingen.yaml:19 VORM'],
  ],
  [
    'an id twice',
    voegToe(
      'aansluitingen.yaml',
      '  - { id: zorg-b, naam: A, oin: "00000099000000009000", rollen: [ciz], levering: { wijze: pull } }',
    ),
    ['aansluitingen.yaml:19 DUBBEL'],
  ],
  [
    'a fingerprint twice, in another spelling',
    certificaat(
      `      - vingerafdruk: ${AFDRUK}`,
      `      - vingerafdruk: ${AFDRUK.toUpperCase().match(/../g)?.join(':') ?? ''}`,
    ),
    ['aansluitingen.yaml:9 DUBBEL'],
  ],
  ['a fingerprint that is none', certificaat('      - vingerafdruk: abcd'), ['aansluitingen.yaml:8 VORM']],
  [
    'a certificate with its dates the wrong way round',
    certificaat(`      - { vingerafdruk: ${AFDRUK}, van: 2027-01-02, tot: 2027-01-01 }`),
    ['aansluitingen.yaml:8 DATUMS_OMGEKEERD'],
  ],
  [
    'a party served by two connections',
    vervang('aansluitingen.yaml', `['65656055', '42420001']`, `['65656055', '0363']`),
    ['aansluitingen.yaml:11 ROL_ONTBREEKT', 'aansluitingen.yaml:11 PARTIJ_DUBBEL'],
  ],
  [
    'a served party that is not there',
    vervang('aansluitingen.yaml', `'42420001'`, `'00000009'`),
    ['aansluitingen.yaml:11 PARTIJ_ONBEKEND'],
  ],
  [
    'AMQP with a strict order',
    vervang('aansluitingen.yaml', 'levering: { wijze: pull }', 'levering: { wijze: amqp }\n    volgorde: strikt'),
    ['aansluitingen.yaml:8 AMQP_VOLGORDE'],
  ],
  [
    'push without address and without allow list',
    vervang('aansluitingen.yaml', 'wijze: pull', 'wijze: push-rest'),
    ['aansluitingen.yaml:7 PUSH_ADRES', 'aansluitingen.yaml:7 PUSH_ADRES'],
  ],
  [
    'push to a host that is not allowed',
    vervang(
      'aansluitingen.yaml',
      'wijze: pull',
      `wijze: push-rest, adres: 'https://a.example/x', toegestaneAdressen: [b.example]`,
    ),
    ['aansluitingen.yaml:7 PUSH_ADRES'],
  ],
  [
    'an address with a password',
    vervang(
      'aansluitingen.yaml',
      'wijze: pull',
      `wijze: push-rest, adres: 'https://u:p@a.example/', toegestaneAdressen: [a.example]`,
    ),
    ['aansluitingen.yaml:7 VORM'],
  ],
  [
    'an address where nothing is pushed',
    vervang('aansluitingen.yaml', 'wijze: pull', `wijze: pull, adres: 'https://a.example/'`),
    ['aansluitingen.yaml:7 PUSH_ADRES'],
  ],
  [
    'an OIN that two connections share while it tells them apart',
    vervang(
      'aansluitingen.yaml',
      `oin: '00000099065656055000'`,
      `oin: '00000099000000363000'\n    certificaatbinding: oin`,
    ),
    ['aansluitingen.yaml:8 OIN_DUBBEL'],
  ],

  [
    'a route to an unknown connection',
    vervang('routes.yaml', 'leverancier-c', 'niemand'),
    ['routes.yaml:7 AANSLUITING_ONBEKEND'],
  ],
  ['a route for an unknown party', vervang('routes.yaml', '98989898', '00000009'), ['routes.yaml:7 PARTIJ_ONBEKEND']],
  [
    'a route for an unknown berichtsoort',
    voegToe('routes.yaml', '  - berichtsoort: WMO300', '    aansluiting: zorg-b'),
    ['routes.yaml:9 BERICHTSOORT_ONBEKEND'],
  ],
  [
    'a route for a release that the hub does not know',
    voegToe('routes.yaml', '  - { release: 9.9, aansluiting: zorg-b }'),
    ['routes.yaml:9 RELEASE_ONBEKEND'],
  ],
  [
    'a route that takes nothing: berichtsoort of another standard',
    voegToe('routes.yaml', '  - { standaard: iwmo, berichtsoort: JW301, aansluiting: zorg-b }'),
    ['routes.yaml:9 ROUTE_NOOIT'],
  ],
  [
    'a route that takes nothing: berichtsoort for the other side',
    voegToe('routes.yaml', `  - { berichtsoort: WMO302, ontvanger: '65656055', aansluiting: zorg-b }`),
    ['routes.yaml:9 ROUTE_NOOIT'],
  ],
  [
    'a route with its dates the wrong way round',
    voegToe(
      'routes.yaml',
      '  - ontvanger: 0363',
      '    aansluiting: zorg-b',
      '    geldigVan: 2026-02-01',
      '    geldigTot: 2026-01-01',
    ),
    ['routes.yaml:12 DATUMS_OMGEKEERD'],
  ],
  [
    'two routes for the same',
    voegToe('routes.yaml', '  - { ontvanger: 98989898, aansluiting: zorg-b }'),
    ['routes.yaml:9 ROUTES_BOTSEN'],
  ],
  ['a release twice', vervang('routes.yaml', 'standaard: ijw', 'standaard: iwmo'), ['routes.yaml:4 DUBBEL']],
  [
    'a release that the hub does not know',
    vervang('routes.yaml', `'3.2'`, `'3.3'`),
    ['routes.yaml:2 RELEASE_ONBEKEND'],
  ],
  [
    'retours that end before the rest',
    vervang('routes.yaml', `'3.2'`, `'3.2'\n    geldigTot: 2026-12-31\n    retourTot: 2026-11-30`),
    ['routes.yaml:2 DATUMS_OMGEKEERD'],
  ],
  [
    'an end for retours only',
    vervang('routes.yaml', `'3.2'`, `'3.2'\n    retourTot: 2026-11-30`),
    ['routes.yaml:2 ONTBREEKT'],
  ],
  [
    'more routes than anyone needs',
    { 'routes.yaml': `releases: []\nroutes:\n${'  - aansluiting: zorg-b\n'.repeat(20_001)}` },
    ['routes.yaml:2 TE_VEEL'],
  ],
];
