// next-auth (Auth.js) in a Next.js application signs in for real, as docs/clients/next-auth.md says. `npm run build` goes before.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Doorward } from '../../browser/doorward.mjs';
import { FormBrowser } from '../../browser/form_browser.mjs';
import { application, freePort, Visitor } from '../visitor.mjs';

let server, person, next, origin;
before(async () => {
  server = await Doorward.start();
  person = await server.person('nadia');
  const port = await freePort();
  origin = `http://localhost:${port}`;
  const addresses = ['--redirect-uri', `${origin}/api/auth/callback/doorward`, '--post-logout-redirect-uri', `${origin}/api/auth/signout`];
  const options = ['--id', 'next', '--name', 'My site', ...addresses, '--skip-consent', '--json'];
  const made = JSON.parse(await server.command(['client', 'create', ...options]));
  next = await application(process.execPath, ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', port], {
    url: origin,
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: {
      ISSUER: server.issuer,
      CLIENT_ID: made.client_id,
      CLIENT_SECRET: made.client_secret,
      NEXTAUTH_URL: origin,
      NEXTAUTH_SECRET: 'for this test',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  });
});
after(async () => {
  await next?.stop();
  await server?.stop();
});

const session = async (visitor) => (await visitor.go(`${origin}/api/auth/session`)).json();
const page = async (visitor) => (await visitor.go(origin)).text();

// What next-auth's own buttons send.
async function press(visitor, action, more = {}) {
  const { csrfToken } = await (await visitor.go(`${origin}/api/auth/csrf`)).json();
  return visitor.post(`${origin}/api/auth/${action}`, { csrfToken, callbackUrl: origin, ...more });
}

test('a person signs in, tokens are renewed, and signing out reaches both', async () => {
  const [visitor, browser] = [new Visitor(), new FormBrowser(server.issuer)];
  const begun = await press(visitor, 'signin/doorward');
  assert.ok(begun.location?.startsWith(`${server.issuer}/authorize?`), `${begun.location} ${next.log()}`);
  const asked = new URL(begun.location).searchParams;
  for (const name of ['state', 'nonce', 'code_challenge']) assert.ok(asked.get(name), name);
  const back = await browser.signIn(server, person, begun.location);
  const atAnswer = new Map(visitor.cookies);
  const returned = await visitor.go(back);
  assert.equal(returned.location, `${origin}/`, next.log());

  const known = await session(visitor);
  assert.equal(known.user.name, 'Person nadia');
  assert.equal(known.user.email, person.email);
  assert.ok(known.user.id);
  assert.match(await page(visitor), /Hello Person nadia/);

  // Twice, the second time with the refresh token of the first.
  let { access } = known;
  for (const round of [1, 2]) {
    const { csrfToken } = await (await visitor.go(`${origin}/api/auth/csrf`)).json();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ csrfToken, data: {} });
    const renewed = await (await visitor.go(`${origin}/api/auth/session`, { method: 'POST', headers, body })).json();
    assert.equal(renewed.error, undefined, `round ${round}`);
    assert.notEqual(renewed.access, access);
    assert.equal(renewed.user.id, known.user.id);
    access = renewed.access;
  }

  const leaving = await visitor.go(`${origin}/leave`);
  assert.ok(leaving.location.startsWith(`${server.issuer}/logout?`), leaving.location);
  assert.equal(String((await browser.go(leaving.location)).left), `${origin}/api/auth/signout`);
  await press(visitor, 'signout');
  assert.deepEqual(await session(visitor), {});
  assert.match(await page(visitor), /Hello stranger/);
  // Whoever signs in next is asked again.
  await browser.go((await press(visitor, 'signin/doorward')).location);
  assert.ok(browser.page.includes('id="username"'), browser.page);

  // The first answer once more, with the cookies that belong to it, and in another browser.
  for (const cookies of [atAnswer, new Map()]) {
    const again = await Object.assign(new Visitor(), { cookies }).go(back);
    assert.match(again.location, /error=OAuthCallback/);
  }
});
