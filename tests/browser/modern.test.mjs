// What modern clients ask for, by a client that others wrote (openid-client): DPoP, resource indicators, devices.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { calculateJwkThumbprint, createRemoteJWKSet, exportJWK, jwtVerify } from 'jose';
import * as oidc from 'openid-client';

import { FormBrowser } from './form_browser.mjs';
import { Serving } from './serving.mjs';

const REDIRECT = 'http://127.0.0.1:9/callback';
const ORDERS = 'https://orders.example';
const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';

let server, person, keys;
before(async () => {
  server = await Serving.start(`
[oauth.resources]
"${ORDERS}" = { scopes = ["orders:list"], lifetime = "2m", algorithm = "ES256" }
`);
  person = await server.person('dora');
  keys = createRemoteJWKSet(new URL(`${server.issuer}/jwks`));
});
after(async () => { await server?.stop(); });

async function client(id, options, metadata = {}) {
  const name = ['--id', id, '--name', id, '--skip-consent'];
  await server.command(['client', 'create', ...name, ...options, '--json']);
  const execute = { execute: [oidc.allowInsecureRequests] };
  return oidc.discovery(new URL(server.issuer), id, metadata, oidc.None(), execute);
}

async function signIn(config, more, options) {
  const verifier = oidc.randomPKCECodeVerifier();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: 'openid offline_access orders:list',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: 's',
    ...more,
  });
  const back = await new FormBrowser(server.issuer).signIn(server, person, url);
  const checks = { pkceCodeVerifier: verifier, expectedState: 's', idTokenExpected: true };
  return oidc.authorizationCodeGrant(config, back, checks, undefined, options);
}

const native = ['--native', '--redirect-uri', REDIRECT, '--scope', 'openid profile offline_access orders:list'];

test('tokens are bound to the key of a client, and the nonce is found by itself', async () => {
  const config = await client('bound', [...native, '--dpop']);
  const pair = await oidc.randomDPoPKeyPair('ES256', { extractable: true });
  const options = { DPoP: oidc.getDPoPHandle(config, pair) };
  await assert.rejects(signIn(config, {}, undefined), (thrown) => thrown.error === 'invalid_dpop_proof');
  const jkt = await calculateJwkThumbprint(await exportJWK(pair.publicKey));
  const tokens = await signIn(config, { dpop_jkt: jkt }, options);
  assert.equal(tokens.token_type, 'dpop');
  const { payload } = await jwtVerify(tokens.access_token, keys, { issuer: server.issuer, typ: 'at+jwt' });
  assert.equal(payload.cnf.jkt, jkt);
  const user = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub, options);
  assert.equal(user.sub, tokens.claims().sub);
  await assert.rejects(oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub));
  const stranger = { DPoP: oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair()) };
  await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token, undefined, stranger));
  const renewed = await oidc.refreshTokenGrant(config, tokens.refresh_token, undefined, options);
  assert.equal(renewed.token_type, 'dpop');
});

test('a token is asked for one resource server', async () => {
  const config = await client('indicated', native);
  const tokens = await signIn(config, { resource: ORDERS });
  const { payload, protectedHeader } = await jwtVerify(tokens.access_token, keys, { issuer: server.issuer, audience: ORDERS });
  assert.deepEqual([payload.scope, protectedHeader.alg, tokens.expires_in], ['orders:list', 'ES256', 120]);
  const unknown = oidc.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: 'openid',
    code_challenge: await oidc.calculatePKCECodeChallenge(oidc.randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
    resource: 'https://nobody.example',
  });
  const { left } = await new FormBrowser(server.issuer).go(unknown);
  assert.equal(left.searchParams.get('error'), 'invalid_target');
});

test('a device is let in by its person in a browser elsewhere', async () => {
  const grants = ['--grant-type', DEVICE, '--grant-type', 'refresh_token', '--public'];
  const config = await client('tv', [...grants, '--scope', 'openid profile offline_access']);
  const begun = await oidc.initiateDeviceAuthorization(config, { scope: 'openid profile offline_access' });
  const waiting = oidc.pollDeviceAuthorizationGrant(config, begun);
  const browser = new FormBrowser(server.issuer);
  await browser.go(begun.verification_uri_complete);
  assert.match(browser.page, new RegExp(`value="${begun.user_code}"`));
  await browser.submit('id="device-form"', { user_code: begun.user_code });
  await browser.submit('id="login-form"', { username: person.username });
  const before = await server.mails();
  await browser.submit('id="login-form"', { password: person.password });
  const { code } = await server.newMail(before, person.email);
  await browser.submit('id="login-form"', { code });
  assert.match(browser.page, new RegExp(begun.user_code));
  await browser.submit('id="device-form"', { 'device-allow': '1' });
  assert.equal(browser.url.pathname, '/device/done');
  const tokens = await waiting;
  assert.equal(tokens.claims().aud, 'tv');
  assert.ok((await oidc.refreshTokenGrant(config, tokens.refresh_token)).access_token);
});
