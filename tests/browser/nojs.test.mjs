// For everybody: without JavaScript, on a small screen, by keyboard, with assistive tools, on a thin line.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import {
  claim, closeClean, code, identify, launch, password, path, profile, reads, reload, signedInAs, start, toMailedCode,
} from './chromium.mjs';
import { Authenticator, Doorward } from './doorward.mjs';
import { readable } from './readable.mjs';

let server, browser;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

const inputs = ['username', 'password', 'code'];
const buttons = ['login-submit', 'consent-allow', 'consent-deny', 'logout-confirm'];
const forms = ['login-form', 'consent-form'];

// The names that scripts and assistive tools rely on: these, each once, as id and as name.
async function names(page, ...wanted) {
  for (const name of [...inputs, ...buttons, ...forms]) {
    const found = page.locator(`[id="${name}"], [name="${name}"]`);
    assert.equal(await found.count(), wanted.includes(name) ? 1 : 0, `${name} on ${page.url()}`);
    if (wanted.includes(name)) {
      assert.equal(await found.getAttribute('id'), name);
      assert.equal(await found.getAttribute('name'), name);
      assert.ok(await found.isVisible());
    }
  }
}

test('without JavaScript a whole sign-in works, the new code included', async () => {
  const context = await profile(browser, server, { javaScriptEnabled: false });
  const page = await context.newPage();
  const nora = await server.person('nora');
  await start(page, server);
  assert.ok(await page.locator('#show-password').count() === 0);
  await identify(page, nora.username);
  assert.ok(await page.isHidden('#show-password'));
  const before = await server.mails();
  await password(page, nora.password);
  const first = await server.newMail(before, nora.email);
  await page.click('#resend');
  await reads(page, '#error-summary', /You can ask for a new code at \d?\d:\d\d/);
  await sleep(30_000);
  const asked = await server.mails();
  await page.click('#resend');
  await reads(page, '.notice', /A new code is on its way/);
  const second = await server.newMail(asked, nora.email);
  if (first.code !== second.code) {
    await code(page, first.code);
    await reads(page, '#error-summary', /That code did not work/);
  }
  await code(page, second.code);
  await page.click('#consent-allow');
  await signedInAs(page, 'Person nora');
  await page.click('#sign-out');
  await reads(page, '#news', /You are signed out/);
  await closeClean(context);
});

test('the keyboard is enough', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const kim = await server.person('kim');
  const press = (key) => page.keyboard.press(key);
  const focus = () => page.evaluate(() => document.activeElement.id || document.activeElement.name);
  const tabTo = async (id) => {
    for (let presses = 0; await focus() !== id; presses += 1) {
      assert.ok(presses < 20, `${id} is not reached by Tab on ${page.url()}`);
      await press('Tab');
      const outline = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement);
        return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
      });
      assert.ok(outline, `no visible focus on ${await focus()}`);
    }
  };
  const next = async (key) => { await Promise.all([page.waitForNavigation(), press(key)]); };

  await page.goto(server.relying_party);
  await tabTo('sign-in');
  await next('Enter');
  assert.equal(await focus(), 'username');
  await page.keyboard.type(kim.username);
  await next('Enter');
  assert.equal(await focus(), 'password');
  await page.keyboard.type('wrong');
  await next('Enter');
  assert.equal(await focus(), 'error-summary');
  await tabTo('password');
  await page.keyboard.type(kim.password);
  await tabTo('show-password');
  await press('Space');
  assert.equal(await page.getAttribute('#password', 'type'), 'text');
  await tabTo('remember');
  await press('Space');
  await tabTo('login-submit');
  const before = await server.mails();
  await next('Space');
  assert.equal(await focus(), 'code');
  await page.keyboard.type((await server.newMail(before, kim.email)).code);
  await next('Enter');
  assert.equal(path(page), '/consent/…');
  await tabTo('consent-allow');
  await next('Enter');
  await signedInAs(page, 'Person kim');
  const kept = (await context.cookies(server.issuer)).find((cookie) => /session/.test(cookie.name) && cookie.name !== 'rp_session');
  assert.ok(kept.expires > Date.now() / 1000 + 86_400, 'the device is remembered');
  assert.ok(kept.httpOnly);
  assert.equal(kept.sameSite, 'Lax');
  await closeClean(context);
});

