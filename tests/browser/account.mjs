// Setting up a way to sign in from the account page, and signing in with it, as a person does both.
import assert from 'node:assert/strict';

import { code, identify, password, path, signInByMail, start } from './chromium.mjs';

// From a browser that knows nobody to the page that sets up `kind`, with a mailed code as the second proof.
export async function toSetup(page, server, person, kind) {
  await page.goto(`${server.issuer}/account`);
  await signInByMail(page, server, person);
  assert.equal(path(page), '/account');
  const before = await server.mails();
  await page.click(`#add-${kind}`);
  await password(page, person.password);
  await code(page, (await server.newMail(before, person.email)).code);
  assert.equal(path(page), `/login/…/enrol/${kind}`);
}

// From the demo application, with the password, to the page that asks for `kind`.
export async function toFactor(page, server, person, kind, query) {
  await start(page, server, query);
  await identify(page, person.username);
  await password(page, person.password);
  assert.equal(path(page), `/login/…/${kind}`);
}
