// Operating an installation from the console: the policy set, compared and undone, a client tried out, a service told what
// happens, a look given to its pages, accounts brought in.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { closeClean, launch, path, profile, reads } from './chromium.mjs';
import { Doorward } from './doorward.mjs';
import { OWNER, become } from './owner.mjs';
import { picture } from './png.mjs';
import { readable } from './readable.mjs';

const SHOTS = process.env.DOORWARD_TEST_SHOTS;
const AAL2 = 'urn:doorward:acr:aal2';

let server, browser, context, page;
const faults = [];
before(async () => {
  server = await Doorward.start();
  browser = await launch();
  if (SHOTS) await mkdir(SHOTS, { recursive: true });
  context = await profile(browser, server);
  page = await context.newPage();
  await become(page, server);
});
after(async () => {
  assert.deepEqual(faults, []);
  if (context) await closeClean(context);
  await browser?.close();
  await server?.stop();
});

async function look(name) {
  faults.push(...await readable(page, name));
  if (!SHOTS) return;
  for (const [colorScheme, width] of [['light', 1000], ['dark', 1000], ['light', 320]]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: `${SHOTS}/${name}-${colorScheme}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1000, height: 800 });
}

const discovery = async () => (await fetch(`${server.issuer}/.well-known/openid-configuration`)).json();

test('the policy is changed after a look at what would change, tells why, and is undone', async () => {
  await page.click('.tabs a[href="/admin/policy"]');
  await reads(page, '[aria-labelledby="version"]', /Version 0/);
  await page.click('#policy-edit');
  const levels = await page.inputValue('[name="policy.levels"]');
  assert.match(levels, /urn:doorward:acr:two-step = passkey\n/);
  await page.fill('[name="policy.levels"]', `${levels}\nurn:example:strict = passkey`);
  await page.fill('[name="policy.clients"]', `demo-app = ${AAL2}`);
  await page.fill('[name="policy.conditions"]', 'away = urn:doorward:acr:aal2; outside 127.0.0.0/8 ::1');
  await page.fill('[name="session.idle"]', '3h');
  await page.click('#policy-review');
  await reads(page, '[aria-labelledby="changes"]', /1h\s*→\s*3h/);
  await reads(page, '[aria-labelledby="changes"]', /demo-app/);
  await look('policy-review');
  // Under the draft this client asks for more; what counts is untouched.
  await page.fill('#account', OWNER.email);
  await page.fill('#client', 'demo-app');
  await page.click('#policy-play');
  await reads(page, '[aria-labelledby="try"]', /aal2/);
  assert.ok(!(await discovery()).acr_values_supported.includes('urn:example:strict'));

  await page.fill('[name="session.idle"]', '9d');
  await page.fill('#reason', 'The auditors asked for it');
  await page.click('#policy-save');
  await reads(page, '.points.bad', /session\.idle must not be longer than session\.absolute/);
  await look('policy-refused');
  await page.fill('[name="session.idle"]', '3h');
  await page.click('#policy-save');
  assert.equal(path(page), '/admin/policy');
  await reads(page, '[aria-labelledby="version"]', /Version 1[\s\S]*The auditors asked for it/);
  assert.ok((await discovery()).acr_values_supported.includes('urn:example:strict'), 'at once');
  await look('policy');

  await page.click('#policy-history');
  await look('policy-history');
  await page.click('a[href="/admin/policy/history/1"]');
  await reads(page, '.changes', /1h\s*→\s*3h/);
  await look('policy-version');
  await page.goto(`${server.issuer}/admin/policy/history/0`);
  await page.fill('#reason', 'It was too much');
  await page.click('#policy-restore');
  assert.equal(path(page), '/admin/policy');
  await reads(page, '[aria-labelledby="version"]', /Version 2[\s\S]*It was too much/);
  assert.ok(!(await discovery()).acr_values_supported.includes('urn:example:strict'));
  assert.match(await server.command(['policy', 'history']), /2 .*It was too much[\s\S]*1 .*The auditors asked/);
});

test('a client is tried out by a real sign-in, and its tokens are shown once', async () => {
  await page.goto(`${server.issuer}/admin/clients/demo-app`);
  await page.click('#test-client');
  // The demo application asks for permission.
  assert.equal(path(page), '/consent/…');
  await page.click('#consent-allow');
  assert.equal(path(page), '/admin/test');
  await reads(page, '[aria-labelledby="token-id_token"]', /"aud": "demo-app"/);
  await reads(page, '[aria-labelledby="token-id_token"]', new RegExp(`"iss": "${server.issuer}"`));
  assert.equal(await page.locator('.bad').count(), 0);
  await look('client-test');
  await page.reload();
  await reads(page, '#test-error', /invalid_grant/);
});

test('a service is told what happens, tried out, and told again', async () => {
  const told = [];
  let answers = 200;
  const receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => { body += part; });
    request.on('end', () => { told.push({ headers: request.headers, body }); response.writeHead(answers).end(); });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const here = `http://127.0.0.1:${receiver.address().port}/hooks`;
  await page.click('.tabs a[href="/admin/webhooks"]');
  await page.fill('#url', here);
  await page.fill('#events', 'mail.*');
  await page.click('#webhook-make');
  await reads(page, '.points.bad', /no kind of event/);
  await page.fill('#events', 'account.*');
  await page.fill('#description', 'Sales');
  await page.click('#webhook-make');
  const secret = await page.innerText('#webhook-secret');
  const id = await page.innerText('#webhook-id');
  await look('webhook');
  await page.goto(`${server.issuer}/admin/webhooks/${id}`);
  assert.equal(await page.locator('#webhook-secret').count(), 0);
  await page.click('#webhook-test');
  for (let left = 100; told.length === 0 && left > 0; left -= 1) await sleep(100);
  const { headers, body } = told[0];
  assert.equal(JSON.parse(body).type, 'webhook.test');
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = createHmac('sha256', key)
    .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64');
  assert.equal(headers['webhook-signature'], `v1,${signed}`);
  for (let left = 50; left > 0; left -= 1) {
    await page.goto(`${server.issuer}/admin/webhooks/${id}`);
    if (await page.getByText('delivered').count()) break;
    await sleep(100);
  }
  await page.getByRole('button', { name: 'Send again' }).first().click();
  for (let left = 100; told.length < 2 && left > 0; left -= 1) await sleep(100);
  assert.equal(told[1].headers['webhook-id'], headers['webhook-id'], 'the same message');
  await look('webhook-delivered');
  await page.click('.tabs a[href="/admin/webhooks"]');
  await look('webhooks');
  receiver.close();
});

