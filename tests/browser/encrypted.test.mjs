// Encryption by libraries that others wrote (jose, openid-client): what is encrypted to a client, and what a client encrypts to us.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import {
  CompactEncrypt, SignJWT, compactDecrypt, createRemoteJWKSet, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, jwtVerify,
} from 'jose';
import * as oidc from 'openid-client';

import { FormBrowser } from './form_browser.mjs';
import { Serving } from './serving.mjs';

const REDIRECT = 'http://127.0.0.1:9/callback';
const ALGORITHMS = ['RSA-OAEP', 'RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW'];
const CONTENTS = ['A128CBC-HS256', 'A128GCM', 'A256GCM'];
const COMBINATIONS = ALGORITHMS.flatMap((alg) => CONTENTS.map((enc) => ({ alg, enc })));
const idOf = ({ alg, enc }) => `enc-${alg}-${enc}`.toLowerCase().replaceAll('+', '.');

let server, person, keys, browser, folder, signing;
const own = {};
before(async () => {
  // Keys that this program has made: one that signs, one of each kind to encrypt to.
  const publish = async (pair, more) => ({ ...(await exportJWK(pair.publicKey)), ...more });
  signing = await generateKeyPair('ES256');
  const rsa = await generateKeyPair('RSA-OAEP', { extractable: true });
  const ec = await generateKeyPair('ECDH-ES', { extractable: true });
  [own.RSA, own.ECDH] = [await exportJWK(rsa.privateKey), await exportJWK(ec.privateKey)];
  const set = [
    await publish(signing, { use: 'sig', kid: 'signs' }),
    await publish(rsa, { use: 'enc', kid: 'rsa' }),
    await publish(ec, { use: 'enc', kid: 'ec' }),
  ];
  const inline = (value) => `{ ${Object.entries(value).map(([name, text]) => `${name} = "${text}"`).join(', ')} }`;
  folder = await mkdtemp(join(tmpdir(), 'doorward-clients-'));
  await mkdir(join(folder, 'clients.d'));
  for (const { alg, enc } of COMBINATIONS) {
    const id = idOf({ alg, enc });
    await writeFile(join(folder, 'clients.d', `${id}.toml`), `
client_id = "${id}"
token_endpoint_auth_method = "none"
application_type = "native"
skip_consent = true
redirect_uris = ["${REDIRECT}"]
id_token_encrypted_response_alg = "${alg}"
id_token_encrypted_response_enc = "${enc}"
userinfo_signed_response_alg = "ES256"
userinfo_encrypted_response_alg = "${alg}"
userinfo_encrypted_response_enc = "${enc}"
jwks = { keys = [${set.map(inline).join(', ')}] }
`);
  }
  server = await Serving.start(`[client]\ndirectory = "${join(folder, 'clients.d')}"\n`);
  person = await server.person('edith');
  keys = createRemoteJWKSet(new URL(`${server.issuer}/jwks`));
  browser = new FormBrowser(server.issuer);
});
after(async () => {
  await server?.stop();
  await rm(folder, { recursive: true });
});

const privateKey = (alg) => importJWK(alg.startsWith('RSA') ? own.RSA : own.ECDH, alg);

// The keys to encrypt to come within the first second.
async function published(alg) {
  for (let left = 100; ; left -= 1) {
    const set = await (await fetch(`${server.issuer}/jwks`)).json();
    const found = set.keys.find((key) => key.use === 'enc' && key.kty === (alg.startsWith('RSA') ? 'RSA' : 'EC'));
    if (found) return found;
    assert.ok(left > 0, 'no key to encrypt to');
    await new Promise((done) => { setTimeout(done, 100); });
  }
}

async function request(id, more = {}) {
  const execute = { execute: [oidc.allowInsecureRequests] };
  const config = await oidc.discovery(new URL(server.issuer), id, {}, oidc.None(), execute);
  const verifier = oidc.randomPKCECodeVerifier();
  const challenge = await oidc.calculatePKCECodeChallenge(verifier);
  const parameters = {
    redirect_uri: REDIRECT, scope: 'openid email', state: 's', code_challenge: challenge, code_challenge_method: 'S256', ...more,
  };
  return { config, verifier, parameters, url: oidc.buildAuthorizationUrl(config, parameters) };
}

