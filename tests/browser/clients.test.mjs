// A client that others wrote (openid-client) signs in for real; jose judges the tokens.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { createRemoteJWKSet, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import * as oidc from 'openid-client';

import { closeClean, launch, profile, signInByMail } from './chromium.mjs';
import { Doorward } from './doorward.mjs';
import { FormBrowser } from './form_browser.mjs';

const CALLBACK = 'https://client.example/callback';
const SCOPE = 'openid profile email offline_access';

let server, person, keys;
before(async () => {
  server = await Doorward.start();
  person = await server.person('clara');
  keys = createRemoteJWKSet(new URL(`${server.issuer}/jwks`));
});
after(async () => { await server?.stop(); });

const discover = (id, metadata, authentication) =>
  oidc.discovery(new URL(server.issuer), id, metadata, authentication, { execute: [oidc.allowInsecureRequests] });

async function demoApp() {
  const { client_id: id, client_secret: secret, redirect_uris: [redirect] } = server.client('demo-app');
  return { id, redirect, config: await discover(id, undefined, oidc.ClientSecretBasic(secret)) };
}

async function demoPublic() {
  const { client_id: id } = server.client('demo-public');
  return { id, redirect: 'http://127.0.0.1:9/callback', config: await discover(id, undefined, oidc.None()) };
}

// An authorization request with everything, and what its answer is checked against.
async function request({ config, redirect }, more = {}) {
  const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()];
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirect,
    scope: SCOPE,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...more,
  });
  return { url, state, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce } };
}

async function signIn(client, more) {
  const { url, checks } = await request(client, more);
  const browser = new FormBrowser(server.issuer);
  const back = await browser.signIn(server, person, url);
  assert.equal(back.origin + back.pathname, client.redirect);
  const tokens = await oidc.authorizationCodeGrant(client.config, back, { ...checks, idTokenExpected: true });
  return { tokens, browser, back, checks };
}

// An error of RFC 6749 section 5.2; openid-client speaks of a challenge where a 401 carries one.
const refused = (error) => (thrown) => {
  const said = thrown.error ?? thrown.cause?.[0]?.parameters?.error ?? thrown.cause?.status ?? thrown.status;
  return said === error || assert.fail(`${said}: ${thrown}`);
};

test('a confidential client: code, ID token, userinfo, rotation, introspection, revocation, sign-out', async () => {
  const client = await demoApp();
  const { tokens, browser, back, checks } = await signIn(client);
  const claims = tokens.claims();
  assert.equal(claims.iss, server.issuer);
  assert.deepEqual([claims.aud].flat(), [client.id]);
  assert.ok(claims.sid && claims.acr && claims.auth_time);
  const user = await oidc.fetchUserInfo(client.config, tokens.access_token, claims.sub);
  assert.equal(user.email, person.email);
  assert.equal(user.name, 'Person clara');

  // By somebody else's JOSE, too.
  const id = await jwtVerify(tokens.id_token, keys, { issuer: server.issuer, audience: client.id, algorithms: ['RS256'] });
  assert.equal(id.payload.sub, claims.sub);
  const access = await jwtVerify(tokens.access_token, keys, { issuer: server.issuer, typ: 'at+jwt' });
  assert.equal(access.payload.client_id, client.id);
  assert.equal(access.payload.sub, claims.sub);
  assert.ok(access.payload.jti && access.payload.gid && access.payload.aud);

  const second = await oidc.refreshTokenGrant(client.config, tokens.refresh_token);
  assert.notEqual(second.refresh_token, tokens.refresh_token);
  const third = await oidc.refreshTokenGrant(client.config, second.refresh_token);
  assert.equal((await oidc.tokenIntrospection(client.config, third.access_token)).active, true);
  await oidc.tokenRevocation(client.config, third.access_token);
  assert.equal((await oidc.tokenIntrospection(client.config, third.access_token)).active, false);
  await assert.rejects(oidc.fetchUserInfo(client.config, third.access_token, claims.sub));

  // The first one again, although its successor was used: somebody has a copy.
  await assert.rejects(oidc.refreshTokenGrant(client.config, tokens.refresh_token), refused('invalid_grant'));
  await assert.rejects(oidc.refreshTokenGrant(client.config, third.refresh_token), refused('invalid_grant'));
  await assert.rejects(oidc.authorizationCodeGrant(client.config, back, checks), refused('invalid_grant'));

  const out = oidc.buildEndSessionUrl(client.config, {
    post_logout_redirect_uri: `${server.relying_party}/signed-out`,
    id_token_hint: tokens.id_token,
    state: 'see you',
  });
  await browser.go(out);
  assert.equal(String(browser.left), `${server.relying_party}/signed-out?state=see+you`);
  const again = await request(client, { prompt: 'none' });
  assert.equal((await browser.go(again.url)).left.searchParams.get('error'), 'login_required');
});

