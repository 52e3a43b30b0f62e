#!/usr/bin/env node
/**
 * Adds up the counts that the suites wrote to `coverage/`. Prints lines and branches for each folder of `src`, and what was
 * never reached. Exits with 1 when a folder is below its threshold.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import coverage from 'istanbul-lib-coverage';
import { FOLDERS, instrument, lastCounters } from './instrument.js';

/** Required percentage of lines and of branches. */
const BAR = { session: 95, frame: 95, server: 95 };

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const jsonIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${folder}/${name}`);

/** All counters at zero, because a file that no test loads counts too. */
function nothingYet() {
  const map = coverage.createCoverageMap();
  for (const folder of FOLDERS) {
    for (const file of readdirSync(`src/${folder}`)) {
      const path = `src/${folder}/${file}`;
      instrument(readFileSync(path, 'utf8'), path);
      map.addFileCoverage(lastCounters());
    }
  }
  return map;
}

const percent = ({ covered, total }) => (total ? (100 * covered) / total : 100);
const shown = (part) => `${percent(part).toFixed(1)} % (${part.covered} of ${part.total})`.padEnd(24);

const map = nothingYet();
for (const path of [...jsonIn('coverage/unit'), ...jsonIn('coverage/element')]) map.merge(read(path));
writeFileSync('coverage/coverage.json', JSON.stringify(map));

const missed = [];
console.log(`\n${'folder'.padEnd(14)}${'lines'.padEnd(24)}branches`);
for (const folder of FOLDERS) {
  const sum = coverage.createCoverageSummary();
  for (const path of map.files().filter((file) => file.startsWith(`src/${folder}/`))) {
    const file = map.fileCoverageFor(path);
    sum.merge(file.toSummary());
    for (const line of file.getUncoveredLines()) missed.push(`${path}:${line} is never run`);
    for (const [branch, counts] of Object.entries(file.b)) {
      const { loc, locations, type } = file.branchMap[branch];
      for (const [way, count] of counts.entries()) {
        const { line } = locations[way].start.line ? locations[way].start : loc.start;
        if (!count) missed.push(`${path}:${line} never goes way ${way + 1} of the ${type}`);
      }
    }
  }
  const { lines, branches } = sum;
  const bar = BAR[folder] ?? 0;
  const isUnder = Math.min(percent(lines), percent(branches)) < bar;
  if (isUnder) process.exitCode = 1;
  console.log(`src/${folder.padEnd(10)}${shown(lines)}${shown(branches)}${isUnder ? `UNDER ${bar} %` : ''}`);
}
console.log(`\n${missed.join('\n')}`);