test('every page has its stable names, is readable in light and dark, and fits 320 px', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const faults = [];
  const look = async (state, ...wanted) => {
    await names(page, ...wanted);
    faults.push(...await readable(page, state));
  };
  const paula = await server.person('paula');
  await page.goto(server.issuer);
  await look('front page');
  await page.goto(server.relying_party);
  await look('demo application');
  await start(page, server);
  assert.equal(await page.locator('#password').count(), 0);
  await look('identifier', 'username', 'login-submit', 'login-form');
  await page.click('#login-submit');
  await look('identifier with an error', 'username', 'login-submit', 'login-form');
  await identify(page, paula.username);
  await look('password', 'password', 'login-submit', 'login-form');
  await password(page, 'wrong');
  await look('password with an error', 'password', 'login-submit', 'login-form');
  const before = await server.mails();
  await password(page, paula.password);
  await look('mailed code', 'code', 'login-submit', 'login-form');
  const mail = await server.newMail(before, paula.email);
  await code(page, '1');
  await look('mailed code with an error', 'code', 'login-submit', 'login-form');
  await code(page, mail.code);
  await look('consent', 'consent-form', 'consent-allow', 'consent-deny');
  const [deny, allow] = [await page.locator('#consent-deny').boundingBox(), await page.locator('#consent-allow').boundingBox()];
  assert.deepEqual([Math.round(deny.width), deny.height], [Math.round(allow.width), allow.height]);
  await page.click('#consent-allow');
  await look('demo application, signed in');

  await page.goto(`${server.issuer}/account`);
  await look('account', 'logout-confirm');
  const asked = await server.mails();
  await page.click('#add-totp');
  await password(page, paula.password);
  await code(page, (await server.newMail(asked, paula.email)).code);
  await look('setup of an app', 'code', 'login-submit', 'login-form');
  await page.click('summary');
  await look('setup of an app, by hand', 'code', 'login-submit', 'login-form');
  const app = new Authenticator((await page.locator('#secret span').allInnerTexts()).join(''));
  await page.fill('#name', 'A name as long as a name of an app may well be, and then some');
  await code(page, await app.code());
  assert.equal(path(page), '/account');
  await look('account with an app', 'logout-confirm');

  await page.goto(`${server.issuer}/logout`);
  await look('sign out?', 'logout-confirm');
  await page.click('#logout-confirm');
  await look('signed out');
  await context.clearCookies({ name: 'rp_session' });
  await start(page, server);
  await identify(page, paula.username);
  await password(page, paula.password);
  await look('app code', 'code', 'login-submit', 'login-form');
  await page.click('a[href$="/other"]');
  await look('another way', 'login-form');
  await page.click('[name="factor"][value="email_code"]');
  assert.equal(path(page), '/login/…/email_code');
  await page.click('a[href$="/other"]');
  await page.click('[name="factor"][value="totp"]');
  await code(page, await app.code());
  await signedInAs(page, 'Person paula');
  assert.equal(await claim(page, 'amr'), 'mfa, otp, pwd');

  await page.goto(server.mail);
  await look('caught mail');
  await page.click('main a[href^="/dev/mail/"]');
  await look('a caught mail');
  await page.goto(`${server.issuer}/no-such-page`);
  assert.equal(await page.locator('#error-page').count(), 1);
  await look('no such page');
  await page.goto(`${server.issuer}/authorize?client_id=nobody`);
  assert.equal(await page.locator('#error-page').count(), 1);
  await look('refused request');
  await page.goto(server.admin);
  await look('one-time link', 'password');
  assert.deepEqual(faults, []);
  await closeClean(context);
});

test('the sign-in page is at most 30 KB, compressed, with one style, one script and nothing from elsewhere', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const requests = [];
  page.on('requestfinished', (request) => requests.push(request));
  await start(page, server);
  await page.waitForLoadState('networkidle');
  assert.ok(requests.every((request) => request.url().startsWith(server.issuer) || request.url().startsWith(server.relying_party)));
  // The first page brings its style, and a later one links to it.
  assert.deepEqual([await page.locator('style').count(), await page.locator('link[rel=stylesheet]').count()], [1, 0]);
  const scripts = await page.$$eval('script', (all) => all.map((script) => script.src));
  assert.equal(scripts.length, 1);
  let bytes = 0;
  for (const address of [page.url(), ...scripts]) {
    const answer = await context.request.get(address, { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(answer.status(), 200);
    bytes += Number(answer.headers()['content-length']);
  }
  assert.ok(bytes > 2_000 && bytes <= 30 * 1024, `${bytes} bytes`);
  const response = await reload(page);
  const policy = response.headers()['content-security-policy'];
  assert.match(policy, /script-src [^;]*'nonce-/);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval/);
  await closeClean(context);
});

test('the names people sign in with are forgiving, and a wrong address is a page of its own', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  await start(page, server);
  const rosa = await server.person('rosa');
  const mail = await toMailedCode(page, server, { ...rosa, username: ' Rosa@Example.ORG ' });
  await code(page, mail.code);
  await page.click('#consent-allow');
  await signedInAs(page, 'Person rosa');
  await closeClean(context);
});