test('a public client has PKCE instead of a secret, and needs it', async () => {
  const client = await demoPublic();
  const { tokens } = await signIn(client);
  const renewed = await oidc.refreshTokenGrant(client.config, tokens.refresh_token);
  const user = await oidc.fetchUserInfo(client.config, renewed.access_token, tokens.claims().sub);
  assert.equal(user.preferred_username, person.username);
  await oidc.tokenRevocation(client.config, renewed.refresh_token);
  await assert.rejects(oidc.refreshTokenGrant(client.config, renewed.refresh_token), refused('invalid_grant'));
});

test('a machine gets a token for itself', async () => {
  const { client_id: id, client_secret: secret } = server.client('demo-machine');
  const config = await discover(id, undefined, oidc.ClientSecretPost(secret));
  await assert.rejects(oidc.clientCredentialsGrant(config, { scope: 'openid' }), refused('invalid_scope'));
  const basic = await discover(id, undefined, oidc.ClientSecretBasic(secret));
  const tokens = await oidc.clientCredentialsGrant(basic, { scope: 'orders:read' });
  const { payload } = await jwtVerify(tokens.access_token, keys, { issuer: server.issuer, typ: 'at+jwt' });
  assert.equal(payload.sub, id);
  assert.equal(payload.scope, 'orders:read');
});

test('a client with a key of its own: private_key_jwt, and an ES256 ID token', async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...await exportJWK(pair.publicKey), kid: 'one', alg: 'ES256', use: 'sig' };
  const file = join(server.data, 'client-keys.json');
  await writeFile(file, JSON.stringify({ keys: [jwk] }));
  const options = ['--id', 'keyed', '--name', 'Keyed', '--redirect-uri', CALLBACK, '--jwks', file];
  const made = await server.command(['client', 'create', ...options, '--id-token-alg', 'ES256', '--json']);
  assert.equal(JSON.parse(made).token_endpoint_auth_method, 'private_key_jwt');
  const method = oidc.PrivateKeyJwt({ key: pair.privateKey, kid: 'one' });
  const config = await discover('keyed', { id_token_signed_response_alg: 'ES256' }, method);
  const { tokens } = await signIn({ id: 'keyed', redirect: CALLBACK, config });
  assert.equal(decodeProtectedHeader(tokens.id_token).alg, 'ES256');
  await jwtVerify(tokens.id_token, keys, { issuer: server.issuer, audience: 'keyed', algorithms: ['ES256'] });
  assert.ok((await oidc.refreshTokenGrant(config, tokens.refresh_token)).access_token);
  const { privateKey: stranger } = await generateKeyPair('ES256');
  const forged = await discover('keyed', undefined, oidc.PrivateKeyJwt({ key: stranger, kid: 'one' }));
  await assert.rejects(oidc.refreshTokenGrant(forged, tokens.refresh_token), refused(401));
});

