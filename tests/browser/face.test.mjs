// Faces end to end: somebody acts before Chromium's camera, the server looks, and the demo application is told what was shown.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { toSetup } from './account.mjs';
import { ASTRONAUT, Films, MODELS, ONE_OF_THEM, ORDER, SOMEBODY, atCamera } from './camera.mjs';
import { claim, code, identify, launch, password, path, profile, reads, signedInAs, start } from './chromium.mjs';
import { Doorward } from './doorward.mjs';
import { readable } from './readable.mjs';

const FACE = 'urn:doorward:acr:face';

let server, films, vera, shown;
before(async () => {
  server = await Doorward.start(['--models', MODELS, '--challenge', ORDER]);
  films = await Films.open();
}, { timeout: 60_000 });
after(async () => {
  await films?.close();
  await server?.stop();
});

// From the words to what the camera said, which leads elsewhere or says why not. `one` does meanwhile what is asked, or what
// `does` says for it.
async function look(page, one, does) {
  const from = page.url();
  await page.click('#face-open');
  const said = Promise.race([
    page.waitForURL((url) => url.href !== from, { timeout: 60_000 }),
    page.waitForSelector('#error-summary', { timeout: 60_000 }),
  ]);
  await (one ? one.follow(page, said, does) : said);
  await page.waitForLoadState();
}

// Up to the camera; answers with the mails there were.
async function toCamera(page, person) {
  await start(page, server, `acr_values=${FACE}`);
  await identify(page, person.username);
  await password(page, person.password);
  assert.equal(path(page), '/login/…/face');
  return server.mails();
}

// At the demo application, as the one whose face it is. It wants two steps in any case, and a face is none beside a password.
async function arrive(page, mails) {
  assert.equal(path(page), '/login/…/email_code', 'the face was taken');
  await code(page, (await server.newMail(mails, vera.email)).code);
  if (path(page) === '/consent/…') await page.click('#consent-allow');
  await signedInAs(page, 'Person vera');
  assert.equal(await claim(page, 'acr'), FACE);
}

test('a face is set up with consent', { timeout: 240_000 }, async () => {
  vera = await server.person('vera');
  const one = await films.somebody(ASTRONAUT, 3);
  await atCamera(server, one.file, async (page) => {
    await toSetup(page, server, vera, 'face');
    const faults = [...await readable(page, 'consent')];
    await reads(page, 'h1', /May we keep your face/);
    assert.equal(await page.isChecked('#agree'), false, 'nothing is ticked beforehand');
    assert.equal(await page.locator('video').count(), 0, 'no camera before consent');
    const sizes = await Promise.all(['#login-submit', '#refuse'].map((one) => page.locator(one).boundingBox()));
    assert.deepEqual([sizes[0].width, sizes[0].height], [sizes[1].width, sizes[1].height], 'both weigh the same');
    await page.click('#login-submit');
    await reads(page, '#error-summary', /Tick the box if you agree/);
    faults.push(...await readable(page, 'consent not given'));
    await page.check('#agree');
    await page.click('#login-submit');
    await reads(page, 'h1', /Set up your face/);
    faults.push(...await readable(page, 'ready for the camera'));
    const mails = await server.mails();
    await page.click('#face-open');
    await page.waitForSelector('#face-rec:not([hidden])');
    assert.notEqual(await page.locator('#face-hint').innerText(), '');
    await one.follow(page, page.waitForURL((url) => url.pathname === '/account', { timeout: 60_000 }));
    await reads(page, '[aria-labelledby="factors"]', /You agreed on .* to version 1/);
    faults.push(...await readable(page, 'the account page'));
    const mail = await server.newMail(mails, vera.email);
    assert.match(mail.subject, /new way to sign in was added/);
    assert.deepEqual(faults, []);
  }, { name: 'set-up' });
});

test('the face signs in to the demo application', { timeout: 120_000 }, async () => {
  shown = join(films.folder, 'shown.y4m');
  const one = await films.somebody(ASTRONAUT, 4, ['--record', shown]);
  await atCamera(server, one.file, async (page) => {
    const mails = await toCamera(page, vera);
    await look(page, one);
    await arrive(page, mails);
    assert.equal(await claim(page, 'amr'), 'email, face, pwd');
  }, { name: 'sign-in' });
});

// What the page asks for, as it is said to whoever listens.
async function hearing(page) {
  const said = [];
  await page.exposeFunction('hinted', (text) => said.push(text));
  await page.addInitScript(() => document.addEventListener('DOMContentLoaded', () => {
    const hint = document.getElementById('face-hint');
    if (hint) new MutationObserver(() => globalThis.hinted(hint.textContent)).observe(hint, { childList: true });
  }));
  return said;
}

