// A bad line: who stopped the browser waiting for an answer can send the form again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { closeClean, launch, path, profile, start } from './chromium.mjs';
import { Doorward } from './doorward.mjs';

let server, browser;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

test('a form is sent once, and again only after a while without an answer', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  await page.clock.install();
  await start(page, server);
  assert.equal(path(page), '/login/…/identifier');
  await page.fill('#username', 'nora@example.org');
  // What is let through by the page itself is counted, and goes nowhere.
  await page.evaluate(() => {
    globalThis.sent = 0;
    document.querySelector('#login-form').addEventListener('submit', (event) => {
      if (!event.defaultPrevented) globalThis.sent += 1;
      event.preventDefault();
    });
  });
  const press = () => page.evaluate(() => {
    document.querySelector('#login-form').requestSubmit();
    return globalThis.sent;
  });
  assert.equal(await press(), 1);
  assert.equal(await press(), 1, 'while it is on its way');
  await page.clock.runFor(16_000);
  assert.equal(await press(), 2);
  await closeClean(context);
});