test('an answer by form_post sends itself in a browser', async () => {
  const client = await demoPublic();
  const chromium = await launch();
  const landing = createServer();
  try {
    landing.listen(0, '127.0.0.1');
    await once(landing, 'listening');
    const redirect = `http://127.0.0.1:${landing.address().port}/callback`;
    const { url, checks } = await request({ ...client, redirect }, { response_mode: 'form_post' });
    const landed = new Promise((done) => {
      landing.on('request', async (incoming, answer) => {
        const chunks = await incoming.toArray();
        answer.end('<!doctype html><html lang="en"><title>Back</title><link rel="icon" href="data:,"><p id="back">Back');
        if (incoming.url === '/callback') done({ method: incoming.method, body: Buffer.concat(chunks).toString() });
      });
    });
    const context = await profile(chromium, { issuer: server.issuer, relying_party: redirect });
    const page = await context.newPage();
    await page.goto(String(url));
    await signInByMail(page, server, await server.person('petra'));
    await page.waitForSelector('#back');
    const { method, body } = await landed;
    assert.equal(method, 'POST');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = new Request(redirect, { method, body, headers });
    const tokens = await oidc.authorizationCodeGrant(client.config, answer, checks);
    assert.equal(tokens.claims().iss, server.issuer);
    await closeClean(context);
  } finally {
    landing.close();
    await chromium.close();
  }
});

test('PKCE cannot be taken out of a request on its way', async () => {
  const [open, confidential] = [await demoPublic(), await demoApp()];
  const bare = oidc.buildAuthorizationUrl(open.config, { redirect_uri: open.redirect, scope: SCOPE, state: 's' });
  const answer = (await new FormBrowser(server.issuer).go(bare)).left.searchParams;
  assert.equal(answer.get('error'), 'invalid_request');
  assert.equal(answer.get('state'), 's');
  assert.equal(answer.get('iss'), server.issuer);
  const weak = await request(open, { code_challenge_method: 'plain' });
  assert.equal((await new FormBrowser(server.issuer).go(weak.url)).left.searchParams.get('error'), 'invalid_request');

  // Sent without a challenge, answered with a verifier (RFC 9700 section 2.1.1), and the other way round.
  const without = oidc.buildAuthorizationUrl(confidential.config, { redirect_uri: confidential.redirect, scope: 'openid' });
  const browser = new FormBrowser(server.issuer);
  const back = await browser.signIn(server, person, without);
  const verifier = { pkceCodeVerifier: oidc.randomPKCECodeVerifier() };
  await assert.rejects(oidc.authorizationCodeGrant(confidential.config, back, verifier), refused('invalid_grant'));
  const { url, state, checks } = await request(confidential, { scope: 'openid' });
  const again = (await browser.go(url)).left;
  const none = { expectedState: state, expectedNonce: checks.expectedNonce };
  await assert.rejects(oidc.authorizationCodeGrant(confidential.config, again, none), refused('invalid_grant'));
});

test('a redirect URI that is not registered gets a page and no redirect', async () => {
  const client = await demoApp();
  for (const redirect of [`${client.redirect}/`, `${client.redirect}?x=1`, 'https://evil.example/callback']) {
    const { url } = await request({ ...client, redirect });
    const browser = await new FormBrowser(server.issuer).go(url);
    assert.equal(browser.left, undefined);
    assert.equal(browser.status, 400);
    assert.equal(browser.headers.get('location'), null);
    assert.match(browser.page, /id="error-page"/);
  }
});

test('prompt=none without a session answers login_required, with state and iss', async () => {
  const client = await demoApp();
  const { url, state } = await request(client, { prompt: 'none' });
  const answer = (await new FormBrowser(server.issuer).go(url)).left;
  assert.equal(answer.origin + answer.pathname, client.redirect);
  assert.equal(answer.searchParams.get('error'), 'login_required');
  assert.equal(answer.searchParams.get('state'), state);
  assert.equal(answer.searchParams.get('iss'), server.issuer);
  assert.equal(answer.searchParams.get('code'), null);
});