// What a variable of the style is on this page now.
const variable = (name) => page.evaluate((one) => getComputedStyle(document.documentElement).getPropertyValue(one).trim(), name);

test('pages look as the form says, refuse what nobody could read, and give way to who asks for contrast', async () => {
  const light = () => page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference' });
  await page.click('.tabs a[href="/admin/brand"]');
  await look('look');
  await light();
  assert.equal(await variable('--accent'), '#115e56');
  await page.fill('#name', 'Acme');
  await page.fill('#accent', '#ffcc00');
  await page.click('#brand-more summary');
  await page.fill('#sheet_dark', '#888888');
  await page.click('#brand-save');
  await reads(page, '#accent-error', /#ffcc00 on #f4f2ee has a contrast of 1\.35 to 1/);
  await reads(page, '#sheet_dark-error', /On dark pages/);
  assert.equal(await page.inputValue('#name'), 'Acme', 'what was typed stays');
  assert.equal(await variable('--accent'), '#115e56');
  await look('look-refused');
  await light();

  const logo = join(server.data, 'logo.png');
  await writeFile(logo, picture(120, 48));
  await page.setInputFiles('#logo', logo);
  await page.fill('#accent', '#0b57d0');
  await page.fill('#sheet_dark', '');
  await page.fill('#paper', '#fff8e7');
  await page.fill('#paper_dark', '#0a0b10');
  await page.fill('#round', '0.125rem');
  await page.click('#brand-save');
  await reads(page, '.brand', /Acme/);
  assert.equal(await page.locator('#brand-logo').evaluate((image) => image.naturalWidth), 120);
  await look('look-saved');
  await light();
  // Each mode for itself, and our own for who asks for more contrast.
  for (const [colorScheme, contrast, paper] of [
    ['light', 'no-preference', '#fff8e7'], ['dark', 'no-preference', '#0a0b10'], ['light', 'more', '#f4f2ee'], ['dark', 'more', '#121416'],
  ]) {
    await page.emulateMedia({ colorScheme, contrast });
    assert.equal(await variable('--paper'), paper, `${colorScheme} ${contrast}`);
    assert.equal(await variable('--round'), '0.125rem');
    if (contrast === 'more') assert.equal(await variable('--edge'), await variable('--ink'));
  }
  await light();

  // The look of a client is its own page's, from the page of the client.
  await page.goto(`${server.issuer}/admin/clients/demo-app`);
  await page.click('#client-brand');
  await page.fill('#name', 'The Demo');
  await page.click('#brand-save');
  await reads(page, '.brand', /The Demo/);
  assert.equal(await variable('--accent'), '#0b57d0', 'what it does not say the installation does');
  await page.goto(`${server.issuer}/admin/brand`);
  await reads(page, '.brand', /Acme/);
  await page.click('#brand-remove');
  await reads(page, '.brand', /Doorward/);
  assert.equal(await variable('--round'), '.625rem');
  await page.goto(`${server.issuer}/admin/clients/demo-app/brand`);
  await page.click('#brand-remove');
  await reads(page, '.brand', /Doorward/);
});

test('accounts are looked at, brought in whole, and given out', async () => {
  const file = join(server.data, 'people.csv');
  await writeFile(file, 'username,email\nada,ada@example.org\nbert,nowhere\n');
  await page.click('.tabs a[href="/admin/transfer"]');
  await page.selectOption('#format', 'csv');
  await page.setInputFiles('#file', file);
  await page.click('#import-run');
  await reads(page, '#import-faults', /3: /);
  await look('import-faulty');
  await writeFile(file, 'username,email\nada,ada@example.org\nbert,bert@example.org\n');
  await page.setInputFiles('#file', file);
  await page.selectOption('#format', 'csv');
  await page.click('#import-examine');
  await reads(page, '#import-accounts', /^2$/);
  await page.selectOption('#format', 'csv');
  await page.setInputFiles('#file', file);
  await page.click('#import-run');
  await reads(page, '#report', /were imported/);
  await look('imported');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#export-ndjson')]);
  const given = await readFile(await download.path(), 'utf8');
  assert.ok(given.includes('bert@example.org') && !given.includes('argon2'));
  await page.goto(`${server.issuer}/admin/accounts?q=bert`);
  await reads(page, '.list-of-records', /bert/);
  await page.goto(`${server.issuer}/admin`);
  await reads(page, '[aria-labelledby="checks"]', /Database[\s\S]*Clock[\s\S]*Mail/);
  await look('overview');
});
