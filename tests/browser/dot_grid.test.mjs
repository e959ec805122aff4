// The grid of dots: drawn, tapped, by keys, by touch, and typed where there is no script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import {
  TWO_STEP, claim, closeClean, code, identify, launch, password, path, profile, reads, signedInAs, start,
} from './chromium.mjs';
import { Doorward } from './doorward.mjs';
import { readable } from './readable.mjs';

let server, browser;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

// Up to the grid, by way of "another way"; answers with the path that was mailed, as numbers.
async function toGrid(page, person) {
  await start(page, server);
  await identify(page, person.username);
  await password(page, person.password);
  await page.click('a[href$="/other"]');
  const before = await server.mails();
  await page.click('[name="factor"][value="dot_grid"]');
  assert.equal(path(page), '/login/…/dot_grid');
  const mail = await server.newMail(before, person.email);
  assert.match(mail.code, /^\d+(-\d+){5}$/);
  assert.match(mail.text, /①/);
  return mail.code.split('-').map(Number);
}

async function finish(page, name) {
  await page.click('#login-submit');
  assert.equal(path(page), '/consent/…');
  await page.click('#consent-allow');
  await signedInAs(page, `Person ${name}`);
  assert.equal(await claim(page, 'acr'), TWO_STEP);
  assert.equal(await claim(page, 'amr'), 'dot_grid, pwd');
}

const chosen = (page) => page.inputValue('#code');
const dot = (page, number) => page.locator(`.dot[data-dot="${number}"]`);

// Where things are on the page: cells to pixels.
async function scale(page) {
  await page.locator('.dots').scrollIntoViewIfNeeded();
  const box = await page.locator('.dots').boundingBox();
  return ([x, y]) => ({ x: box.x + x / 4 * box.width, y: box.y + y / 4 * box.height });
}
const centre = (number) => [(number - 1) % 4 + 0.5, Math.floor((number - 1) / 4) + 0.5];

// From dot to dot along the lines between them, so that no other comes near.
function route(dots) {
  const points = [centre(dots[0])];
  for (const next of dots.slice(1)) {
    const [[x, y], [toX, toY]] = [points.at(-1), centre(next)];
    const corner = (from, to) => (to >= from ? from + 0.5 : from - 0.5);
    const [cornerX, cornerY] = [corner(x, toX), corner(y, toY)];
    const endX = toX > cornerX ? toX - 0.5 : toX + 0.5;
    points.push([cornerX, cornerY], [endX, cornerY], [endX, toY > cornerY ? toY - 0.5 : toY + 0.5], [toX, toY]);
  }
  return points;
}

test('a path is drawn with the mouse, and only dots that the line comes near are taken', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const dots = await toGrid(page, await server.person('dora'));
  const drag = async (points, steps = 8) => {
    const [first, ...rest] = points.map(await scale(page));
    await page.mouse.move(first.x, first.y);
    await page.mouse.down();
    for (const { x, y } of rest) await page.mouse.move(x, y, { steps });
    await page.mouse.up();
  };
  // Straight across: the dot in between is under the finger. Between the rows: none is.
  await drag([centre(1), centre(3)]);
  assert.equal(await chosen(page), '1-2-3');
  await page.click('#dot-grid-clear');
  assert.equal(await chosen(page), '');
  await drag([centre(1), [1, 1], [3, 1], centre(4)]);
  assert.equal(await chosen(page), '1-4');
  // A jump is no line: nothing is filled in by itself.
  await page.click('#dot-grid-clear');
  await drag([centre(5), centre(7)], 1);
  assert.equal(await chosen(page), '5-7');
  await page.click('#dot-grid-clear');

  // In two strokes, the second from where the first ended.
  await drag(route(dots.slice(0, 3)));
  assert.equal(await chosen(page), dots.slice(0, 3).join('-'));
  await drag(route(dots.slice(2)));
  assert.equal(await chosen(page), dots.join('-'));
  await reads(page, '#dot-grid [role="status"]', /6 of 6 dots/);
  assert.equal(await page.locator('.dots polyline').getAttribute('points'), dots.map(centre).join(' '));
  await finish(page, 'dora');
  await closeClean(context);
});

test('dots are tapped one by one, taken back, and a finished path gives way to a new one', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const dots = await toGrid(page, await server.person('tara'));
  for (const number of [...dots].reverse()) await dot(page, number).click();
  assert.equal(await chosen(page), [...dots].reverse().join('-'));
  await page.click('#login-submit');
  await reads(page, '#error-summary', /That code did not work/);
  assert.equal(await page.getAttribute('#code', 'aria-invalid'), 'true');
  const [first, second, ...rest] = dots;
  await dot(page, first).click();
  await dot(page, second).click();
  assert.equal(await dot(page, second).getAttribute('aria-pressed'), 'true');
  await dot(page, second).click();
  assert.equal(await chosen(page), `${first}`);
  assert.equal(await dot(page, second).getAttribute('aria-pressed'), 'false');
  await dot(page, second).click();
  await dot(page, first).click();
  assert.equal(await chosen(page), `${first}-${second}`, 'a dot comes once');
  for (const number of rest) await dot(page, number).click();
  assert.equal(await chosen(page), dots.join('-'));
  await dot(page, first).click();
  assert.equal(await chosen(page), `${first}`);
  for (const number of dots.slice(1)) await dot(page, number).click();
  await page.click('#dot-grid-undo');
  assert.equal(await chosen(page), dots.slice(0, 5).join('-'));
  // What is typed is drawn, and the other way round.
  await page.fill('#code', dots.join(' '));
  assert.equal(await page.locator('.dot[aria-pressed="true"]').count(), 6);
  await finish(page, 'tara');
  await closeClean(context);
});

