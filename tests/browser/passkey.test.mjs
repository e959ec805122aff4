// Passkeys in Chromium's virtual authenticator: made, used by the name field and by the button, as a step, lost, removed.
import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import {
  claim, closeClean, code, identify, launch, password, path, profile, reads, signInByMail, signedInAs, start,
  toMailedCode,
} from './chromium.mjs';
import { counted, sent } from './bad_line.mjs';
import { Doorward } from './doorward.mjs';
import { readable } from './readable.mjs';

let server, browser;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

// The device of somebody who touches it at once, unless told to wait.
async function device(page, { synced = false } = {}) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true, defaultBackupEligibility: synced, defaultBackupState: synced,
    },
  });
  const send = (method, more = {}) => cdp.send(`WebAuthn.${method}`, { authenticatorId, ...more });
  return {
    waits: () => send('setAutomaticPresenceSimulation', { enabled: false }),
    answers: () => send('setAutomaticPresenceSimulation', { enabled: true }),
    knows: (isUserVerified) => send('setUserVerified', { isUserVerified }),
    put: (credential) => send('addCredential', { credential }),
    async credentials(wanted) {
      for (let left = 50; ; left -= 1) {
        const { credentials } = await send('getCredentials');
        if (credentials.length === wanted) return credentials;
        assert.ok(left > 0, `${credentials.length} credentials instead of ${wanted}`);
        await sleep(100);
      }
    },
  };
}

async function accountOf(page, person) {
  await page.goto(`${server.issuer}/account`);
  await signInByMail(page, server, person);
  assert.equal(path(page), '/account');
}

// From the account page to the page that makes a passkey.
async function toCreation(page, person) {
  const asked = await server.mails();
  await page.click('#add-passkey');
  await password(page, person.password);
  assert.equal(path(page), '/login/…/email_code');
  await code(page, (await server.newMail(asked, person.email)).code);
  assert.equal(path(page), '/login/…/enrol/passkey');
}

async function enrolled(page, person, name) {
  await accountOf(page, person);
  await toCreation(page, person);
  await page.fill('#name', name);
  await page.click('#login-submit');
  await page.waitForURL('**/account?notice=factor-added');
}

async function signOut(page) {
  await page.goto(`${server.issuer}/logout`);
  await page.click('#logout-confirm');
  await page.context().clearCookies({ name: 'rp_session' });
}

// What the level asks for beside the passkey, up to the demo application.
async function through(page, person) {
  await page.waitForURL((url) => !/\/(identifier|passkey)$/.test(url.pathname));
  if (path(page) === '/login/…/password') {
    await reads(page, '.who', new RegExp(person.username));
    await password(page, person.password);
  }
  if (path(page) === '/consent/…') await page.click('#consent-allow');
  await signedInAs(page, `Person ${person.username}`);
}

test('a passkey is made on the account page, names its account by itself, and is removed everywhere', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const key = await device(page, { synced: true });
  const petra = await server.person('petra');
  await enrolled(page, petra, 'Password manager');
  await reads(page, '.notice', /The new way to sign in is ready/);
  await reads(page, '[aria-labelledby="factors"]', /Passkey\s+Password manager[^]*Synced/);
  const [made] = await key.credentials(1);
  assert.equal(made.rpId, 'localhost');
  assert.ok(made.isResidentCredential);
  assert.doesNotMatch(Buffer.from(made.userHandle, 'base64').toString('latin1'), /petra/);

  // Offered where the name is typed, and taken.
  await signOut(page);
  await start(page, server);
  await through(page, petra);
  assert.match(await claim(page, 'amr'), /\bmfa\b.*\bswk, user$/);

  await page.goto(`${server.issuer}/account`);
  await page.click('summary');
  await page.fill('.rename input[name="name"]', 'Vault');
  await page.click('.rename button');
  await reads(page, '[aria-labelledby="factors"]', /Passkey\s+Vault/);
  await key.credentials(1);

  // What is two factors by itself is proof enough.
  await page.click('[aria-label="Remove Vault"]');
  assert.equal(path(page), '/login/…/passkey');
  await page.click('#login-submit');
  await page.waitForURL('**/account?notice=factor-removed');
  assert.doesNotMatch(await page.locator('[aria-labelledby="factors"]').innerText(), /Vault/);
  await key.credentials(0);
  await closeClean(context);
});

test('the button asks when nothing was picked in the field', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const key = await device(page);
  const paul = await server.person('paul');
  await enrolled(page, paul, 'Laptop');
  await reads(page, '[aria-labelledby="factors"]', /Passkey\s+Laptop[^]*It works on one device only/);
  await signOut(page);
  await key.waits();
  await start(page, server);
  assert.equal(path(page), '/login/…/identifier');
  await sleep(500);
  assert.equal(path(page), '/login/…/identifier');
  // What waits in the background stays untouched; the button ends it and asks anew.
  await key.answers();
  await page.click('#passkey-submit');
  await through(page, paul);
  assert.match(await claim(page, 'amr'), /^mfa, pop,.*user$/);
  await closeClean(context);
});