// Nobody is told why, but the log.
async function refused(film, what, ended, act = look) {
  await atCamera(server, film, async (page) => {
    const said = await hearing(page);
    await toCamera(page, vera);
    await act(page);
    // What is not even asked to do anything proves nothing by being refused; the same frames are refused wherever they begin.
    assert.ok(film === shown || said.includes('Blink'), `${what}: ${said}`);
    assert.equal(path(page), '/login/…/face', what);
    await reads(page, '#error-summary', /^(That did not work|It took too long)/);
    assert.deepEqual(await readable(page, what), []);
  }, { name: what.replaceAll(' ', '-') });
  const ends = server.log().split('\n').filter((line) => line.includes('an attempt before the camera ended'));
  assert.match(ends.at(-1), ended, what);
  await films.seen(film);
}

test('the same frames again are refused', { timeout: 120_000 }, () =>
  refused(shown, 'the same frames again', /passed=false failure="not_alive"/));

test('a photograph that is moved about is refused', { timeout: 120_000 }, async () => {
  const parts = 'pan:30,rotate:30,plane-left:40,tilt:40,bend-left:40,bend-right:40,plane-right:40,zoom:40,pan:30';
  await refused(await films.of(ASTRONAUT, parts, 6), 'a photograph moved about', /passed=false failure="(timed_out|wrong_action|not_alive)"/);
});

test('whoever does not follow is refused', { timeout: 120_000 }, async () => {
  const one = await films.somebody(ASTRONAUT, 7);
  // On a busy machine so many frames come late that it breaks off before the second wrong turn.
  const ended = /passed=false failure="(wrong_action|not_alive)"/;
  await refused(one.file, 'another order', ended, (page) => look(page, one, { blink: 'right:20,still:6' }));
});

test('another person who follows is refused', { timeout: 120_000 }, async () => {
  const one = await films.somebody(SOMEBODY, 11, ONE_OF_THEM);
  await refused(one.file, 'another person', /passed=false failure=""/, (page) => look(page, one));
});

test('where sockets are blocked, frames are uploaded', { timeout: 120_000 }, async () => {
  const one = await films.somebody(ASTRONAUT, 9);
  await atCamera(server, one.file, async (page) => {
    await page.addInitScript(() => {
      globalThis.WebSocket = class {
        constructor() { setTimeout(() => this.onclose?.(), 50); }
        close() {}
      };
    });
    const mails = await toCamera(page, vera);
    await look(page, one);
    await arrive(page, mails);
  }, { name: 'uploads' });
});

test('the step is continued on a phone, whose number is typed here', { timeout: 180_000 }, async () => {
  const one = await films.somebody(ASTRONAUT, 10);
  const faults = [];
  await atCamera(server, null, async (page) => {
    const mails = await toCamera(page, vera);
    await page.click('#face-phone');
    faults.push(...await readable(page, 'a link for the phone'));
    const link = await page.locator('#handover-link').textContent();
    await atCamera(server, one.file, async (phone) => {
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
      await one.follow(phone, phone.waitForSelector('h1:text("Done")', { timeout: 60_000 }));
      faults.push(...await readable(phone, 'done'));
    }, { name: 'phone' });
    await page.waitForURL((url) => !url.pathname.endsWith('/phone'), { timeout: 15_000 });
    await page.waitForLoadState();
    await arrive(page, mails);
  }, { name: 'beside-the-phone' });
  assert.deepEqual(faults, []);
});

test('every trouble with a camera is told in words, with a way on', { timeout: 120_000 }, async () => {
  const film = await films.of(ASTRONAUT, 'still:20', 8);
  await atCamera(server, film, troubles, { more: [], name: 'trouble' });
  await films.seen(film);
});

async function troubles(page, context) {
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
}

test('the camera stops when it is told to, and when the page is left', { timeout: 120_000 }, async () => {
  const film = await films.of(ASTRONAUT, 'still:60', 12);
  await atCamera(server, film, leaving, { name: 'stop' });
  await films.seen(film);
});

async function leaving(page) {
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
  const faults = await readable(page, 'before the camera');
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
  assert.deepEqual(faults, []);
}

test('without a script the page says so and offers another way', { timeout: 60_000 }, async () => {
  const browser = await launch();
  const context = await profile(browser, server, { javaScriptEnabled: false });
  const page = await context.newPage();
  await toCamera(page, vera);
  await reads(page, 'noscript', /needs JavaScript/);
  assert.ok(await page.isVisible('[name="cancel"]'));
  await browser.close();
});

test('withdrawn consent erases the face', { timeout: 60_000 }, () => atCamera(server, null, async (page) => {
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
}, { name: 'withdrawn' }));