const arrive = async (url) => {
  await browser.go(url);
  return browser.left ?? browser.signIn(server, person, url);
};

test('ID tokens and userinfo are signed, then encrypted, in every way that is advertised', async () => {
  const document = await (await fetch(`${server.issuer}/.well-known/openid-configuration`)).json();
  assert.deepEqual(document.id_token_encryption_alg_values_supported, ALGORITHMS);
  assert.deepEqual(document.userinfo_encryption_enc_values_supported, CONTENTS);
  for (const { alg, enc } of COMBINATIONS) {
    const { config, verifier, url } = await request(idOf({ alg, enc }));
    const left = await arrive(url);
    const key = await privateKey(alg);
    const kid = alg.startsWith('RSA') ? 'rsa' : 'ec';
    oidc.enableDecryptingResponses(config, [enc], { key, alg, kid });
    const checks = { pkceCodeVerifier: verifier, expectedState: 's', idTokenExpected: true };
    const tokens = await oidc.authorizationCodeGrant(config, left, checks);
    assert.equal(tokens.claims().iss, server.issuer);
    const header = decodeProtectedHeader(tokens.id_token);
    assert.deepEqual([header.alg, header.enc, header.cty, header.kid], [alg, enc, 'JWT', kid]);

    // And by jose alone.
    const { plaintext } = await compactDecrypt(tokens.id_token, key, { contentEncryptionAlgorithms: [enc] });
    const inner = new TextDecoder().decode(plaintext);
    const { payload } = await jwtVerify(inner, keys, { issuer: server.issuer, audience: idOf({ alg, enc }) });
    const answer = await fetch(`${server.issuer}/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    assert.equal(answer.headers.get('content-type'), 'application/jwt');
    const told = await compactDecrypt(await answer.text(), key);
    const user = await jwtVerify(new TextDecoder().decode(told.plaintext), keys, { issuer: server.issuer });
    assert.deepEqual([user.payload.sub, user.payload.email], [payload.sub, person.email]);
  }
});

test('request objects are opened in every way that is advertised, and with another key than ours in none', async () => {
  const id = idOf(COMBINATIONS[0]);
  const { config, parameters } = await request(id);
  const claims = { ...parameters, client_id: id, response_type: 'code', state: 'inside' };
  const object = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'signs', typ: 'oauth-authz-req+jwt' })
    .setIssuer(id).setAudience(server.issuer).setIssuedAt().setExpirationTime('1m').sign(signing.privateKey);
  const seal = (key, header) =>
    new CompactEncrypt(new TextEncoder().encode(object)).setProtectedHeader({ cty: 'JWT', ...header }).encrypt(key);
  const answer = async (sealed) => {
    const left = await arrive(oidc.buildAuthorizationUrl(config, { redirect_uri: REDIRECT, state: 'outside', request: sealed }));
    return left.searchParams;
  };
  for (const { alg, enc } of COMBINATIONS) {
    const jwk = await published(alg);
    const said = await answer(await seal(await importJWK(jwk, alg), { alg, enc, kid: jwk.kid }));
    assert.deepEqual([said.get('state'), said.has('code')], ['inside', true], `${alg} ${enc}: ${said}`);
  }
  const stranger = await generateKeyPair('ECDH-ES');
  const { kid } = await published('ECDH-ES');
  const password = new TextEncoder().encode('a long enough password');
  for (const sealed of [
    await seal(stranger.publicKey, { alg: 'ECDH-ES', enc: 'A128GCM', kid }),
    await seal(password, { alg: 'PBES2-HS256+A128KW', enc: 'A128GCM' }),
    await seal(new Uint8Array(16), { alg: 'dir', enc: 'A128GCM' }),
  ]) {
    const said = await answer(sealed);
    assert.deepEqual([said.get('error'), said.get('state')], ['invalid_request_object', 'outside']);
  }
});