test('a passkey serves as the second step, and a device holds one for an account', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const key = await device(page);
  const quinn = await server.person('quinn');
  await accountOf(page, quinn);
  await toCreation(page, quinn);
  assert.deepEqual(await readable(page, 'creation'), []);
  await page.fill('#name', 'A name as long as a name of a passkey may well be, and then some');
  await page.click('#login-submit');
  await page.waitForURL('**/account?notice=factor-added');
  assert.deepEqual(await readable(page, 'account with a passkey'), []);

  await page.click('#add-passkey');
  assert.equal(path(page), '/login/…/passkey');
  await page.click('#login-submit');
  await page.waitForURL('**/enrol/passkey');
  await page.click('#login-submit');
  await page.locator('#passkey-news.alert').waitFor();
  await reads(page, '#passkey-news', /This device already has a passkey for your account/);
  await key.credentials(1);

  await signOut(page);
  await key.waits();
  await start(page, server);
  assert.deepEqual(await readable(page, 'identifier'), []);
  await identify(page, quinn.username);
  assert.equal(path(page), '/login/…/passkey', 'what was used last, on a browser that is known');
  await page.click('a[href$="/other"]');
  await page.click('[name="factor"][value="password"]');
  await password(page, quinn.password);
  assert.equal(path(page), '/login/…/passkey');
  await page.waitForFunction(() => document.activeElement.id === 'login-submit');
  assert.deepEqual(await readable(page, 'passkey'), []);
  await key.answers();
  // Somebody whose finger is not the right one.
  await key.knows(false);
  await page.keyboard.press('Enter');
  await page.locator('#passkey-news.alert').waitFor();
  await reads(page, '#passkey-news', /^The passkey prompt was closed or timed out\. Try again or use another way$/);
  assert.deepEqual(await readable(page, 'passkey after a closed prompt'), []);
  await key.knows(true);
  await page.click('#login-submit');
  await through(page, quinn);
  assert.equal(await claim(page, 'amr'), 'mfa, pop, pwd, user');
  await closeClean(context);
});

test('a browser that can make a passkey is offered one after a password, and may leave it', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const key = await device(page);
  const tina = await server.person('tina');
  await start(page, server);
  await code(page, (await toMailedCode(page, server, tina)).code);
  assert.equal(path(page), '/login/…/offer');
  assert.deepEqual(await readable(page, 'offer'), []);
  await page.click('#login-submit');
  assert.equal(path(page), '/login/…/enrol/passkey');
  await page.locator('#offer-later').waitFor();
  await page.click('#login-submit');
  await page.waitForURL('**/consent/**');
  await page.click('#consent-allow');
  await signedInAs(page, 'Person tina');
  await key.credentials(1);
  await closeClean(context);
});

test('a passkey that is not known here is refused, and the device told to forget it', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const key = await device(page);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await key.put({
    credentialId: randomBytes(16).toString('base64'),
    isResidentCredential: true,
    rpId: 'localhost',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    userHandle: randomBytes(16).toString('base64'),
    signCount: 0,
  });
  await start(page, server);
  await page.locator('#error-summary').waitFor();
  await reads(page, '#error-summary', /This key is not known here/);
  await key.credentials(0);
  // The other ways remain.
  const rita = await server.person('rita');
  await signInByMail(page, server, rita);
  await signedInAs(page, 'Person rita');
  await closeClean(context);
});

test('on a bad line no second passkey is made: after a while without an answer a press looks at the page anew', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  await page.clock.install();
  const key = await device(page);
  const uwe = await server.person('uwe');
  await accountOf(page, uwe);
  await toCreation(page, uwe);
  const press = await counted(page);
  assert.equal(await press(), 1);
  await key.credentials(1);
  assert.equal(await press(), 1, 'while it is on its way');
  await page.clock.runFor(16_000);
  await Promise.all([page.waitForEvent('load'), page.click('#login-submit')]);
  await page.waitForLoadState('networkidle');
  assert.equal(await sent(page), undefined, 'another page');
  assert.equal(path(page), '/login/…/enrol/passkey');
  await key.credentials(1);
  await page.click('#login-submit');
  await page.waitForURL('**/account?notice=factor-added');
  await closeClean(context);
});

test('without JavaScript the button says what it lacks, and the name still works', async () => {
  const context = await profile(browser, server, { javaScriptEnabled: false });
  const page = await context.newPage();
  const sven = await server.person('sven');
  await start(page, server);
  await page.click('#passkey-submit');
  assert.equal(path(page), '/login/…/identifier');
  await reads(page, '#error-summary', /Passkeys need JavaScript/);
  await signInByMail(page, server, sven);
  await signedInAs(page, 'Person sven');
  await closeClean(context);
});
