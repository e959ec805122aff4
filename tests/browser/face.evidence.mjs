// Faces end to end: Chromium's camera plays films, the server looks, and the demo application is told what was shown.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { toSetup } from './account.mjs';
import { ALLOWED, ASTRONAUT, Films, MODELS, ONE_OF_THEM, SOMEBODY, launchWith } from './camera.mjs';
import { claim, closeClean, code, identify, launch, password, path, profile, reads, signedInAs, start } from './chromium.mjs';
import { Doorward } from './doorward.mjs';
import { readable } from './readable.mjs';

const FACE = 'urn:doorward:acr:face';
const ORDER = 'blink,turn_left,turn_right';
// Looks ahead until the page is open, and does what is asked in the order that is asked for, each thing more than once and slowly: a
// busy machine looks at few frames and asks late. What nobody asked for is passed over. At its end a film begins again, and the same
// frames twice are a recording.
const LIVE = 'still:35,blink:8,still:10,blink:8,still:10,blink:8,still:10,blink:8,still:12,left:20,still:12,left:20,still:12,right:20,still:10,right:20,still:20';

let server, films;
const browsers = [];
before(async () => {
  server = await Doorward.start(['--models', MODELS, '--challenge', ORDER]);
  films = await Films.open();
}, { timeout: 60_000 });
after(async () => {
  for (const browser of browsers) await browser.close();
  await films?.close();
  await server?.stop();
});

async function camera(film, more = ALLOWED) {
  const browser = await launchWith(film, more);
  browsers.push(browser);
  return browser;
}

// From the words to what the camera said: the address it led to.
async function look(page, timeout = 60_000) {
  const from = page.url();
  await page.click('#face-open');
  await Promise.race([
    page.waitForURL((url) => url.href !== from, { timeout }),
    page.waitForSelector('#error-summary', { timeout }),
  ]);
  await page.waitForLoadState();
}

async function agree(page) {
  await reads(page, 'h1', /May we keep your face/);
  assert.equal(await page.isChecked('#agree'), false, 'nothing is ticked beforehand');
  await page.check('#agree');
  await page.click('#login-submit');
  await reads(page, 'h1', /Set up your face/);
}

async function toCamera(page, person) {
  await start(page, server, `acr_values=${FACE}`);
  await identify(page, person.username);
  await password(page, person.password);
  assert.equal(path(page), '/login/…/face');
}

let vera;

test('a face is set up with consent, and signs in to the demo application', { timeout: 400_000 }, async () => {
  vera = await server.person('vera');
  const browser = await camera(await films.of(ASTRONAUT, LIVE, 3));
  const context = await profile(browser, server);
  const page = await context.newPage();
  await toSetup(page, server, vera, 'face');
  const faults = [...await readable(page, 'consent')];
  assert.equal(await page.locator('video').count(), 0, 'no camera before consent');
  const sizes = await Promise.all(['#login-submit', '#refuse'].map((one) => page.locator(one).boundingBox()));
  assert.deepEqual([sizes[0].width, sizes[0].height], [sizes[1].width, sizes[1].height], 'both weigh the same');
  await page.click('#login-submit');
  await reads(page, '#error-summary', /Tick the box if you agree/);
  faults.push(...await readable(page, 'consent not given'));
  await agree(page);
  faults.push(...await readable(page, 'ready for the camera'));
  const mails = await server.mails();
  await page.click('#face-open');
  await page.waitForSelector('#face-rec:not([hidden])');
  faults.push(...await readable(page, 'before the camera'));
  assert.notEqual(await page.locator('#face-hint').innerText(), '');
  await page.waitForURL((url) => url.pathname === '/account', { timeout: 60_000 });
  await reads(page, '[aria-labelledby="factors"]', /You agreed on .* to version 1/);
  faults.push(...await readable(page, 'the account page'));
  const mail = await server.newMail(mails, vera.email);
  assert.match(mail.subject, /new way to sign in was added/);
  await closeClean(context);

  const again = await camera(await films.of(ASTRONAUT, LIVE, 4));
  const fresh = await profile(again, server);
  const other = await fresh.newPage();
  await toCamera(other, vera);
  await look(other);
  if (path(other) === '/consent/…') await other.click('#consent-allow');
  await signedInAs(other, 'Person vera');
  assert.equal(await claim(other, 'acr'), FACE);
  const amr = await claim(other, 'amr');
  assert.ok(amr.includes('face') && amr.includes('pwd') && !amr.includes('mfa'), amr);
  await closeClean(fresh);
  assert.deepEqual(faults, []);
});

