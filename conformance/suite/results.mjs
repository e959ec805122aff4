// Writes RESULTS.md from what run.mjs --json wrote: what the suite said, and our reason beside each warning.
//
//   node conformance/suite/results.mjs report.json SUITE-VERSION > conformance/RESULTS.md

import { readFileSync } from 'node:fs';
import { reasons } from './reasons.mjs';

const [file, version] = process.argv.slice(2);
if (!file || !version) {
  console.error('usage: results.mjs REPORT SUITE-VERSION');
  process.exit(2);
}
const report = JSON.parse(readFileSync(file, 'utf8'));
const RESULTS = ['PASSED', 'REVIEW', 'WARNING', 'SKIPPED', 'FAILED'];

const lines = [
  '# What the OpenID Foundation’s conformance suite says',
  '',
  `Suite ${version}, run against Doorward over https with two host names. A module that stored a page to be looked at ends as`,
  '“review”: the suite found nothing wrong with it. This file is written by `suite/results.mjs` from the answers of the suite.',
  '',
  '| plan | variant | date | modules | passed | review | warning | skipped | failed |',
  '|---|---|---|---|---|---|---|---|---|',
];
const found = new Map();
for (const { plan, variant, at, results } of Object.values(report)) {
  const count = (result) => results.filter((one) => one.result === result).length;
  const told = Object.values(variant).join(', ') || '–';
  lines.push(`| ${[`\`${plan}\``, told, at.slice(0, 10), results.length, ...RESULTS.map(count)].join(' | ')} |`);
  for (const one of results) {
    for (const finding of one.found.filter((text) => /^(WARNING|FAILURE)/.test(text))) {
      const where = found.get(finding) ?? new Set();
      where.add(one.module);
      found.set(finding, where);
    }
  }
}
const list = (kind) => [...found].filter(([finding]) => finding.startsWith(kind));
lines.push('', '## Warnings', '');
for (const [finding, modules] of list('WARNING')) {
  const [, source, message] = finding.match(/^WARNING: ([^:]+): (.*)$/s);
  const reason = reasons[source] ?? 'No reason is written yet.';
  lines.push(`- \`${source}\` (${[...modules].join(', ')}): “${message.trim()}” ${reason}`);
}
if (list('WARNING').length === 0) lines.push('None.');
lines.push('', '## Failures', '');
for (const [finding, modules] of list('FAILURE')) lines.push(`- ${[...modules].join(', ')}: ${finding.slice(9)}`);
if (list('FAILURE').length === 0) lines.push('None.');
const skipped = new Set(
  Object.values(report).flatMap(({ results }) => results.filter((one) => one.result === 'SKIPPED').map((one) => one.module)),
);
lines.push('', '## Skipped', '');
lines.push(skipped.size === 0 ? 'None.' : `The suite skips what the discovery document does not offer: ${[...skipped].join(', ')}.`);
lines.push('', readFileSync(new URL('reproduce.md', import.meta.url), 'utf8').trim(), '');
process.stdout.write(lines.join('\n'));
