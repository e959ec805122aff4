// Authenticator apps: set up from the account page and on the way through a sign-in, used, removed. And sessions.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import {
  AAL2, claim, closeClean, code, identify, launch, password, path, profile, reads, reload, signInByMail, signedInAs,
  start, toMailedCode,
} from './chromium.mjs';
import { Authenticator, Doorward, wrong } from './doorward.mjs';
import { shoot } from './readable.mjs';

let server, browser;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

// Reads the secret as somebody who cannot scan does, and confirms it.
async function enrol(page, name) {
  assert.equal(path(page), '/login/…/enrol/totp');
  assert.ok(await page.locator('.qr svg').isVisible());
  await shoot(page, `set up an app, ${name}`);
  await page.click('summary');
  const groups = await page.locator('#secret span').allInnerTexts();
  assert.deepEqual([...new Set(groups.map((group) => group.length))], [4]);
  const secret = groups.join('');
  const uri = await page.locator('a[href^="otpauth://totp/"]').getAttribute('href');
  assert.equal(new URL(uri).searchParams.get('secret'), secret);
  const app = new Authenticator(secret);
  const good = await app.code();
  await page.fill('#name', name);
  await code(page, wrong(good));
  await reads(page, '#error-summary', /That code did not work/);
  // The secret and the name stay while somebody mistypes.
  assert.equal(await page.inputValue('#name'), name);
  assert.equal((await page.locator('#secret span').allTextContents()).join(''), secret);
  const before = await server.mails();
  await code(page, good);
  return { app, before };
}

test('an authenticator app is added from the account page with fresh proofs, used, and removed', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const bob = server.account('bob');
  await page.goto(`${server.issuer}/account`);
  await signInByMail(page, server, bob);
  assert.equal(path(page), '/account');

  const asked = await server.mails();
  await page.click('#add-totp');
  assert.equal(path(page), '/login/…/password');
  await password(page, bob.password);
  assert.equal(path(page), '/login/…/email_code');
  await code(page, (await server.newMail(asked, bob.email)).code);
  const { app, before } = await enrol(page, 'Telephone');
  assert.equal(path(page), '/account');
  await reads(page, '.notice', /The new way to sign in is ready/);
  await reads(page, '[aria-labelledby="factors"]', /Authenticator app\s+Telephone/);
  assert.equal((await server.newMail(before, bob.email)).subject, 'A new way to sign in was added to your account');
  assert.equal(await page.locator('#add-totp').count(), 1);

  // A browser that knows nothing of it is asked for a code of the app.
  const fresh = await profile(browser, server);
  const other = await fresh.newPage();
  await start(other, server);
  await identify(other, bob.email);
  await password(other, bob.password);
  assert.equal(path(other), '/login/…/totp');
  await code(other, await app.code());
  await other.click('#consent-allow');
  assert.equal(await claim(other, 'amr'), 'mfa, otp, pwd');
  await closeClean(fresh);

  const earlier = await server.mails();
  await page.click('[aria-label="Remove Telephone"]');
  await password(page, bob.password);
  await code(page, await app.code());
  assert.equal(path(page), '/account');
  await reads(page, '.notice', /It is removed/);
  assert.doesNotMatch(await page.locator('[aria-labelledby="factors"]').innerText(), /Telephone/);
  assert.equal((await server.newMail(earlier, bob.email)).subject, 'A way to sign in was removed from your account');
  await closeClean(context);
});

test('an application that demands aal2 leads through the setup, and its step up counts', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const erin = await server.person('erin');
  await start(page, server);
  await signInByMail(page, server, erin);
  await signedInAs(page, 'Person erin');
  assert.notEqual(await claim(page, 'acr'), AAL2);
  const asked = await server.mails();
  await page.click('#step-up');
  // What the session remembers does not do for binding something new to the account.
  await password(page, erin.password);
  await code(page, (await server.newMail(asked, erin.email)).code);
  const { before } = await enrol(page, 'Pocket');
  await signedInAs(page, 'Person erin');
  assert.equal(await claim(page, 'acr'), AAL2);
  assert.equal((await server.newMail(before, erin.email)).subject, 'A new way to sign in was added to your account');
  await closeClean(context);
});

test('a first sign-in at aal2 wants the mailed code before it binds an app, and no second one after', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const frank = await server.person('frank');
  await start(page, server, `acr_values=${AAL2}`);
  const mail = await toMailedCode(page, server, frank);
  await code(page, mail.code);
  await enrol(page, 'Pocket');
  assert.equal(path(page), '/consent/…');
  await page.click('#consent-allow');
  assert.equal(await claim(page, 'acr'), AAL2);
  assert.match(await claim(page, 'amr'), /mfa/);
  await closeClean(context);
});

test('another session can be ended from the account page', async () => {
  const [here, there] = [await profile(browser, server), await profile(browser, server)];
  const hanna = await server.person('hanna');
  const [page, other] = [await here.newPage(), await there.newPage()];
  for (const tab of [page, other]) {
    await tab.goto(`${server.issuer}/account`);
    await signInByMail(tab, server, hanna);
    assert.equal(path(tab), '/account');
  }
  await page.click('.tabs a[href="/account/sessions"]');
  const rows = page.locator('[aria-labelledby="sessions"] li');
  assert.equal(await rows.count(), 2);
  await reads(page, '[aria-labelledby="sessions"] li:first-child', /this device/);
  await rows.nth(1).locator('button').click();
  await reads(page, '.notice', /That device is signed out/);
  assert.equal(await rows.count(), 1);
  await reload(other);
  assert.equal(path(other), '/login/…/identifier');

  await signInByMail(other, server, hanna);
  await reload(page);
  await page.click('#end-others');
  await reads(page, '.notice', /All other devices are signed out/);
  await reload(other);
  assert.equal(path(other), '/login/…/identifier');
  assert.equal(path(page), '/account/sessions');
  await page.click('#logout-confirm');
  await reads(page, 'h1', /You are signed out/);
  await closeClean(here);
  await closeClean(there);
});