test('who does not follow, and a photograph, are refused, and nobody is told why', { timeout: 400_000 }, async () => {
  const film = await films.of(ASTRONAUT, LIVE, 5);
  for (const [what, parts] of [
    ['a photograph moved about', 'pan:30,rotate:20,plane-left:30,tilt:20,pan:20'],
    ['another order', 'still:30,right:20,still:10,left:20,still:10,right:20,still:40'],
  ]) {
    const context = await profile(await camera(await films.of(ASTRONAUT, parts, 6)), server);
    const page = await context.newPage();
    await toCamera(page, vera);
    await look(page);
    assert.equal(path(page), '/login/…/face', what);
    await reads(page, '#error-summary', /^(That did not work|It took too long)/);
    assert.deepEqual(await readable(page, what), []);
    await closeClean(context);
  }
  // Another person, who does what is asked: nobody but the log is told that it is not the one.
  const context = await profile(await camera(await films.of(SOMEBODY, LIVE, 11, ONE_OF_THEM)), server);
  const page = await context.newPage();
  await toCamera(page, vera);
  await look(page);
  assert.equal(path(page), '/login/…/face', 'another person');
  await reads(page, '#error-summary', /^That did not work/);
  const ended = server.log().split('\n').filter((line) => line.includes('an attempt before the camera ended'));
  assert.match(ended.at(-1), /passed=false failure=""/, 'they were seen to be alive');
  await closeClean(context);
  // The right person once; the same frames again are a recording.
  for (const expected of [true, false]) {
    const context = await profile(await camera(film), server);
    const page = await context.newPage();
    await toCamera(page, vera);
    await look(page);
    if (expected) {
      if (path(page) === '/consent/…') await page.click('#consent-allow');
      await signedInAs(page, 'Person vera');
    } else {
      assert.equal(path(page), '/login/…/face', 'the same frames again');
      await reads(page, '#error-summary', /That did not work/);
    }
    await closeClean(context);
  }
});

test('every trouble with a camera is told in words, with a way on', { timeout: 120_000 }, async () => {
  const film = await films.of(ASTRONAUT, 'still:30', 7);
  const browser = await camera(film, []);
  const context = await profile(browser, server);
  const page = await context.newPage();
  await toCamera(page, vera);
  const faults = [];
  const trouble = async (pattern) => {
    await page.click('#face-open');
    await page.waitForSelector('#face-trouble:not([hidden])');
    await reads(page, '#face-trouble', pattern);
    assert.ok(await page.isVisible('#face-open'), 'it can be tried again');
    assert.ok(await page.isVisible('[name="cancel"]'), 'and left');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'face-trouble');
    faults.push(...await readable(page, String(pattern)));
  };
  const client = await context.newCDPSession(page);
  const denied = { permission: { name: 'camera' }, setting: 'denied', origin: server.issuer };
  await client.send('Browser.setPermission', denied);
  await trouble(/blocked for this site/);
  const fail = (name) => page.evaluate((name) => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', name));
  }, name);
  // A browser without a screen knows no prompt that could be closed.
  await page.evaluate(() => { navigator.permissions.query = async () => ({ state: 'prompt' }); });
  await fail('NotAllowedError');
  await trouble(/needs the camera/);
  await fail('NotFoundError');
  await trouble(/No camera was found/);
  await fail('NotReadableError');
  await trouble(/Another app is using the camera/);
  await fail('TypeError');
  await trouble(/could not be opened/);
  await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    setInterval(() => canvas.getContext('2d').fillRect(0, 0, 640, 480), 50);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(15);
  });
  await trouble(/picture is black/);
  await page.evaluate(() => { Object.defineProperty(navigator, 'mediaDevices', { value: undefined }); });
  await trouble(/cannot use the camera here/);
  assert.deepEqual(faults, []);
  await closeClean(context);
});

