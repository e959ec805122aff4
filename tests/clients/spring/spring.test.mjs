// Spring Security's OIDC login signs in for real, as docs/clients/spring-security.md says. DOORWARD_TEST_SPRING is the program that
// Maven makes of this folder.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { FormBrowser } from '../../browser/form_browser.mjs';
import { Serving } from '../../browser/serving.mjs';
import { application, freePort, Visitor } from '../visitor.mjs';

const SECRET = 'a secret of at least thirty-two characters';

let server, person, spring, origin, folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorward-spring-'));
  const port = await freePort();
  origin = `http://localhost:${port}`;
  await writeFile(join(folder, 'spring.toml'), `
client_id = "spring"
client_secret = "${SECRET}"
client_name = "My site"
redirect_uris = ["${origin}/login/oauth2/code/doorward"]
post_logout_redirect_uris = ["${origin}/out"]
backchannel_logout_uri = "${origin}/logout/connect/back-channel/doorward"
grant_types = ["authorization_code", "refresh_token"]
scope = "openid profile email offline_access"
skip_consent = true
`);
  server = await Serving.start(`client = { directory = "${folder}" }\noutbound = { allow = ["localhost"] }\n`);
  person = await server.person('sofia');
  const settings = 'SPRING_SECURITY_OAUTH2_CLIENT';
  spring = await application('java', ['-jar', process.env.DOORWARD_TEST_SPRING, `--server.port=${port}`], {
    url: `${origin}/out`,
    env: {
      [`${settings}_PROVIDER_DOORWARD_ISSUERURI`]: server.issuer,
      [`${settings}_REGISTRATION_DOORWARD_CLIENTID`]: 'spring',
      [`${settings}_REGISTRATION_DOORWARD_CLIENTSECRET`]: SECRET,
    },
  });
});
after(async () => {
  await spring?.stop();
  await server?.stop();
  await rm(folder, { recursive: true });
});

async function signIn() {
  const [visitor, browser] = [new Visitor(), new FormBrowser(server.issuer)];
  const begun = await visitor.go((await visitor.go(`${origin}/me`)).location);
  assert.ok(begun.location?.startsWith(`${server.issuer}/authorize?`), begun.location);
  const back = await browser.signIn(server, person, begun.location);
  assert.ok(String(back).startsWith(`${origin}/login/oauth2/code/doorward?`), String(back));
  const returned = await visitor.go(back);
  assert.match(returned.location ?? '', /\/me/, spring.log());
  return { visitor, browser, begun, back };
}

const knows = async (visitor) => (await visitor.go(`${origin}/me`)).status === 200;

test('a person signs in, and tokens are renewed', async () => {
  const { visitor, begun, back } = await signIn();
  const asked = new URL(begun.location).searchParams;
  assert.equal(asked.get('code_challenge_method'), 'S256');
  assert.ok(asked.get('nonce'));
  const user = await (await visitor.go(`${origin}/me`)).json();
  assert.equal(user.email, person.email);
  assert.equal(user.name, 'Person sofia');
  assert.equal(user.iss, server.issuer);

  // Each renewal spends the refresh token of the one before, and checks its ID token against the first.
  const tokens = async () => (await visitor.go(`${origin}/tokens`)).json();
  const [first, second] = [await tokens(), await tokens()];
  assert.notEqual(first.access, second.access);
  assert.notEqual(first.refresh, second.refresh);
  assert.equal((await (await visitor.go(`${origin}/me`)).json()).sub, user.sub);

  // The answer in another browser.
  assert.match((await new Visitor().go(back)).location, /\/login\?error/);
});

test('signing out there signs out here', async () => {
  const { visitor, browser } = await signIn();
  const page = await (await visitor.go(`${origin}/logout`)).text();
  const [, csrf] = /name="_csrf"[^>]*value="([^"]+)"/.exec(page);
  const { location } = await visitor.post(`${origin}/logout`, { _csrf: csrf });
  assert.ok(location.startsWith(`${server.issuer}/logout?`), location);
  assert.equal(await knows(visitor), false);
  assert.equal(String((await browser.go(location)).left), `${origin}/out`);
  // Nobody is known at either.
  const begun = await visitor.go((await visitor.go(`${origin}/me`)).location);
  await browser.go(begun.location);
  assert.ok(browser.page.includes('id="username"'), browser.page);
});

test('signing out here signs out there, behind the browser', async () => {
  const { visitor, browser } = await signIn();
  const other = await signIn();
  await browser.go('/logout');
  await browser.submit('action="/logout"', { 'logout-confirm': '1' });
  for (let left = 100; left > 0 && await knows(visitor); left -= 1) await sleep(200);
  assert.equal(await knows(visitor), false, spring.log());
  assert.equal(await knows(other.visitor), true, 'another session of the same person goes on');
});
