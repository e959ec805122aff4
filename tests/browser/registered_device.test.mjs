// Registered devices: made by offer and on the account page, used without a name and as a step, forgotten, removed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { toFactor, toSetup } from './account.mjs';
import {
  claim, closeClean, code, identify, launch, password, path, profile, reads, reload, signedInAs, start, toMailedCode,
} from './chromium.mjs';
import { counted, sent } from './bad_line.mjs';
import { Doorward } from './doorward.mjs';
import { readable } from './readable.mjs';
import { Serving } from './serving.mjs';

const POLICY = `
[policy]
default_level = "urn:test:device"
offer_at_sign_in = ["passkey", "registered_device"]

[policy.levels]
"urn:test:device" = [["registered_device"], ["password", "email_code"]]
`;

let server, own, browser;
before(async () => {
  server = await Doorward.start();
  own = await Serving.start(POLICY);
  browser = await launch();
});
after(async () => { await browser?.close(); await own?.stop(); await server?.stop(); });

// What the browser keeps for the page's origin.
const keys = (page) => page.evaluate(() => new Promise((done, fail) => {
  const opening = indexedDB.open('doorward', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('registered_device', { keyPath: 'id' });
  opening.onerror = () => fail(opening.error);
  opening.onsuccess = () => {
    const asked = opening.result.transaction('registered_device').objectStore('registered_device').getAll();
    asked.onsuccess = () => {
      opening.result.close();
      done(asked.result.map(({ key, names }) => ({ names, extractable: key.extractable, uses: key.usages })));
    };
  };
}));
const names = async (page) => (await keys(page)).map((one) => one.names[0]);

// Until the script of the first page has looked.
async function known(page) {
  await page.locator('#known-devices').waitFor();
  return (await page.locator('.known form button').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
}

async function signOut(page, at) {
  await page.goto(`${at.issuer}/logout`);
  await page.click('#logout-confirm');
  await page.context().clearCookies({ name: 'rp_session' });
}

// Registers the device when it is offered after a sign-in to the account page.
async function taken(page, person) {
  await page.goto(`${own.issuer}/account`);
  await code(page, (await toMailedCode(page, own, person)).code);
  assert.equal(path(page), '/login/…/offer');
  await page.click('#login-submit');
  assert.equal(path(page), '/login/…/enrol/registered_device');
  await page.click('#login-submit');
  await page.waitForURL('**/account');
}

// Registers it from the account page of the demo's provider.
async function registered(page, person) {
  await toSetup(page, server, person, 'registered_device');
  await page.click('#login-submit');
  await page.waitForURL('**/account?notice=factor-added');
}

test('what is offered after a sign-in is taken, and from then on one press signs in', async () => {
  const context = await profile(browser, own);
  const page = await context.newPage();
  const ada = await own.person('ada');
  await page.goto(`${own.issuer}/account`);
  assert.ok(await page.isHidden('#known-devices'));
  await code(page, (await toMailedCode(page, own, ada)).code);
  assert.equal(path(page), '/login/…/offer');
  assert.deepEqual(await readable(page, 'offer'), []);
  await reads(page, 'h1', /Is this your own device\?/);
  await page.click('#login-submit');
  assert.equal(path(page), '/login/…/enrol/registered_device');
  assert.equal(await page.inputValue('#name'), 'Chrome (Linux)');
  assert.deepEqual(await readable(page, 'registration'), []);
  await page.fill('#name', 'Ada’s laptop');
  await page.click('#login-submit');
  await page.waitForURL('**/account');
  await reads(page, '[aria-labelledby="factors"]', /Registered device\s+Ada’s laptop/);
  await page.getByText('This is the browser you are using.').waitFor();
  assert.deepEqual(await readable(page, 'account with a device'), []);
  assert.deepEqual(await keys(page), [{ names: ['ada', ada.email], extractable: false, uses: ['sign'] }]);

  await signOut(page, own);
  await page.goto(`${own.issuer}/account`);
  assert.deepEqual(await known(page), ['Continue as ada']);
  assert.deepEqual(await readable(page, 'a known device'), []);
  await page.click('.known form button');
  await page.waitForURL('**/account');
  await reads(page, '.to', /Person ada/);

  // By keyboard alone: the account is what stands first.
  await signOut(page, own);
  await page.goto(`${own.issuer}/account`);
  await known(page);
  await page.waitForFunction(() => document.activeElement.matches('.known form button'));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/account');

  // Another browser knows nothing of it.
  const strange = await profile(browser, own);
  const other = await strange.newPage();
  await other.goto(`${own.issuer}/account`);
  await other.waitForLoadState('networkidle');
  assert.ok(await other.isHidden('#known-devices'));
  assert.deepEqual(await keys(other), []);
  await closeClean(strange);
  await closeClean(context);
});

test('several accounts are listed, what was used last first, and one is forgotten alone', async () => {
  const context = await profile(browser, own);
  const page = await context.newPage();
  for (const name of ['berta', 'carl']) {
    await taken(page, await own.person(name));
    await signOut(page, own);
  }
  await page.goto(`${own.issuer}/account`);
  assert.deepEqual(await known(page), ['Continue as carl', 'Continue as berta']);
  assert.deepEqual(await readable(page, 'two accounts'), []);
  await page.getByRole('button', { name: 'Continue as berta' }).click();
  await page.waitForURL('**/account');
  await reads(page, '.to', /Person berta/);
  await signOut(page, own);
  await page.goto(`${own.issuer}/account`);
  assert.deepEqual(await known(page), ['Continue as berta', 'Continue as carl']);

  const forgets = page.getByRole('button', { name: 'Not on this device any more berta' });
  page.once('dialog', (dialog) => dialog.dismiss());
  await forgets.click();
  assert.equal((await names(page)).length, 2, 'asked first');
  page.once('dialog', (dialog) => dialog.accept());
  await forgets.click();
  await page.locator('#device-news.notice').waitFor();
  await reads(page, '#device-news', /It is forgotten on this device/);
  assert.deepEqual(await names(page), ['carl']);
  assert.deepEqual(await readable(page, 'one forgotten'), []);
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: 'Not on this device any more carl' }).click();
  await page.waitForFunction(() => document.activeElement.id === 'username');
  assert.deepEqual(await names(page), [], 'none is left');
  await reload(page);
  await page.waitForLoadState('networkidle');
  assert.ok(await page.isHidden('#known-devices'));
  await closeClean(context);
});