test('the camera stops when it is told to, and when the page is left', { timeout: 120_000 }, async () => {
  const browser = await camera(await films.of(ASTRONAUT, 'still:60', 8));
  const context = await profile(browser, server);
  const page = await context.newPage();
  await toCamera(page, vera);
  await page.evaluate(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    globalThis.opened = [];
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      globalThis.opened.push(...stream.getTracks());
      return stream;
    };
  });
  const states = () => page.evaluate(() => globalThis.opened.map((track) => track.readyState));
  await page.click('#face-open');
  await page.waitForSelector('#face-rec:not([hidden])');
  assert.deepEqual(await states(), ['live']);
  // By keyboard alone.
  await page.focus('#face-stop');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#face-ready:not([hidden])');
  assert.deepEqual(await states(), ['ended']);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'face-open');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#face-rec:not([hidden])');
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await reads(page, '#face-trouble', /out of sight/);
  assert.deepEqual(await states(), ['ended', 'ended']);
  await closeClean(context);
});

test('where sockets are blocked, frames are uploaded', { timeout: 120_000 }, async () => {
  const browser = await camera(await films.of(ASTRONAUT, LIVE, 9));
  const context = await profile(browser, server);
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.WebSocket = class {
      constructor() { setTimeout(() => this.onclose?.(), 50); }
      close() {}
    };
  });
  await toCamera(page, vera);
  await look(page);
  if (path(page) === '/consent/…') await page.click('#consent-allow');
  await signedInAs(page, 'Person vera');
  await closeClean(context);
});

test('the step is continued on a phone, whose number is typed here', { timeout: 300_000 }, async () => {
  const here = await launch();
  browsers.push(here);
  const context = await profile(here, server);
  const page = await context.newPage();
  await toCamera(page, vera);
  await page.click('#face-phone');
  const faults = [...await readable(page, 'a link for the phone')];
  const link = await page.locator('#handover-link').textContent();
  const away = await profile(await camera(await films.of(ASTRONAUT, LIVE, 10)), server);
  const phone = await away.newPage();
  await phone.goto(link);
  await reads(phone, 'h1', /Continue before this camera/);
  faults.push(...await readable(phone, 'the link'));
  await phone.click('#phone-take');
  const number = await phone.locator('#handover-number').innerText();
  assert.match(number, /^[1-9][0-9]$/);
  faults.push(...await readable(phone, 'the number'));
  // Each page goes on by itself.
  await page.waitForSelector('#number');
  faults.push(...await readable(page, 'the number is asked for'));
  await page.fill('#number', number);
  await page.click('#login-submit');
  await reads(page, 'h1', /camera of your phone/);
  await phone.waitForSelector('#face-open');
  faults.push(...await readable(phone, 'the camera of the phone'));
  await phone.click('#face-open');
  await phone.waitForSelector('h1:text("Done")', { timeout: 60_000 });
  faults.push(...await readable(phone, 'done'));
  await page.waitForURL((url) => !url.pathname.endsWith('/phone'), { timeout: 15_000 });
  await page.waitForLoadState();
  if (path(page) === '/consent/…') await page.click('#consent-allow');
  await signedInAs(page, 'Person vera');
  assert.equal(await claim(page, 'acr'), FACE);
  assert.deepEqual(faults, []);
  await closeClean(away);
  await closeClean(context);
});

test('without a script the page says so and offers another way', async () => {
  const browser = await launch();
  browsers.push(browser);
  const context = await profile(browser, server, { javaScriptEnabled: false });
  const page = await context.newPage();
  await toCamera(page, vera);
  await reads(page, 'noscript', /needs JavaScript/);
  assert.ok(await page.isVisible('[name="cancel"]'));
  await context.close();
});

test('withdrawn consent erases the face', { timeout: 120_000 }, async () => {
  const browser = await launch();
  browsers.push(browser);
  const context = await profile(browser, server);
  const page = await context.newPage();
  await page.goto(`${server.issuer}/account`);
  await identify(page, vera.username);
  const before = await server.mails();
  await password(page, vera.password);
  await code(page, (await server.newMail(before, vera.email)).code);
  if (path(page) === '/login/…/offer') await page.click('#offer-later');
  await page.click('.withdraw summary');
  const mails = await server.mails();
  await page.click('.withdraw button');
  await reads(page, '[role="status"]', /what was kept of your face is erased/);
  assert.equal(await page.locator('.withdraw').count(), 0);
  assert.ok(await page.isVisible('#add-face'));
  assert.match((await server.newMail(mails, vera.email)).subject, /Consent was withdrawn/);
  await closeClean(context);
});
