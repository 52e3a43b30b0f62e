const vitest = (project) => `vitest run -c test/vitest.config.ts --project ${project}`;
const playwright = (browser) => `playwright test -c test/page --project=${browser}`;
const example = (folder) => [`npm ci --prefix examples/${folder}`, `npm test --prefix examples/${folder} --`];

/** All suites by name: what they test, and their commands, the last of which takes the options. */
export const SUITES = {
  unit: {
    what: 'sessions, URLs, messages, server side, test kit, docs samples; in Node',
    commands: [vitest('unit')],
  },
  element: {
    what: 'the elements in Chromium, against an emulated tenant',
    commands: ['node test/element/run.js chromium'],
  },
  page: {
    what: 'whole pages with a backend, the demo, the tenant’s own pages; in Chromium',
    commands: ['node scripts/browsers.js chromium', playwright('chromium')],
  },
  'firefox-element': { what: 'the elements in Firefox', commands: ['node test/element/run.js firefox'] },
  'firefox-page': {
    what: 'whole pages in Firefox',
    commands: ['node scripts/browsers.js firefox', playwright('firefox')],
  },
  'webkit-element': { what: 'the elements in WebKitGTK', commands: ['node test/element/run.js webkit'] },
  'webkit-page': {
    what: 'whole pages in WebKitGTK',
    commands: ['node scripts/browsers.js webkit', vitest('page-webkit')],
  },
  package: { what: 'the packed tarball in an empty project', commands: [vitest('package')] },
  servers: {
    what: 'the session endpoint in five servers, and the call to Cube in other languages',
    commands: example('servers'),
  },
  frameworks: {
    what: 'the elements in every front-end framework of the docs, across routes, and their types',
    commands: example('frameworks'),
  },
  components: {
    what: 'users’ component tests in jsdom and happy-dom, with Vitest, Jest and ng test',
    commands: example('component-tests'),
  },
  model: {
    what: '10,000 random schedules of events against one element’s session',
    commands: ['node test/unit/session/support/run-model.js'],
  },
  endurance: {
    what: 'fifty elements for a month of random faults, with moved clocks',
    commands: ['node scripts/browsers.js chromium', vitest('endurance')],
  },
  coverage: {
    what: 'lines and branches that the unit and element suites reach',
    commands: ['node test/coverage/run.js'],
  },
  mutation: {
    what: 'which mistakes in the session’s code its tests would not notice',
    commands: ['node test/mutation/run.js'],
  },
};

/** The suites with this name, such as `unit`, or of this engine, such as `firefox`. */
export const suitesOf = (name) =>
  Object.keys(SUITES).filter((suite) => suite === name || suite.startsWith(`${name}-`));

/** The names of suites with what they test, as lines to print. */
export const listOf = (names) => names.map((name) => `  ${name.padEnd(16)} ${SUITES[name].what}`).join('\n');