test('behind a password it is the second factor, by its press and by the name', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const dora = await server.person('dora');
  await registered(page, dora);

  // The press comes first, and only the password is missing.
  await signOut(page, server);
  await start(page, server);
  assert.deepEqual(await known(page), ['Continue as dora']);
  await page.click('.known form button');
  await page.waitForURL('**/password');
  await reads(page, '.who', /dora/);
  await password(page, dora.password);
  await page.click('#consent-allow');
  await signedInAs(page, 'Person dora');
  assert.equal(await claim(page, 'amr'), 'mfa, pwd, swk');

  // The name comes first, and the key that is here is asked for.
  await signOut(page, server);
  await toFactor(page, server, dora, 'registered_device', 'acr_values=urn:doorward:acr:aal2');
  assert.deepEqual(await readable(page, 'registered device'), []);
  await page.waitForFunction(() => document.activeElement.id === 'login-submit');
  await page.keyboard.press('Enter');
  await page.locator('#signed-in').waitFor();
  assert.equal(await claim(page, 'amr'), 'mfa, pwd, swk');
  assert.equal(await claim(page, 'acr'), 'urn:doorward:acr:aal2');

  // The same browser is not registered twice.
  await page.goto(`${server.issuer}/account`);
  await page.click('#add-registered_device');
  await password(page, dora.password);
  assert.equal(path(page), '/login/…/registered_device');
  await page.click('#login-submit');
  await page.waitForURL('**/enrol/registered_device');
  await page.locator('#device-news.alert').waitFor();
  await reads(page, '#device-news', /registered for your account already/);
  assert.ok(await page.isHidden('#login-submit'));
  assert.equal((await keys(page)).length, 1);
  await closeClean(context);
});

test('elsewhere other ways come first, and the page says that the device is not here', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const emil = await server.person('emil');
  await registered(page, emil);
  const strange = await profile(browser, server);
  const other = await strange.newPage();
  await toFactor(other, server, emil, 'email_code');
  await other.click('a[href$="/other"]');
  await other.click('[name="factor"][value="registered_device"]');
  await other.locator('#device-news.alert').waitFor();
  await reads(other, '#device-news', /This browser is not registered for your account/);
  assert.ok(await other.isHidden('#login-submit'));
  assert.deepEqual(await readable(other, 'not here'), []);
  await closeClean(strange);
  await closeClean(context);
});

