// The first owner of an installation, made in a browser.
import assert from 'node:assert/strict';

import { code, identify, password, path, reads } from './chromium.mjs';
import { Authenticator } from './doorward.mjs';

export const OWNER = { username: 'olga@example.org', email: 'olga@example.org', password: 'a long password for olga' };

// From the one-time link to the overview; the owner's app.
export async function become(page, server, look = async () => {}) {
  await page.goto(server.admin);
  await look(page, 'setup');
  await page.fill('#name', 'Olga Owner');
  await page.fill('#email', OWNER.email);
  await page.fill('#password', 'short');
  await page.click('#setup-confirm');
  await reads(page, '#error-summary', /./);
  assert.equal(await page.inputValue('#email'), OWNER.email);
  await page.fill('#password', OWNER.password);
  await page.click('#setup-confirm');
  assert.equal(path(page), '/login/…/identifier');
  await identify(page, OWNER.email);
  const asked = await server.mails();
  await password(page, OWNER.password);
  await code(page, (await server.newMail(asked, OWNER.email)).code);
  if (path(page) !== '/login/…/enrol/totp') {
    await page.click('a[href$="/other"]');
    await page.click('[name="factor"][value="totp"]');
  }
  assert.equal(path(page), '/login/…/enrol/totp');
  await page.click('summary');
  const app = new Authenticator((await page.locator('#secret span').allInnerTexts()).join(''));
  await code(page, await app.code());
  // The confirmation of a new factor is no proof of somebody who administers.
  assert.equal(path(page), '/login/…/totp');
  await code(page, await app.code());
  assert.equal(path(page), '/admin');
  return app;
}
