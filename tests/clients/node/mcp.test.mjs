// The OAuth client of the MCP SDK finds its way from a protected resource to a token for it, as docs/clients/mcp.md says.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { auth, discoverAuthorizationServerMetadata } from '@modelcontextprotocol/sdk/client/auth.js';

import { FormBrowser } from '../../browser/form_browser.mjs';
import { Serving } from '../../browser/serving.mjs';

const REDIRECT = 'http://127.0.0.1:33418/callback';

let server, person, resource, tools, documents, folder;

async function listening(listener) {
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return listener.address().port;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorward-mcp-'));
  // A server of tools that says who gives out tokens for it (RFC 9728).
  tools = createServer((request, answer) => {
    if (request.url !== '/.well-known/oauth-protected-resource/mcp') return answer.writeHead(404).end();
    answer.writeHead(200, { 'content-type': 'application/json' });
    return answer.end(JSON.stringify({ resource, authorization_servers: [server.issuer], scopes_supported: ['tools'] }));
  });
  resource = `http://127.0.0.1:${await listening(tools)}/mcp`;
  // The site of an application that nobody registers.
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-addext', 'basicConstraints=critical,CA:FALSE', '-days', '2'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...curve, ...subject, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  documents = createSecureServer({ key: await readFile(key), cert: await readFile(certificate) }, (request, answer) => {
    answer.writeHead(200, { 'content-type': 'application/json' });
    answer.end(JSON.stringify({
      client_id: `https://${request.headers.host}${request.url}`,
      client_name: 'An agent',
      redirect_uris: [REDIRECT],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    }));
  });
  await listening(documents);
  server = await Serving.start(`
client = { documents = true }
outbound = { allow = ["localhost"], extra_ca_file = "${certificate}" }
[oauth.resources]
"${resource}" = { scopes = ["tools"], lifetime = "5m" }
`);
  person = await server.person('mia');
});
after(async () => {
  tools?.close();
  documents?.close();
  await server?.stop();
  await rm(folder, { recursive: true });
});

// What the SDK keeps between its steps.
class Provider {
  constructor(more) {
    Object.assign(this, more);
  }

  redirectUrl = REDIRECT;

  clientMetadata = { client_name: 'An agent', redirect_uris: [REDIRECT], scope: 'tools' };

  clientInformation() { return this.information; }

  saveClientInformation(information) { this.information = information; }

  tokens() { return this.kept; }

  saveTokens(tokens) { this.kept = tokens; }

  redirectToAuthorization(url) { this.asked = url; }

  saveCodeVerifier(verifier) { this.verifier = verifier; }

  codeVerifier() { return this.verifier; }
}

async function signIn(provider) {
  assert.equal(await auth(provider, { serverUrl: resource }), 'REDIRECT');
  assert.equal(provider.asked.searchParams.get('resource'), resource);
  const browser = new FormBrowser(server.issuer);
  const back = await browser.signIn(server, person, provider.asked);
  assert.equal(back.searchParams.get('error'), null, String(back));
  const authorizationCode = back.searchParams.get('code');
  assert.equal(await auth(provider, { serverUrl: resource, authorizationCode }), 'AUTHORIZED');
  const claims = JSON.parse(Buffer.from(provider.kept.access_token.split('.')[1], 'base64url'));
  assert.equal(claims.aud, resource);
  assert.equal(claims.scope, 'tools');
  assert.equal(provider.kept.expires_in, 300);
  return claims;
}

test('a client that is registered gets a token for the server of tools and nobody else', async () => {
  const options = ['--id', 'agent', '--name', 'Agent', '--native', '--redirect-uri', REDIRECT, '--scope', 'tools'];
  await server.command(['client', 'create', ...options, '--skip-consent', '--json']);
  const claims = await signIn(new Provider({ information: { client_id: 'agent' } }));
  assert.equal(claims.client_id, 'agent');
});

test('a client that nobody registered names its metadata document', async () => {
  const metadata = await discoverAuthorizationServerMetadata(server.issuer);
  assert.equal(metadata.client_id_metadata_document_supported, true);
  const clientMetadataUrl = `https://localhost:${documents.address().port}/agent.json`;
  const claims = await signIn(new Provider({ clientMetadataUrl }));
  assert.equal(claims.client_id, clientMetadataUrl);
});
