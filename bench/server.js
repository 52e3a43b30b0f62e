#!/usr/bin/env node
/**
 * Measures the session endpoint (build first): how many requests a second it answers when the tenant answers at once, and
 * that its memory stays within bounds when the tenant does not answer at all.
 *
 *   node bench/server.js [--runs 5] [--seconds 4]
 *
 * Host and tenant are a process each; the load comes from this one. All share the machine's cores.
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
const SLOW_TIMEOUT_MS = 2000;
const SLOW_RATE = 250;
const SLOW_SECONDS = 12;
const TARGET = 1000;

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

/** Asks the host how it is, after a collection of its garbage. */
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

/** Keeps `CONNECTIONS` requests on their way for some seconds. */
async function measureRun({ child, url }, seconds) {
  const before = await stateOf(child);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const durations = [];
  const end = performance.now() + seconds * 1000;
  const keepAsking = async () => {
    while (performance.now() < end) {
      const began = performance.now();
      const status = await post(url, agent);
      if (status !== 200) throw new Error(`the endpoint answered ${status}`);
      durations.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, keepAsking));
  agent.destroy();
  durations.sort((a, b) => a - b);
  const { cpuMs } = await stateOf(child);
  return {
    'requests/s': Math.round(durations.length / seconds),
    'median ms': round(percentile(durations, 0.5)),
    'p99 ms': round(percentile(durations, 0.99)),
    'host CPU ms/request': round((cpuMs - before.cpuMs) / durations.length, 2),
  };
}

async function measureSpeed(tenant) {
  const host = await start('server-host.js', [tenant.url, '10000']);
  await measureRun(host, 1); // warm
  const runs = [];
  for (let i = 0; i < RUNS; i++) runs.push(await measureRun(host, SECONDS));
  host.child.kill();
  const medians = Object.fromEntries(
    Object.keys(runs[0]).map((key) => [key, median(runs.map((run) => run[key]))]),
  );
  console.log(`\nA tenant that answers at once (${CONNECTIONS} connections, ${RUNS} runs of ${SECONDS} s)`);
  console.table({ ...runs.map((run) => run), median: medians });
  return medians['requests/s'];
}

async function measureMemory(tenant) {
  tenant.child.send({ answers: false });
  const host = await start('server-host.js', [tenant.url, String(SLOW_TIMEOUT_MS)]);
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
  host.child.kill();
  console.log(`\nA tenant that never answers (${SLOW_RATE} requests/s, timeoutMs ${SLOW_TIMEOUT_MS})`);
  console.table(rows);
  console.log('answers:', outcomes);
}

const tenant = await start('server-tenant.js');
const rate = await measureSpeed(tenant);
await measureMemory(tenant);
tenant.child.kill();
console.log(`\n${cpus().length} cores, Node ${process.version}: ${rate} requests/s (target ${TARGET})`);
