// Making an account: without JavaScript, by keyboard alone with a passkey, and at an address that has an account already.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { closeClean, code, launch, path, profile, reads, start } from './chromium.mjs';
import { Doorward, wrong } from './doorward.mjs';
import { readable } from './readable.mjs';

let server, browser;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

const CHOSEN = 'zebra lamp 9 quartz';

// From the demo application to the page that asks for the code; answers with the mail.
async function register(page, address) {
  await start(page, server);
  await page.click('#register');
  await reads(page, 'h1', /Create your account/);
  const earlier = await server.mails();
  await page.fill('#username', address);
  await page.click('#login-submit');
  assert.equal(path(page), '/login/…/email_code');
  return server.newMail(earlier, address);
}

test('an account is made without JavaScript, and the application goes on with it', async () => {
  const context = await profile(browser, server, { javaScriptEnabled: false });
  const page = await context.newPage();
  await start(page, server);
  await page.click('#register');
  for (const [bad, reason] of [['', /Enter your e-mail address/], ['nora', /like name@example.com/], ['n\u043era@example.org', /like name@/]]) {
    await page.fill('#username', bad);
    await page.click('#login-submit');
    await reads(page, '#error-summary', reason);
  }
  await page.click('#sign-in-instead');
  await reads(page, 'h1', /Sign in/);
  const mail = await register(page, 'nora@example.org');
  assert.match(mail.subject, /^\d{3}\s?\d{3} is your code to create an account$/);
  await code(page, wrong(mail.code));
  await reads(page, '#error-summary', /That code did not work/);
  await code(page, mail.code);
  assert.equal(path(page), '/login/…/enrol/password');
  await page.fill('#password', 'nora@example.org');
  await page.click('#login-submit');
  await reads(page, '#error-summary', /password/);
  await page.fill('#password', CHOSEN);
  await page.click('#login-submit');
  assert.equal(path(page), '/consent/…');
  await page.click('#consent-allow');
  await page.waitForURL(`${server.relying_party}/**`);
  await page.goto(`${server.issuer}/account`);
  assert.equal(path(page), '/account', 'signed in here as well');
  await closeClean(context);
});

test('by keyboard alone, with a passkey, what is wrong said at once', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const authenticator = {
    protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options: authenticator });
  await start(page, server);
  await page.focus('#register');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#sign-in-instead');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'username');
  await page.keyboard.type('olga@example');
  await page.keyboard.press('Tab');
  await reads(page, '#username-live', /like name@example.com/);
  assert.equal(await page.getAttribute('#username', 'aria-invalid'), 'true');
  assert.deepEqual(await readable(page, 'an address that cannot be'), []);
  await page.focus('#username');
  await page.keyboard.press('End');
  await page.keyboard.type('.org');
  assert.equal(await page.locator('#username-live').innerText(), '');
  const earlier = await server.mails();
  await page.keyboard.press('Enter');
  await page.waitForSelector('#code');
  const mail = await server.newMail(earlier, 'olga@example.org');
  await page.keyboard.type(mail.code.replace(/\s/g, ''));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/enrol/passkey');
  assert.deepEqual(await readable(page, 'a passkey for a new account'), []);
  await page.focus('#login-submit');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/consent/**');
  await page.focus('#consent-allow');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${server.relying_party}/**`);
  await closeClean(context);
});

test('an address that has an account leads through the same pages, and its owner is told', async () => {
  const pia = await server.person('pia');
  const context = await profile(browser, server, { javaScriptEnabled: false });
  const page = await context.newPage();
  const mail = await register(page, pia.email);
  assert.equal(mail.subject, 'You have an account already');
  const seen = await page.locator('main').innerText();
  for (const guess of ['123456', '654321']) {
    await code(page, guess);
    await reads(page, '#error-summary', /That code did not work/);
  }
  const other = await context.newPage();
  await register(other, 'pax@example.org');
  assert.equal((await other.locator('main').innerText()).replaceAll('pax@', 'pia@').replace(/\d\d:\d\d/g, ''),
    seen.replace(/\d\d:\d\d/g, ''));
  await closeClean(context);
});
