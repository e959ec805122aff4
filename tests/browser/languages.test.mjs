// Nine languages: asked for by the application, changed by the menu, read from right to left.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { closeClean, code, identify, launch, password, path, profile, reads, signedInAs, start } from './chromium.mjs';
import { Doorward } from './doorward.mjs';
import { readable } from './readable.mjs';

let server, browser;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

const root = (page, name) => page.locator('html').getAttribute(name);

async function speaks(page, lang, dir) {
  assert.deepEqual([await root(page, 'lang'), await root(page, 'dir')], [lang, dir], page.url());
}

async function choose(page, language) {
  await page.click('.languages summary');
  await page.click(`#language-form [value="${language}"]`);
}

test('a sign-in in German, in Arabic by the menu, and back; mails follow', async () => {
  const context = await profile(browser, server, { locale: 'fr-CA' });
  const page = await context.newPage();
  const lena = await server.person('lena');
  await start(page, server, 'ui_locales=tlh%20de-AT');
  await speaks(page, 'de', 'ltr');
  await reads(page, 'h1', /^Anmelden$/);
  await reads(page, '.languages summary', /^Sprache: Deutsch$/);

  const there = page.url();
  await choose(page, 'ar');
  assert.equal(page.url(), there, 'the menu leads back to the same page of the same sign-in');
  await speaks(page, 'ar', 'rtl');
  await reads(page, 'h1', /^تسجيل الدخول$/);
  assert.deepEqual(await readable(page, 'the first page in Arabic'), []);
  await identify(page, lena.username);
  await speaks(page, 'ar', 'rtl');
  assert.deepEqual(await readable(page, 'the password in Arabic'), []);
  await password(page, 'not the password');
  await reads(page, '#error-summary', /غير صحيحة/);

  await choose(page, 'de');
  assert.equal(path(page), '/login/…/password');
  await speaks(page, 'de', 'ltr');
  await reads(page, '#error-summary', /stimmt nicht/);
  const asked = await server.mails();
  await password(page, lena.password);
  const mail = await server.newMail(asked, lena.email);
  assert.match(mail.subject, /^\d{3} \d{3} ist Ihr Code zur Anmeldung bei /);
  assert.match(mail.text, /Der Code gilt einmal, 10 Minuten lang\./);
  await code(page, mail.code);
  if (path(page) === '/login/…/offer') await page.click('#offer-later');
  await reads(page, 'h1', /^Zugriff erlauben\?$/);
  await page.click('#consent-allow');
  await signedInAs(page, 'Person lena');

  // What was chosen is hers from now on, and on this browser.
  await page.goto(`${server.issuer}/account`);
  await speaks(page, 'de', 'ltr');
  await choose(page, 'hi');
  assert.equal(path(page), '/account');
  await speaks(page, 'hi', 'ltr');
  await page.click('#logout-confirm');
  await speaks(page, 'hi', 'ltr');
  await closeClean(context);

  const elsewhere = await profile(browser, server, { locale: 'fr-CA', javaScriptEnabled: false });
  const tab = await elsewhere.newPage();
  await tab.goto(`${server.issuer}/account`);
  await speaks(tab, 'fr', 'ltr');
  await identify(tab, lena.username);
  await speaks(tab, 'fr', 'ltr');
  await password(tab, lena.password);
  await speaks(tab, 'hi', 'ltr');
  // The menu works without JavaScript, too.
  await choose(tab, 'ja');
  assert.equal(path(tab), '/login/…/email_code');
  await speaks(tab, 'ja', 'ltr');
  await closeClean(elsewhere);
});

test('every language fits a small screen and reads well to assistive tools', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  for (const [language, direction] of [
    ['en', 'ltr'], ['es', 'ltr'], ['fr', 'ltr'], ['de', 'ltr'], ['pt', 'ltr'], ['ja', 'ltr'], ['zh-Hans', 'ltr'],
    ['hi', 'ltr'], ['ar', 'rtl'],
  ]) {
    await start(page, server, `ui_locales=${language}`);
    await speaks(page, language, direction);
    await page.click('.languages summary');
    assert.deepEqual(await readable(page, `the first page in ${language}`), []);
    await page.click('#login-submit');
    await page.waitForSelector('#error-summary');
    assert.deepEqual(await readable(page, `its error in ${language}`), []);
  }
  await closeClean(context);
});
