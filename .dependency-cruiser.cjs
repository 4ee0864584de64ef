/**
 * Who may import whom. Folders of src/ follow the way of a message; each rule says what it protects.
 * Ports (port.ts) of observe/ and config/, and all of bericht/, are open to everyone.
 */
const OPEN = [
  '^src/bericht/',
  '^src/(observe|config)/port\\.ts$',
  '^src/observe/(fout-velden|plan)\\.ts$',
  '^node:',
  'node_modules',
];

/** A room and what it may import beside itself and what is open to all. */
const room = (naam, mag = [], van = `^src/${naam}/`) => ({
  name: `${naam.replace(/[^a-z-]/g, '-')}-imports`,
  comment: `src/${naam} imports only what the plan of the house allows`,
  severity: 'error',
  from: { path: van, pathNot: [] },
  to: {
    path: '^src/',
    pathNot: [...OPEN, `^src/${naam}/`, ...mag],
  },
});

const PORTS =
  '^src/(verify|validate|route|store|queue|keys|pipeline)/(stand-|wachtrij-|alarm-|bewaar-|journaal-|zoek-|beheer-|sleutel-)?port\\.ts$';
const VERZOEK_ROOMS = ['^src/http/', '^src/signature/', '^src/pipeline/', PORTS];

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'bericht-is-pure',
      comment: 'the vocabulary imports nothing, not even node:fs',
      severity: 'error',
      from: { path: '^src/bericht/' },
      to: { pathNot: '^src/bericht/' },
    },
    {
      name: 'signature-libraries',
      comment: 'signatures are pure functions over bytes and keys',
      severity: 'error',
      from: { path: '^src/signature/' },
      to: { dependencyTypes: ['core', 'npm'], pathNot: '^(node:)?crypto$|node_modules/(jose|structured-headers)/' },
    },
    {
      name: 'adapters-only-by-compose',
      comment: 'only compose files and tests know which store and which queue there is',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '^src/(compose.*\\.ts$|store/sqlite/|store/postgres/|queue/embedded/|queue/rabbitmq/)',
      },
      to: { path: '^src/(store/(sqlite|postgres)|queue/(embedded|rabbitmq))/' },
    },
    {
      name: 'process-only-in-main-and-cli',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main\\.ts$|cli/)' },
      to: { path: '^(node:)?process$' },
    },
    {
      name: 'no-tests-in-src',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'nobody-imports-the-roots',
      comment: 'compose and main build the graph; nothing of it imports them',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|compose.*|message-worker)\\.ts$|^src/cli/' },
      to: { path: '^src/(main|compose[^/]*|message-worker)\\.ts$|^src/cli/' },
    },
    room('signature'),
    room('observe'),
    room('config'),
    room('keys', ['^src/signature/', '^src/verify/port\\.ts$']),
    room('verify', ['^src/signature/']),
    room('validate', ['^src/pipeline/port\\.ts$']),
    room('route'),
    room('pipeline', ['^src/verify/', '^src/validate/', '^src/route/', PORTS]),
    // the embedded queue keeps its items in the store, so each knows the other's port
    room('store', ['^src/(keys|queue)/port\\.ts$']),
    room('queue', ['^src/store/(wachtrij-|bewaar-)?port\\.ts$']),
    room('deliver', ['^src/signature/', PORTS]),
    room('trace', [PORTS, '^src/store/journaal-blad\\.ts$']),
    // not in observe: that is a leaf which every room imports, and the keeper of alarms signs and writes to the store
    room('alarm', ['^src/signature/', '^src/keys/certificaat-waarschuwingen\\.ts$', PORTS]),
    // which headers a refusal carries is said by who refuses
    room('http', ['^src/signature/', '^src/verify/antwoord-koppen\\.ts$', PORTS]),
    room('receive', VERZOEK_ROOMS),
    room('api', [...VERZOEK_ROOMS, '^src/verify/antwoord-koppen\\.ts$', '^src/(deliver|trace|route|validate|keys)/']),
    room('web', [...VERZOEK_ROOMS, '^src/(deliver|trace|route|validate|keys)/']),
    room('client', ['^src/signature/']),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
};
