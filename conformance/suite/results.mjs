// Writes RESULTS.md from what run.mjs --json wrote: what the suite said, and our reason beside each warning.
//
//   node conformance/suite/results.mjs report.json > conformance/RESULTS.md

import { readFileSync } from 'node:fs';
import { plans } from './plans.mjs';
import { reasons } from './reasons.mjs';

const [file] = process.argv.slice(2);
if (!file) {
  console.error('usage: results.mjs REPORT');
  process.exit(2);
}
const { suite, note: particular, plans: told } = JSON.parse(readFileSync(file, 'utf8'));
// In the order in which they are written down, whichever were asked again.
const report = Object.keys(plans).filter((name) => told[name]).map((name) => [name, told[name]]);
const RESULTS = ['PASSED', 'REVIEW', 'WARNING', 'SKIPPED', 'FAILED'];

const lines = [
  '# What the OpenID Foundation’s conformance suite says',
  '',
  `Suite release-v${suite}, run against Doorward over https with two host names. A module that stored a page to be looked at ends`,
  'as “review”: the suite found nothing wrong with it. This file is written by `scripts/conformance` from the answers of the suite.',
  ...(particular ? ['', particular] : []),
  '',
  '| name | plan | variant | date | commit | modules | passed | review | warning | skipped | failed |',
  '|---|---|---|---|---|---|---|---|---|---|---|',
];
// What was found -> the modules it was found in.
const found = { WARNING: new Map(), FAILURE: new Map(), SKIPPED: new Map() };
const note = (kind, text, module) => found[kind].set(text, (found[kind].get(text) ?? new Set()).add(module));
for (const [name, { plan, variant, of, at, results }] of report) {
  const count = (result) => results.filter((one) => one.result === result).length;
  const wanted = Object.values(variant).join(', ') || '–';
  const cells = [name, `\`${plan}\``, wanted, at.slice(0, 10), of ?? '–', results.length, ...RESULTS.map(count)];
  lines.push(`| ${cells.join(' | ')} |`);
  for (const { module, result, found: findings } of results) {
    let failure = false;
    for (const finding of findings) {
      const [, kind, text] = finding.match(/^(WARNING|FAILURE|SKIPPED): (.*)$/s) ?? [undefined, 'FAILURE', finding];
      note(kind, text.trim(), module);
      failure ||= kind === 'FAILURE';
    }
    if (!failure && !RESULTS.slice(0, 4).includes(result)) note('FAILURE', `ended as ${result}`, module);
  }
}
function section(title, kind, shown) {
  lines.push('', `## ${title}`, '');
  for (const [text, modules] of found[kind]) lines.push(`- ${shown(text, [...modules].join(', '))}`);
  if (found[kind].size === 0) lines.push('None.');
}
const looked = report.flatMap(([, { results }]) => results.filter((one) => one.result === 'REVIEW').map((one) => one.module));
lines.push('', '## Review', '', `${[...new Set(looked)].join(', ') || 'None'}.`);
section('Warnings', 'WARNING', (text, modules) => {
  const [, source, message] = text.match(/^([^:]+): (.*)$/s);
  return `\`${source}\` (${modules}): “${message}” ${reasons[source] ?? 'No reason is written yet.'}`;
});
section('Failures', 'FAILURE', (text, modules) => `${modules}: ${text}`);
section('Skipped', 'SKIPPED', (text, modules) => `${modules}: “${text}”`);
lines.push('', readFileSync(new URL('reproduce.md', import.meta.url), 'utf8').trim(), '');
process.stdout.write(lines.join('\n'));
