// Drives a running conformance suite through its REST API and writes what it said.
//
//   NODE_EXTRA_CA_CERTS=ca.pem node conformance/suite/run.mjs https://suite.test:8443 [PLAN…] [--json FILE]
//
// scripts/conformance does this and all that goes before. Without a PLAN all of plans.mjs are run. Exits with 1 if a module
// failed. --module NAME runs one module of each plan; --jobs N runs so many modules of a plan at the same time, where each
// registers a client of its own; --rotate COMMAND asks the provider for new keys, which the module that waits for it needs. --json
// adds to what FILE says, --of TEXT names the provider there, and --note TEXT says what is particular about the suite.

import { exec } from 'node:child_process';
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { configurations, DISCOVERY, plans } from './plans.mjs';

const MOST_SECONDS = 240;
// Waits to be started until there are new keys.
const WAITS = 'oidcc-server-rotate-keys';
const words = process.argv.slice(2);
const option = (name) => {
  const at = words.indexOf(name);
  return at < 0 ? undefined : words.splice(at, 2)[1];
};
const file = option('--json');
const only = option('--module');
const jobs = Number(option('--jobs') ?? 1);
const rotate = option('--rotate');
const of = option('--of');
const note = option('--note');
const [address, ...chosen] = words;
if (!address) {
  console.error('usage: run.mjs ADDRESS [PLAN…] [--module NAME] [--jobs N] [--rotate COMMAND] [--of TEXT] [--note TEXT] [--json FILE]');
  process.exit(2);
}
const unknown = chosen.filter((name) => !plans[name]);
if (unknown.length > 0) {
  console.error(`no such plan: ${unknown.join(', ')}; there are ${Object.keys(plans).join(', ')}`);
  process.exit(2);
}

async function call(method, path, body) {
  const answer = await fetch(`${address}/api/${path}`, {
    method,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
  return text ? JSON.parse(text) : undefined;
}

const query = (values) => new URLSearchParams(values).toString();
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// What the suite found wrong, or why it skipped, in its own words.
const SKIPPED = 'The test was skipped: ';
async function findings(id) {
  const log = await call('GET', `log/${id}`);
  return log.flatMap(({ result, src, msg }) => {
    if (msg?.startsWith(SKIPPED)) return [`SKIPPED: ${msg.slice(SKIPPED.length)}`];
    return result === 'FAILURE' || result === 'WARNING' ? [`${result}: ${src}: ${msg}`] : [];
  });
}

// New keys are published before they sign, once those before them have been published long enough.
async function newKeys() {
  const get = async (url) => (await fetch(url)).json();
  const { jwks_uri: address } = await get(DISCOVERY);
  const kids = async () => (await get(address)).keys.map(({ kid }) => kid);
  const before = await kids();
  await promisify(exec)(rotate);
  for (let passed = 0; passed < MOST_SECONDS && (await kids()).every((kid) => before.includes(kid)); passed += 1) await sleep(1000);
}

async function run(plan, module) {
  const { id } = await call('POST', `runner?${query({ test: module.testModule, plan, variant: JSON.stringify(module.variant ?? {}) })}`);
  for (let passed = 0; passed < MOST_SECONDS; passed += 1) {
    const { status, result } = await call('GET', `info/${id}`);
    if (status === 'FINISHED' || status === 'INTERRUPTED') {
      const found = result === 'PASSED' ? [] : await findings(id);
      return { module: module.testModule, variant: module.variant, id, result: status === 'INTERRUPTED' ? 'FAILED' : result, found };
    }
    // All others start by themselves.
    if (status === 'CONFIGURED' && module.testModule === WAITS) {
      if (rotate) await newKeys();
      await call('POST', `runner/${id}`);
    }
    await sleep(1000);
  }
  const found = await findings(id);
  await call('DELETE', `runner/${id}`);
  return { module: module.testModule, variant: module.variant, id, result: 'FAILED', found: [...found, `no end after ${MOST_SECONDS} s`] };
}

function tell(name, outcome) {
  console.log(`${name.padEnd(16)} ${outcome.result.padEnd(8)} ${outcome.module}`);
  for (const line of outcome.found) console.log(`    ${line}`);
}

const report = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { plans: {} };
report.suite = (await call('GET', 'server')).version;
// What was particular once is told until all plans are asked again, in a new file.
if (note) report.note = note;
let failed = 0;
for (const name of chosen.length > 0 ? chosen : Object.keys(plans)) {
  const [planName, variant, configuration] = plans[name];
  const description = { ...configurations[configuration], description: `Doorward, ${name}` };
  const plan = await call('POST', `plan?${query({ planName, variant: JSON.stringify(variant) })}`, description);
  const modules = plan.modules.filter((one) => !only || one.testModule === only);
  const results = new Array(modules.length);
  let next = 0;
  const work = async () => {
    for (let at = next++; at < modules.length; at = next++) {
      results[at] = await run(plan.id, modules[at]);
      tell(name, results[at]);
    }
  };
  // An alias is one address: the modules of a plan that has one take turns.
  await Promise.all(Array.from({ length: description.alias ? 1 : jobs }, work));
  const count = (result) => results.filter((one) => one.result === result).length;
  const tally = ['PASSED', 'REVIEW', 'WARNING', 'SKIPPED', 'FAILED'].map((result) => `${result.toLowerCase()} ${count(result)}`);
  failed += count('FAILED') + count('UNKNOWN');
  console.log(`${name}: ${tally.join(', ')} of ${results.length}\n`);
  report.plans[name] = { plan: planName, variant, of, at: new Date().toISOString(), results };
  if (file) writeFileSync(file, `${JSON.stringify(report, null, 1)}\n`);
}
process.exit(failed > 0 ? 1 : 0);
