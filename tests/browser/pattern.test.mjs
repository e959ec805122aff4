// Pointer patterns: by mouse, touch and keyboard, typed, and without JavaScript.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { toFactor, toSetup } from './account.mjs';
import { claim, closeClean, code, launch, path, profile, reads } from './chromium.mjs';
import { Doorward } from './doorward.mjs';
import { readable } from './readable.mjs';

const PATTERN = 'urn:doorward:acr:pattern';
const OWN = ['L', 'R', 'U', 'D', 'LL', 'RR', 'L', 'U'];

let server, browser;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

const made = (page) => page.inputValue('#pattern');

async function middle(page) {
  await page.locator('#pad').scrollIntoViewIfNeeded();
  const { x, y, width, height } = await page.locator('#pad').boundingBox();
  return [x + width / 2, y + height / 2];
}

const mouse = async (page) => {
  const [x, y] = await middle(page);
  await page.mouse.move(x, y);
  return {
    L: () => page.mouse.click(x, y),
    R: () => page.mouse.click(x + 20, y - 30, { button: 'right' }),
    LL: () => page.mouse.dblclick(x, y),
    RR: () => page.mouse.dblclick(x, y, { button: 'right' }),
    U: () => page.mouse.wheel(0, -120),
    D: async () => { await page.mouse.wheel(0, 120); await page.mouse.wheel(0, 120); },
  };
};

const touch = async (page) => {
  const session = await page.context().newCDPSession(page);
  const send = (type, ...touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
  const [x, y] = await middle(page);
  const tap = async (...points) => { await send('touchStart', ...points); await send('touchEnd'); };
  const swipe = async (way) => {
    await send('touchStart', { x, y });
    for (let step = 1; step <= 5; step += 1) await send('touchMove', { x, y: y + way * step * 12 });
    await send('touchEnd');
  };
  const two = [{ x: x - 30, y, id: 1 }, { x: x + 30, y, id: 2 }];
  return {
    L: () => tap({ x, y }),
    R: async () => { await send('touchStart', { x, y }); await sleep(600); await send('touchEnd'); },
    LL: async () => { await tap({ x, y }); await tap({ x, y }); },
    RR: async () => { await tap(...two); await tap(...two); },
    U: () => swipe(-1),
    D: () => swipe(1),
  };
};

const keyboard = async (page) => {
  await page.focus('#pad');
  const press = (key) => () => page.keyboard.press(key);
  return {
    L: press('ArrowLeft'), R: press('ArrowRight'), U: press('ArrowUp'), D: press('ArrowDown'),
    LL: press('Shift+ArrowLeft'), RR: press('Shift+ArrowRight'),
  };
};

async function make(page, by, pattern = OWN) {
  const hand = await by(page);
  for (const [index, event] of pattern.entries()) {
    await hand[event]();
    await page.waitForFunction(
      ([count, word]) => document.querySelector('#pattern-count').textContent === String(count)
        && document.querySelector('#pattern').value.split(' ').at(-1) === word,
      [index + 1, event],
    );
    await sleep(60);
  }
  assert.equal(await made(page), pattern.join(' '));
  await page.click('#login-submit');
}

test('a pattern is set up with the mouse, and repeated by touch and keyboard', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const pia = await server.person('pia');
  await toSetup(page, server, pia, 'pointer_pattern');
  const faults = [...await readable(page, 'make a pattern')];
  assert.equal(await page.getAttribute('#pattern', 'type'), 'password');
  for (const [pattern, reason] of [
    [['L', 'R', 'U'], /too short/],
    [['L', 'R', 'L', 'R', 'L', 'R', 'L', 'R'], /Many people would make that pattern/],
  ]) {
    await make(page, keyboard, pattern);
    await reads(page, '#error-summary', reason);
    assert.equal(await made(page), '');
  }
  faults.push(...await readable(page, 'a simple pattern'));
  // Two clicks that are far apart are two clicks; more than two are a double click and a click.
  const hand = await mouse(page);
  await hand.L();
  await sleep(400);
  await hand.L();
  await hand.L();
  await hand.L();
  await page.waitForFunction(() => document.querySelector('#pattern-count').textContent === '3');
  assert.equal(await made(page), 'L LL L');
  await page.focus('#pad');
  await page.keyboard.press('Backspace');
  assert.equal(await made(page), 'L LL');
  await page.click('#pattern-clear');
  assert.equal(await made(page), '');

  await make(page, mouse);
  // What the script showed is what the server says.
  await reads(page, 'main', /about 20 bits/);
  assert.equal(await made(page), '');
  assert.equal(await page.locator('#pattern-bits').count(), 0);
  faults.push(...await readable(page, 'the pattern once more'));
  await make(page, keyboard, [...OWN.slice(0, 7), 'D']);
  await reads(page, '#error-summary', /another pattern than the first/);
  await page.click('#over');
  await reads(page, 'h1', /Make a pattern/);
  await page.fill('#pattern', OWN.join(' '));
  assert.equal(await page.innerText('#pattern-bits'), '20');
  await page.click('#login-submit');
  await make(page, mouse);
  assert.equal(path(page), '/account');
  await reads(page, '[aria-labelledby="factors"]', /Pattern of clicks/);
  await closeClean(context);

  const phone = await profile(browser, server, { hasTouch: true, viewport: { width: 390, height: 800 } });
  const tab = await phone.newPage();
  await toFactor(tab, server, pia, 'pointer_pattern', `acr_values=${PATTERN}`);
  faults.push(...await readable(tab, 'give the pattern'));
  await make(tab, keyboard, ['L']);
  assert.equal(await reads(tab, '#error-summary', /./), 'That is not the pattern');
  const asked = await server.mails();
  await make(tab, touch);
  assert.equal(path(tab), '/login/…/email_code');
  await code(tab, (await server.newMail(asked, pia.email)).code);
  await tab.click('#consent-allow');
  assert.equal(await claim(tab, 'acr'), PATTERN);
  assert.equal(await claim(tab, 'amr'), 'email, pattern, pwd');
  assert.deepEqual(faults, []);
  await closeClean(phone);
});

test('without JavaScript the letters are typed', async () => {
  const context = await profile(browser, server, { javaScriptEnabled: false });
  const page = await context.newPage();
  const tilo = await server.person('tilo');
  await toSetup(page, server, tilo, 'pointer_pattern');
  assert.ok(await page.isHidden('#pad'));
  assert.ok(await page.isHidden('#pattern-clear'));
  await reads(page, '#pattern-legend', /Left double click/);
  const type = async (text) => { await page.fill('#pattern', text); await page.click('#login-submit'); };
  await type('left, left');
  await reads(page, '#error-summary', /Use L, R, LL, RR, U and D/);
  await type('l r u d ll rr l u');
  await reads(page, 'h1', /once more/);
  await type(OWN.join(', '));
  assert.equal(path(page), '/account');
  await context.clearCookies();
  await toFactor(page, server, tilo, 'pointer_pattern', `acr_values=${PATTERN}`);
  await type(OWN.toReversed().join(' '));
  await reads(page, '#error-summary', /That is not the pattern/);
  await type(OWN.join(' '));
  assert.equal(path(page), '/login/…/email_code');
  await closeClean(context);
});
