// "This was not me": the link of a notice asks first, then stops whoever changed the account.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { toSetup } from './account.mjs';
import { closeClean, launch, path, profile, reload } from './chromium.mjs';
import { Doorward } from './doorward.mjs';
import { readable } from './readable.mjs';

let server, browser;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

test('whoever says that it was not them signs everybody out and freezes the factors', async () => {
  const thief = await profile(browser, server);
  const page = await thief.newPage();
  const nora = await server.person('nora');
  await toSetup(page, server, nora, 'recovery_code');
  const told = await server.mails();
  await page.check('#saved');
  await page.click('#login-submit');
  assert.equal(path(page), '/account');
  const link = /https?:\/\/\S+\/not-me\/\S+/.exec((await server.newMail(told, nora.email)).text)[0].replaceAll('&amp;', '&');

  // A mail scanner opens the link: nothing happens.
  assert.equal((await fetch(link)).status, 200);
  await page.goto(`${server.issuer}/account`);
  assert.equal(path(page), '/account');

  const owner = await profile(browser, server);
  const tab = await owner.newPage();
  await tab.goto(link);
  assert.deepEqual(await readable(tab, 'not me'), []);
  await tab.click('#not-me-confirm');
  assert.equal(path(tab), '/not-me/done');
  await reload(tab);
  const again = await owner.request.get(link);
  assert.equal(again.status(), 410);
  assert.match(await again.text(), /This link no longer works/);

  await page.goto(`${server.issuer}/account`);
  assert.equal(path(page), '/login/…/identifier', 'signed out everywhere');
  await closeClean(owner);
  await closeClean(thief);
});
