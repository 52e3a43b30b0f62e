#!/usr/bin/env node
/**
 * Measures the session endpoint: how many requests a second it answers when the tenant answers at once, and whether its
 * memory stays bounded when the tenant never answers. Requires `npm run build`.
 *
 *   node bench/server.js [--runs 5] [--seconds 4]
 *
 * Host, tenant and load are separate processes that share the machine's cores. The table shows the processor time of each
 * for one request, and the share of everything else on the machine.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { cpus } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, seconds: { type: 'string', default: '4' } },
});
const RUNS = Number(values.runs);
const SECONDS = Number(values.seconds);
const CONNECTIONS = 50;
/** The warm-up until V8 has compiled the host's code; before that, a request costs about twice as much. */
const WARM_SECONDS = 8;
const SLOW_TIMEOUT_MS = 2000;
const SLOW_RATE = 250;
const SLOW_SECONDS = 12;
const TARGET = 1000;

/**
 * What is compared. A bare `fetch` shows the cost of the platform; a hand-written endpoint also reads the body, and gives up on a
 * tenant that does not answer. Two processes represent a host that uses both cores.
 */
const HOSTS = {
  'bare fetch': ['bare'],
  'hand-written': ['hand'],
  handler: ['handler'],
  'handler, fetch over node:http': ['lean'],
  'bare fetch, two processes': ['bare', '2'],
  'handler, two processes': ['handler', '2'],
  'handler, fetch over node:http, two processes': ['lean', '2'],
};

const BODY = JSON.stringify({ surface: 'dashboard', dashboardId: 'abc', reason: 'initial' });
const HEADERS = {
  'content-type': 'application/json',
  'content-length': Buffer.byteLength(BODY),
  'sec-fetch-site': 'same-origin',
  cookie: 'ada',
};

async function start(file, args = []) {
  const child = fork(new URL(file, import.meta.url), args, { execArgv: ['--expose-gc'] });
  const [{ url }] = await once(child, 'message');
  return { child, url };
}

/** Reads the host's memory and processor time after a garbage collection. */
async function stateOf(child) {
  const answer = once(child, 'message');
  child.send('state');
  const [state] = await answer;
  return state;
}

function post(url, agent) {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      `${url}/cube-session`,
      { method: 'POST', agent, headers: HEADERS },
      (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      },
    );
    outgoing.on('error', reject).end(BODY);
  });
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const round = (number, digits = 1) => Number(number.toFixed(digits));

/** The processor milliseconds that all processes of the machine have used. */
const machineMs = () =>
  cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);

/** The result of one load run against a host, with the processor time of each process. */
async function measureRun({ child, url }, tenant, load, seconds) {
  const crew = { host: child, tenant: tenant.child, load };
  const used = async () => {
    const names = Object.keys(crew);
    const states = await Promise.all(names.map((name) => stateOf(crew[name])));
    return { ...Object.fromEntries(names.map((name, i) => [name, states[i].cpuMs])), machine: machineMs() };
  };
  const before = await used();
  const began = performance.now();
  const answered = once(load, 'message');
  load.send({ url, connections: CONNECTIONS, seconds });
  const [durations] = await answered;
  const after = await used();
  const took = (name) => after[name] - before[name];
  const own = Object.keys(crew).reduce((sum, name) => sum + took(name), 0);
  const available = (performance.now() - began) * cpus().length;
  durations.sort((a, b) => a - b);
  return {
    'requests/s': Math.round(durations.length / seconds),
    'median ms': round(percentile(durations, 0.5)),
    'p99 ms': round(percentile(durations, 0.99)),
    ...Object.fromEntries(
      Object.keys(crew).map((name) => [`${name} CPU ms`, round(took(name) / durations.length, 2)]),
    ),
    // the system counts in ticks, so a small value may become negative
    'others’ CPU %': Math.max(0, Math.round((100 * (took('machine') - own)) / available)),
  };
}

/** Runs the hosts in turns, so that other work of the machine affects all of them; returns the median run of each, and its spread. */
async function measureSpeed(tenant) {
  const { child: load } = await start('server-load.js');
  const hosts = {};
  for (const [name, args] of Object.entries(HOSTS)) {
    hosts[name] = { ...(await start('server-host.js', [tenant.url, '10000', ...args])), runs: [] };
    await measureRun(hosts[name], tenant, load, WARM_SECONDS);
  }
  for (let i = 0; i < RUNS; i++) {
    for (const host of Object.values(hosts)) host.runs.push(await measureRun(host, tenant, load, SECONDS));
  }
  load.disconnect();
  const rows = {};
  for (const [name, { child, runs }] of Object.entries(hosts)) {
    child.disconnect();
    const column = (key) => runs.map((run) => run[key]);
    const medians = Object.fromEntries(Object.keys(runs[0]).map((key) => [key, median(column(key))]));
    const rates = column('requests/s');
    rows[name] = { ...medians, 'slowest run': Math.min(...rates), 'fastest run': Math.max(...rates) };
  }
  console.log(
    `\nA tenant that answers at once (${CONNECTIONS} connections, ${RUNS} runs of ${SECONDS} s by turns)`,
  );
  console.table(rows);
  return rows;
}

async function measureMemory(tenant) {
  tenant.child.send({ answers: false });
  const host = await start('server-host.js', [tenant.url, String(SLOW_TIMEOUT_MS), 'handler']);
  const agent = new Agent({ keepAlive: true });
  const look = async () => {
    const { inFlight, heapUsed } = await stateOf(host.child);
    return { 'in flight': inFlight, 'heap MB': round(heapUsed / 2 ** 20) };
  };
  const rows = { start: await look() };
  const outcomes = {};
  const count = (outcome) => (outcomes[outcome] = (outcomes[outcome] ?? 0) + 1);
  const pending = [];
  for (let second = 1; second <= SLOW_SECONDS; second++) {
    for (let tenth = 0; tenth < 10; tenth++) {
      for (let i = 0; i < SLOW_RATE / 10; i++) {
        pending.push(post(host.url, agent).then(count, ({ code }) => count(code)));
      }
      await wait(100);
    }
    rows[`second ${second}`] = await look();
  }
  await Promise.all(pending);
  agent.destroy();
  rows['all answered'] = await look();
  host.child.disconnect();
  console.log(`\nA tenant that never answers (${SLOW_RATE} requests/s, timeoutMs ${SLOW_TIMEOUT_MS})`);
  console.table(rows);
  console.log('answers:', outcomes);
}

const tenant = await start('server-tenant.js');
const rows = await measureSpeed(tenant);
await measureMemory(tenant);
tenant.child.disconnect();
const rates = Object.entries(rows).map(([name, row]) => `${name} ${row['requests/s']}`);
console.log(
  `\n${cpus().length} cores, Node ${process.version}, requests/s (target ${TARGET}): ${rates.join('; ')}`,
);
