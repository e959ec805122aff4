// Every way through by keyboard alone: signing in, setting up an app, the console, a forgotten password, the chooser, and the
// factors that others draw. (An account is made so in register.test.mjs.)
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { closeClean, launch, path, profile, reads, signedInAs } from './chromium.mjs';
import { Authenticator, Doorward } from './doorward.mjs';
import { answer, focused, leave, nothingPointedAt, press, tabTo, withoutPointer } from './keyboard.mjs';
import { keep } from './readable.mjs';

const PATTERN = 'urn:doorward:acr:pattern';

let server, browser;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

async function person(name) {
  const context = await profile(browser, server);
  await withoutPointer(context);
  return { context, page: await context.newPage(), ...await server.person(name) };
}

async function done({ context, page }) {
  await nothingPointedAt(page);
  await closeClean(context);
}

// The name, the password and the mailed code, each where the focus already is.
async function signIn(somebody) {
  const { page, username, password, email } = somebody;
  assert.equal(path(page), '/login/…/identifier');
  await answer(page, '#username', username);
  const earlier = await server.mails();
  await answer(page, '#password', password);
  assert.equal(path(page), '/login/…/email_code');
  await answer(page, '#code', (await server.newMail(earlier, email)).code.replace(/\s/g, ''));
  if (path(page) === '/login/…/offer') await press(page, '#offer-later');
}

async function toConsole(somebody) {
  await somebody.page.goto(`${server.issuer}/account`);
  await signIn(somebody);
  assert.equal(path(somebody.page), '/account');
}

// The proofs that a change needs; with an app where there is one.
async function prove({ page, password, email }, app) {
  const earlier = await server.mails();
  await answer(page, '#password', password);
  const code = app ? await app.code() : (await server.newMail(earlier, email)).code.replace(/\s/g, '');
  await answer(page, '#code', code);
}

test('what went wrong has the focus, and leads to its field', async () => {
  const ada = await person('ada');
  const { page } = ada;
  await page.goto(server.relying_party);
  await press(page, '#sign-in');
  await answer(page, '#username', ada.username);
  await answer(page, '#password', 'not the password');
  await focused(page, '#error-summary');
  await keep(page, 'keyboard an error', 'focus');
  await tabTo(page, '#error-summary a');
  await page.keyboard.press('Enter');
  await focused(page, '#password');
  assert.ok(await page.evaluate(() => document.activeElement.id === 'password'));
  await page.keyboard.type(ada.password);
  await tabTo(page, '#show-password');
  await page.keyboard.press('Space');
  assert.equal(await page.getAttribute('#password', 'type'), 'text');
  assert.equal(await page.inputValue('#password'), ada.password);
  await leave(page);
  assert.equal(path(page), '/login/…/email_code');
  await done(ada);
});

test('sign-in with password, code and consent', async () => {
  const bea = await person('bea');
  const { page } = bea;
  await page.goto(server.relying_party);
  await press(page, '#sign-in');
  await signIn(bea);
  assert.equal(path(page), '/consent/…');
  await tabTo(page, '#consent-deny');
  await keep(page, 'keyboard consent', 'focus');
  await press(page, '#consent-allow');
  await signedInAs(page, 'Person bea');
  await done(bea);
});

test('an app is set up, the password changed, the app removed, and another place signed out', async () => {
  const cleo = await person('cleo');
  const { page } = cleo;
  await toConsole(cleo);
  await press(page, '#add-totp');
  await prove(cleo);
  assert.equal(path(page), '/login/…/enrol/totp');
  await tabTo(page, 'summary');
  await page.keyboard.press('Enter');
  const app = new Authenticator((await page.locator('#secret span').allTextContents()).join(''));
  await tabTo(page, '#code');
  await page.keyboard.type(await app.code());
  await tabTo(page, '#name');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Pocket');
  await press(page, '#login-submit', 'Space');
  assert.equal(path(page), '/account');
  await reads(page, '[aria-labelledby="factors"]', /Authenticator app\s+Pocket/);

  await press(page, '#replace-password');
  await prove(cleo, app);
  assert.equal(path(page), '/login/…/enrol/password');
  await focused(page, '#password');
  await page.keyboard.type('zebra lamp 9 quartz');
  await tabTo(page, '#end_others');
  await page.keyboard.press('Space');
  assert.equal(await page.isChecked('#end_others'), false);
  await press(page, '#login-submit');
  await reads(page, '.notice', /Your password is changed/);
  cleo.password = 'zebra lamp 9 quartz';

  // Its name is changed in place, and then it goes.
  await tabTo(page, '.rename summary');
  await page.keyboard.press('Enter');
  await tabTo(page, '.rename[open] input[name="name"]');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Old phone');
  await leave(page);
  await reads(page, '[aria-labelledby="factors"]', /Old phone/);
  await press(page, '[aria-label="Remove Old phone"]');
  await prove(cleo, app);
  await reads(page, '.notice', /It is removed/);

  const there = await profile(browser, server);
  await withoutPointer(there);
  const elsewhere = { ...cleo, context: there, page: await there.newPage() };
  await toConsole(elsewhere);
  await press(page, '.tabs a[href="/account/sessions"]');
  assert.equal(await page.locator('[aria-labelledby="sessions"] li').count(), 2);
  await press(page, '[action="/account/sessions/end"] button');
  await reads(page, '.notice', /That device is signed out/);
  await elsewhere.page.goto(`${server.issuer}/account`);
  assert.equal(path(elsewhere.page), '/login/…/identifier');
  await done(elsewhere);
  for (const place of ['profile', 'apps', 'activity', 'privacy']) {
    await press(page, `.tabs a[href="/account/${place}"]`);
    assert.equal(path(page), `/account/${place}`);
  }
  await press(page, '#logout-confirm');
  await reads(page, 'h1', /You are signed out/);
  await done(cleo);
});