test('a lost device is removed from another browser, refused in words, and forgets its key', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const fred = await server.person('fred');
  await toSetup(page, server, fred, 'recovery_code');
  const codes = await page.locator('#recovery-codes li').allInnerTexts();
  await page.check('#saved');
  await page.click('#login-submit');
  await page.click('#add-registered_device');
  await password(page, fred.password);
  await code(page, codes[0]);
  assert.equal(path(page), '/login/…/enrol/registered_device');
  await page.click('#login-submit');
  await page.waitForURL('**/account?notice=factor-added');
  await signOut(page, server);

  const home = await profile(browser, server);
  const tab = await home.newPage();
  await tab.goto(`${server.issuer}/account`);
  await identify(tab, fred.username);
  await password(tab, fred.password);
  assert.equal(path(tab), '/login/…/recovery_code');
  await code(tab, codes[1]);
  await tab.click('[aria-label="Remove Chrome (Linux)"]');
  await password(tab, fred.password);
  assert.equal(path(tab), '/login/…/recovery_code');
  await code(tab, codes[2]);
  await tab.waitForURL('**/account?notice=factor-removed');
  assert.doesNotMatch(await tab.locator('[aria-labelledby="factors"]').innerText(), /Registered device\s+Chrome/);
  await closeClean(home);

  await start(page, server);
  assert.deepEqual(await known(page), ['Continue as fred']);
  await page.click('.known form button');
  await page.locator('#error-summary').waitFor();
  await reads(page, '#error-summary', /not registered for that account any more, so it was forgotten here/);
  await page.waitForLoadState('networkidle');
  assert.deepEqual(await keys(page), []);
  assert.ok(await page.isHidden('#known-devices'));
  assert.deepEqual(await readable(page, 'refused'), []);
  await identify(page, fred.username);
  assert.equal(path(page), '/login/…/password');
  await closeClean(context);
});

test('what is removed here is forgotten here', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const gina = await server.person('gina');
  await registered(page, gina);
  await page.click('summary');
  await page.fill('.rename input[name="name"]', 'Desk');
  await page.click('.rename button');
  await reads(page, '[aria-labelledby="factors"]', /Registered device\s+Desk/);
  await page.getByText('This is the browser you are using.').waitFor();
  await page.click('[aria-label="Remove Desk"]');
  await password(page, gina.password);
  await page.click('#login-submit');
  await page.waitForURL('**/account?notice=factor-removed');
  await page.waitForLoadState('networkidle');
  assert.deepEqual(await keys(page), []);
  await closeClean(context);
});

test('on a bad line no second key is made: after a while without an answer a press looks at the page anew', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  await page.clock.install();
  const ines = await server.person('ines');
  await toSetup(page, server, ines, 'registered_device');
  await page.waitForLoadState('networkidle');
  const press = await counted(page);
  assert.equal(await press(), 1);
  assert.equal(await press(), 1, 'while it is on its way');
  assert.equal((await keys(page)).length, 1);
  await page.clock.runFor(16_000);
  await Promise.all([page.waitForEvent('load'), page.click('#login-submit')]);
  await page.waitForLoadState('networkidle');
  assert.equal(await sent(page), undefined, 'another page');
  assert.equal(path(page), '/login/…/enrol/registered_device');
  assert.deepEqual(await keys(page), [], 'what was never bound is forgotten');
  await page.click('#login-submit');
  await page.waitForURL('**/account?notice=factor-added');
  assert.equal((await keys(page)).length, 1);
  await closeClean(context);
});

test('without JavaScript the first page is as it was, and a registration says what it lacks', async () => {
  const context = await profile(browser, server, { javaScriptEnabled: false });
  const page = await context.newPage();
  const hans = await server.person('hans');
  await page.goto(`${server.issuer}/account`);
  assert.ok(await page.isHidden('#known-devices'));
  assert.ok(await page.isHidden('#another-account'));
  await toSetup(page, server, hans, 'registered_device');
  await reads(page, '.notice', /This needs JavaScript/);
  await page.click('#login-submit');
  await reads(page, '#error-summary', /A registered device needs JavaScript/);
  await closeClean(context);
});
