import { randomUUID } from 'node:crypto';
import { createRedactor } from '../../dist/frame/redact.js';
import { columns, compared } from '../report.js';
import { summary } from '../statistics.js';

const IDS = 50;
const MEGABYTE = 1_000_000;
const RUNS = 11;
/** Milliseconds. */
const TEXT_LIMIT = 50;
/** Messages in a run, so that its time can be measured. */
const MESSAGES = 2_000;
/** Microseconds. */
const MESSAGE_LIMIT = 15;

const MESSAGE = {
  type: 'cube:event:view',
  payload: {
    surface: 'dashboard',
    path: '/embed/dashboard/sales?f_orders.status=%7B%22value%22%3A%22completed%22%7D',
    publicId: 'sales',
    title: 'Sales overview',
  },
  timestamp: Date.now(),
  surface: 'dashboard',
};
const ROWS = Array.from({ length: 12_000 }, (_, id) => ({ id, name: `row ${id}`, ok: true }));

/** What texts of a megabyte consist of, and how they are called. */
const SHAPES = (id) => ({
  prose: 'The quick brown fox jumps over the lazy dog. ',
  'JSON rows in base64': btoa(JSON.stringify(ROWS)),
  'beginnings of tokens': 'eyJ',
  tokens: 'eyJ.eyJ..',
  'beginnings of an id': id.slice(0, -1),
  ids: id,
  'percent signs': '%',
  'escaped characters': '%41',
  'escaped escapes': '%252541',
  backslashes: '\\',
  'escapes of JSON': '\\u0041',
});

/** Milliseconds of processor time for each of a number of calls, run after run. */
function timed(calls, act) {
  return Array.from({ length: RUNS }, () => {
    const began = process.cpuUsage();
    for (let i = 0; i < calls; i += 1) act();
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000 / calls;
  });
}

/** What it costs to remove session ids and tokens from a text or a message, in Node. */
export function redaction() {
  const ids = Array.from({ length: IDS }, () => randomUUID());
  const redactor = createRedactor();
  for (const id of ids) redactor.add(id);
  const rows = Object.entries(SHAPES(ids[0])).map(([what, part]) => {
    const text = part.repeat(MEGABYTE / part.length + 1).slice(0, MEGABYTE);
    const ours = summary(timed(1, () => redactor.hide(text)));
    return compared({ what: `a text of 1 MB: ${what}`, ours, unit: 'ms', limit: TEXT_LIMIT });
  });
  const times = timed(MESSAGES, () => redactor.hide(MESSAGE)).map((ms) => 1000 * ms);
  rows.push(compared({ what: 'a `view` message', ours: summary(times), unit: 'µs', limit: MESSAGE_LIMIT }));
  return {
    title: 'Redaction',
    note: `Removing ${IDS} remembered session ids and all tokens, in Node, in processor time, the garbage collector's and the compiler's threads included.`,
    columns: columns(''),
    rows,
  };
}