test('a forgotten password is replaced', async () => {
  const dan = await person('dan');
  const { page } = dan;
  await page.goto(server.relying_party);
  await press(page, '#sign-in');
  await answer(page, '#username', dan.username);
  const earlier = await server.mails();
  await press(page, '#forgot-password');
  assert.equal(path(page), '/login/…/email_code');
  await answer(page, '#code', (await server.newMail(earlier, dan.email)).code.replace(/\s/g, ''));
  await answer(page, '#password', 'zebra lamp 9 quartz');
  await reads(page, 'h1', /Your password is changed/);
  await press(page, '#recovered-sign-in');
  assert.equal(path(page), '/login/…/password');
  await answer(page, '#password', 'zebra lamp 9 quartz');
  assert.equal(path(page), '/login/…/email_code');
  await done(dan);
});

test('one of several accounts is chosen, another added, and all are signed out', async () => {
  const eva = await person('eva');
  const { page } = eva;
  await toConsole(eva);
  await press(page, '.top a[href="/account/accounts"]');
  await press(page, '#accounts-add');
  await tabTo(page, '#username');
  const fin = { ...eva, ...await server.person('fin') };
  await signIn(fin);
  assert.equal(path(page), '/account');
  await page.goto(`${server.relying_party}/sign-in?prompt=select_account`);
  await tabTo(page, '#accounts-form button');
  await keep(page, 'keyboard chooser', 'focus');
  if (!/Person eva/.test(await page.evaluate(() => document.activeElement.innerText))) {
    await tabTo(page, '#accounts-form button');
  }
  await leave(page);
  if (path(page) === '/consent/…') await press(page, '#consent-allow');
  await signedInAs(page, 'Person eva');
  await page.goto(`${server.issuer}/account/accounts`);
  await press(page, '[action="/account/accounts/switch"] button');
  await reads(page, '.top', /Person fin/);
  await press(page, '.top a[href="/account/accounts"]');
  await press(page, '#accounts-end-all');
  await reads(page, 'h1', /You are signed out/);
  await done(eva);
});

test('dots are connected by arrow keys', async () => {
  const gil = await person('gil');
  const { page } = gil;
  await page.goto(server.relying_party);
  await press(page, '#sign-in');
  await answer(page, '#username', gil.username);
  await answer(page, '#password', gil.password);
  await press(page, 'a[href$="/other"]');
  const earlier = await server.mails();
  await press(page, '[name="factor"][value="dot_grid"]');
  const dots = (await server.newMail(earlier, gil.email)).code.split('-').map(Number);
  await tabTo(page, '.dot');
  let here = 1;
  const steps = (key, count) => Array(Math.abs(count)).fill(key);
  for (const dot of dots) {
    const [across, down] = [(dot - 1) % 4 - (here - 1) % 4, Math.floor((dot - 1) / 4) - Math.floor((here - 1) / 4)];
    const keys = [
      ...steps(across < 0 ? 'ArrowLeft' : 'ArrowRight', across), ...steps(down < 0 ? 'ArrowUp' : 'ArrowDown', down),
    ];
    for (const key of keys) await page.keyboard.press(key);
    await focused(page, `.dot[data-dot="${dot}"]`);
    await page.keyboard.press('Space');
    here = dot;
  }
  assert.equal(await page.inputValue('#code'), dots.join('-'));
  await keep(page, 'keyboard dots', 'focus');
  // Tab leaves the grid as one stop.
  await page.keyboard.press('Tab');
  await focused(page, '#dot-grid-undo');
  assert.ok(await page.evaluate(() => document.activeElement.id === 'dot-grid-undo'));
  await press(page, '#login-submit');
  assert.equal(path(page), '/consent/…');
  await done(gil);
});

test('a pattern is set up and given by arrow keys', async () => {
  const hal = await person('hal');
  const { page } = hal;
  const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Shift+ArrowLeft', 'Shift+ArrowRight', 'ArrowLeft', 'ArrowUp'];
  const make = async () => {
    await tabTo(page, '#pad');
    for (const key of KEYS) await page.keyboard.press(key);
    assert.equal(await page.innerText('#pattern-count'), String(KEYS.length));
  };
  await toConsole(hal);
  await press(page, '#add-pointer_pattern');
  await prove(hal);
  assert.equal(path(page), '/login/…/enrol/pointer_pattern');
  await make();
  await keep(page, 'keyboard pattern', 'focus');
  await leave(page);
  await reads(page, 'h1', /once more/);
  await make();
  await press(page, '#login-submit');
  assert.equal(path(page), '/account');
  await reads(page, '[aria-labelledby="factors"]', /Pattern of clicks/);
  await press(page, '#logout-confirm');
  await page.goto(`${server.relying_party}/sign-in?acr_values=${PATTERN}`);
  await answer(page, '#username', hal.username);
  await answer(page, '#password', hal.password);
  assert.equal(path(page), '/login/…/pointer_pattern');
  await make();
  await leave(page);
  assert.equal(path(page), '/login/…/email_code');
  await done(hal);
});
