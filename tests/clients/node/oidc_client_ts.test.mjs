// oidc-client-ts signs in for real in a page of another origin, in Chromium, as docs/clients/oidc-client-ts.md says.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { closeClean, launch, profile, signInByMail } from '../../browser/chromium.mjs';
import { Doorward } from '../../browser/doorward.mjs';

const PAGE = '<!doctype html><html lang="en"><title>App</title><link rel="icon" href="data:,"><script src="/oidc.js"></script>';

let server, person, site, origin, chromium;
before(async () => {
  server = await Doorward.start();
  person = await server.person('sina');
  const library = await readFile(fileURLToPath(new URL('node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js', import.meta.url)));
  site = createServer((request, answer) => {
    const [type, body] = request.url === '/oidc.js' ? ['text/javascript', library] : ['text/html', PAGE];
    answer.writeHead(200, { 'content-type': type });
    answer.end(body);
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  origin = `http://127.0.0.1:${site.address().port}`;
  const redirects = ['--redirect-uri', `${origin}/callback`, '--post-logout-redirect-uri', `${origin}/out`];
  await server.command(['client', 'create', '--id', 'spa', '--name', 'App', '--public', ...redirects, '--skip-consent']);
  chromium = await launch();
});
after(async () => {
  await chromium?.close();
  site?.close();
  await server?.stop();
});

// Runs in the page.
const manager = ([issuer, own]) => {
  window.manager = new window.oidc.UserManager({
    authority: issuer,
    client_id: 'spa',
    redirect_uri: `${own}/callback`,
    post_logout_redirect_uri: `${own}/out`,
    scope: 'openid profile email offline_access',
    loadUserInfo: true,
    userStore: new window.oidc.WebStorageStateStore({ store: window.localStorage }),
  });
};

async function at(page, path) {
  await page.goto(`${origin}${path}`);
  await page.evaluate(manager, [server.issuer, origin]);
}

test('a single-page application signs somebody in, renews by itself, and signs them out', async () => {
  const context = await profile(chromium, { issuer: server.issuer, relying_party: origin });
  const page = await context.newPage();
  await at(page, '/');
  await page.evaluate(() => { window.manager.signinRedirect(); });
  await page.waitForSelector('#username');
  await signInByMail(page, server, person);
  await page.waitForURL(`${origin}/callback?**`);
  await page.evaluate(manager, [server.issuer, origin]);
  const user = await page.evaluate(async () => (await window.manager.signinCallback()).profile);
  assert.equal(user.email, person.email);
  assert.equal(user.name, 'Person sina');
  const tokens = await page.evaluate(async () => {
    const before = (await window.manager.getUser()).access_token;
    const renewed = await window.manager.signinSilent();
    return [before, renewed.access_token, renewed.profile.sub];
  });
  assert.notEqual(tokens[0], tokens[1]);
  assert.equal(tokens[2], user.sub);
  await page.evaluate(() => window.manager.revokeTokens(['refresh_token']));
  await page.evaluate(() => { window.manager.signoutRedirect(); });
  await page.waitForURL(`${origin}/out`);
  await closeClean(context);
});