test('the keyboard is enough', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const dots = await toGrid(page, await server.person('keith'));
  const focused = () => page.evaluate(() => Number(document.activeElement.dataset.dot));
  for (let presses = 0; !await focused(); presses += 1) {
    assert.ok(presses < 20, 'the grid is not reached by Tab');
    await page.keyboard.press('Tab');
  }
  assert.equal(await focused(), 1);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowUp');
  assert.equal(await focused(), 1, 'the edge is the edge');
  await page.keyboard.press('End');
  assert.equal(await focused(), 4);
  await page.keyboard.press('Home');
  let here = 1;
  for (const [index, number] of dots.entries()) {
    const [[x, y], [toX, toY]] = [centre(here), centre(number)];
    for (let steps = Math.abs(toX - x); steps > 0; steps -= 1) await page.keyboard.press(toX > x ? 'ArrowRight' : 'ArrowLeft');
    for (let steps = Math.abs(toY - y); steps > 0; steps -= 1) await page.keyboard.press(toY > y ? 'ArrowDown' : 'ArrowUp');
    assert.equal(await focused(), number);
    await page.keyboard.press(index % 2 ? 'Enter' : 'Space');
    if (index === 2) {
      await page.keyboard.press('Backspace');
      assert.equal(await chosen(page), dots.slice(0, 2).join('-'));
      await page.keyboard.press('Enter');
    }
    here = number;
  }
  assert.equal(await chosen(page), dots.join('-'));
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'dot-grid-undo', 'the grid is one stop');
  await finish(page, 'keith');
  await closeClean(context);
});

test('a finger draws, and taps, and the page stands still meanwhile', async () => {
  const phone = { hasTouch: true, isMobile: true, viewport: { width: 320, height: 568 } };
  const context = await profile(browser, server, phone);
  const page = await context.newPage();
  const dots = await toGrid(page, await server.person('fiona'));
  await page.locator('.dots').scrollIntoViewIfNeeded();
  const pixels = await scale(page);
  const cdp = await context.newCDPSession(page);
  const touch = (type, touchPoints) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
  const scrolled = await page.evaluate(() => scrollY);
  const [first, ...rest] = route(dots.slice(0, 4)).map(pixels);
  await touch('touchStart', [first]);
  let last = first;
  for (const next of rest) {
    for (let step = 1; step <= 6; step += 1) {
      await touch('touchMove', [{ x: last.x + (next.x - last.x) * step / 6, y: last.y + (next.y - last.y) * step / 6 }]);
    }
    last = next;
  }
  await touch('touchEnd', []);
  assert.equal(await chosen(page), dots.slice(0, 4).join('-'));
  assert.equal(await page.evaluate(() => scrollY), scrolled);
  for (const number of dots.slice(4)) {
    const { x, y } = pixels(centre(number));
    await page.touchscreen.tap(x, y);
  }
  assert.equal(await chosen(page), dots.join('-'));
  const size = await dot(page, 1).boundingBox();
  assert.ok(size.width >= 44 && size.height >= 44, JSON.stringify(size));
  await finish(page, 'fiona');
  await closeClean(context);
});

test('without JavaScript the numbers are typed', async () => {
  const context = await profile(browser, server, { javaScriptEnabled: false });
  const page = await context.newPage();
  const dots = await toGrid(page, await server.person('nils'));
  assert.ok(await page.locator('#dot-grid').isHidden());
  await code(page, '');
  await reads(page, '#error-summary', /Connect the six dots of the message, or type their numbers/);
  await code(page, '1 2 3');
  await reads(page, '#error-summary', /Give six different numbers from 1 to 16/);
  await page.fill('#code', ` ${dots.join(', ')} `);
  await finish(page, 'nils');
  await closeClean(context);
});

test('the page is readable for everybody', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const dots = await toGrid(page, await server.person('rhea'));
  const faults = await readable(page, 'grid');
  for (const number of dots.slice(0, 3)) await dot(page, number).click();
  faults.push(...await readable(page, 'grid with a path'));
  await page.click('#login-submit');
  faults.push(...await readable(page, 'grid with an error'));
  assert.deepEqual(faults, []);
  await closeClean(context);
});
