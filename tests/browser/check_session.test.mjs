// The page that clients keep in a frame (OpenID Connect Session Management 1.0), asked from another origin of the same site, over
// https: browsers keep cookies from the frames of other sites by now, and answer "changed" there whatever happened.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { chromium } from 'playwright-core';

import { signInByMail } from './chromium.mjs';
import { Serving } from './serving.mjs';

// What a client does: a frame of the provider, and a question now and then.
const PAGE = (issuer) => `<!doctype html><title>client</title><iframe id="op" src="${issuer}/check-session"></iframe>
<script>
window.ask = (message) => new Promise((done) => {
  const wait = setTimeout(() => done('silence'), 3000);
  addEventListener('message', (event) => {
    if (event.origin !== '${issuer}') return;
    clearTimeout(wait);
    done(event.data);
  }, { once: true });
  document.getElementById('op').contentWindow.postMessage(message, '${issuer}');
});
</script>`;

let folder, server, client, browser, people;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorward-frame-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const names = ['-subj', '/CN=id.doorward.test', '-addext', 'subjectAltName=DNS:id.doorward.test,DNS:client.doorward.test'];
  execFileSync('openssl', ['req', '-x509', ...curve, ...names, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  const tls = { key: await readFile(key), cert: await readFile(certificate) };
  client = createServer(tls, (request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(request.url.startsWith('/frame') ? PAGE(server.issuer) : '<!doctype html><title>back</title>');
  }).listen(0, '127.0.0.1');
  await once(client, 'listening');
  client.origin = `https://client.doorward.test:${client.address().port}`;
  server = await Serving.start('[oauth]\nfront_channel_tokens = true\n', { host: 'id.doorward.test', key, certificate });
  people = [await server.person('frida'), await server.person('gustav')];
  const options = ['--native', '--redirect-uri', `${client.origin}/back`, '--skip-consent', '--scope', 'openid'];
  await server.command(['client', 'create', '--id', 'framing', '--name', 'framing', ...options, '--json']);
  browser = await chromium.launch({
    executablePath: process.env.DOORWARD_TEST_CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking',
      '--host-resolver-rules=MAP *.test 127.0.0.1',
    ],
  });
});
after(async () => {
  await browser?.close();
  client?.close();
  await server?.stop();
  await rm(folder, { recursive: true });
});

const asking = (more = {}) => {
  const query = new URLSearchParams({
    response_type: 'code', client_id: 'framing', redirect_uri: `${client.origin}/back`, scope: 'openid', state: 's',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256', ...more,
  });
  return `${server.issuer}/authorize?${query}`;
};

// The client's address after an answer.
async function back(page) {
  await page.waitForURL((url) => url.origin === client.origin);
  return new URL(page.url()).searchParams;
}

async function signIn(page, person, more) {
  await page.goto(asking(more));
  await signInByMail(page, server, person);
  return (await back(page)).get('session_state');
}

test('a client learns from its frame that somebody signed out, or somebody else in, and nothing more', async () => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  context.setDefaultTimeout(20_000);
  const faults = [];
  context.on('console', (message) => { if (/Content Security Policy|X-Frame/.test(message.text())) faults.push(message.text()); });
  const [page, frame] = [await context.newPage(), await context.newPage()];
  const state = await signIn(page, people[0]);
  assert.match(state, /^[0-9a-f]{64}\.[\w-]+$/);
  await frame.goto(`${client.origin}/frame`);
  const ask = (message) => frame.evaluate((text) => window.ask(text), message);
  assert.equal(await ask(`framing ${state}`), 'unchanged');
  // The same person, silently, and again.
  await page.goto(asking({ prompt: 'none' }));
  const again = (await back(page)).get('session_state');
  assert.deepEqual([await ask(`framing ${again}`), await ask(`framing ${state}`)], ['unchanged', 'unchanged']);
  for (const nonsense of ['', 'framing', `framing  ${state}`, `framing ${state} x`, 'framing x.y', ' ', 'x'.repeat(10_000), `framing ${state.split('.')[0]}`]) {
    assert.equal(await ask(nonsense), 'error', nonsense.slice(0, 40));
  }
  assert.equal(await frame.evaluate(() => window.ask({ an: 'object' })), 'error');
  assert.equal(await ask(`other ${state}`), 'changed', 'another client');

  // Somebody else signs in beside, then everybody out.
  const theirs = await signIn(page, people[1], { prompt: 'select_account' }).catch(async () => {
    await page.goto(`${server.issuer}/account/accounts`);
    return assert.fail(`${page.url()}: ${await page.content()}`);
  });
  assert.deepEqual([await ask(`framing ${state}`), await ask(`framing ${theirs}`)], ['changed', 'unchanged']);
  await page.goto(`${server.issuer}/logout`);
  await page.click('#logout-confirm');
  await page.waitForLoadState();
  assert.deepEqual([await ask(`framing ${theirs}`), await ask(`framing ${state}`)], ['changed', 'changed']);
  await page.goto(asking({ prompt: 'none' }));
  const out = await back(page);
  assert.equal(out.get('error'), 'login_required');
  assert.equal(await ask(`framing ${out.get('session_state')}`), 'unchanged', 'nobody, and nobody still');
  assert.deepEqual(faults, []);
  await context.close();
});

test('no other page of ours appears in a frame', async () => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.route(`${client.origin}/framed`, (route) => route.fulfill({
    contentType: 'text/html', body: `<!doctype html><iframe src="${asking()}"></iframe><iframe src="${server.issuer}/account"></iframe>`,
  }));
  await page.goto(`${client.origin}/framed`);
  await page.waitForTimeout(1_000);
  const shown = page.frames().slice(1).map((one) => one.url());
  assert.ok(shown.every((url) => !url.startsWith(server.issuer)), String(shown));
  await context.close();
});
