// The console: the one-time link makes the first owner, who takes a second factor on the way in; the wizard registers a client,
// and a client that others wrote signs in with it for real. Every page is readable for everybody, and none needs a script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { decodeJwt } from 'jose';
import * as oidc from 'openid-client';

import { closeClean, code, identify, launch, password, path, profile, reads } from './chromium.mjs';
import { Doorward } from './doorward.mjs';
import { FormBrowser } from './form_browser.mjs';
import { OWNER, become } from './owner.mjs';
import { readable } from './readable.mjs';

const CALLBACK = 'https://shop.example/callback';

let server, browser, app;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

const faults = [];
async function look(page, name) {
  faults.push(...await readable(page, `admin ${name}`));
}

test('the first owner, the wizard, and a sign-in with the client that it made', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  app = await become(page, server, look);
  await look(page, 'overview');

  await page.click('.tabs a[href="/admin/clients"]');
  await look(page, 'clients');
  await page.click('#client-new');
  await look(page, 'kinds');
  await page.click('a[href$="kind=web"]');
  await page.fill('#name', 'The Shop');
  await page.fill('#redirect_uris', 'http://shop.example/callback');
  await page.click('#client-submit');
  await reads(page, '#error-summary', /cannot be saved/);
  await look(page, 'client-refused');
  await page.fill('#redirect_uris', CALLBACK);
  await page.click('#client-submit');
  const [id, secret] = [await page.innerText('#client-id'), await page.innerText('#client-secret')];
  await look(page, 'client');

  // A client that others wrote signs somebody in with it.
  const person = await server.person('cara');
  const config = await oidc.discovery(new URL(server.issuer), id, undefined, oidc.ClientSecretBasic(secret), {
    execute: [oidc.allowInsecureRequests],
  });
  const verifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: CALLBACK,
    scope: 'openid profile email',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  const back = await new FormBrowser(server.issuer).signIn(server, person, url);
  const tokens = await oidc.authorizationCodeGrant(config, back, {
    pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true,
  });
  assert.equal(decodeJwt(tokens.id_token).aud, id);

  // What the client asks for in vain stands on its page, and the second secret works beside the first.
  await fetch(`${server.issuer}/authorize?client_id=${id}&redirect_uri=https://wrong.example/&response_type=code&scope=openid`);
  await page.goto(`${server.issuer}/admin/clients/${id}`);
  assert.equal(await page.locator('#client-secret').count(), 0, 'a secret is shown once');
  await reads(page, '[aria-labelledby="problems"]', /https:\/\/wrong\.example\//);
  await page.click('#new-secret');
  const second = await page.innerText('#client-secret');
  for (const one of [secret, second]) {
    const answer = await fetch(`${server.issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${id}:${one}`)}` },
      body: new URLSearchParams({ grant_type: 'authorization_code', code: 'x', redirect_uri: CALLBACK, code_verifier: verifier }),
    });
    assert.equal((await answer.json()).error, 'invalid_grant', 'the secret is right, the code is not');
  }

  for (const place of ['accounts', 'keys', 'policy', 'audit']) {
    await page.click(`.tabs a[href="/admin/${place}"]`);
    await look(page, place);
  }
  await page.goto(`${server.issuer}/admin/accounts?q=cara`);
  await page.click('.list-of-records a');
  await look(page, 'account');
  await page.goto(`${server.issuer}/admin/policy?account=${OWNER.email}&client=${id}`);
  await look(page, 'policy-played');
  await page.click('.tabs a[href="/api/v1"]');
  await look(page, 'api');

  await page.goto(`${server.issuer}/admin/clients/${id}`);
  await page.fill('#typed', id);
  await page.click('#delete');
  assert.equal(path(page), '/admin/clients');
  assert.deepEqual(faults, []);
  await closeClean(context);
});

test('without scripts: signing in to the console, registering a machine, and switching it off', async () => {
  const context = await profile(browser, server, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.issuer}/admin/clients/new?kind=machine`);
  assert.equal(path(page), '/login/…/identifier');
  await identify(page, OWNER.email);
  await password(page, OWNER.password);
  assert.equal(path(page), '/login/…/totp');
  await code(page, await app.code());
  assert.equal(path(page), '/admin/clients/new', 'back to where they were going');
  await page.fill('#name', 'Robot');
  await page.click('#client-submit');
  const [id, secret] = [await page.innerText('#client-id'), await page.innerText('#client-secret')];
  const token = async () => {
    const answer = await fetch(`${server.issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    return answer.status;
  };
  assert.equal(await token(), 200);
  await page.click('[name="act"][value="disable"]');
  await reads(page, '.notice', /Done/);
  assert.equal(await token(), 401, 'at once');
  await page.click('#logout-confirm');
  assert.equal(path(page), '/logout/done');
  await page.goto(`${server.issuer}/admin`);
  assert.equal(path(page), '/login/…/identifier');
  await closeClean(context);
});
