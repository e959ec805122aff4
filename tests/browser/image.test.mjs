// Picture passcodes: chosen, dropped and pasted; the same file signs in and no other.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';

import { toFactor, toSetup } from './account.mjs';
import { claim, closeClean, code, launch, password, path, profile, reads, signedInAs } from './chromium.mjs';
import { Doorward } from './doorward.mjs';
import { readable } from './readable.mjs';

const IMAGE = 'urn:doorward:acr:image';

let server, browser;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

// A picture that nobody else has (PNG third edition).
function picture(width = 96, height = 96, pixel = () => randomBytes(3)) {
  const part = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: height }, () =>
    Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, pixel)]));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    part('IHDR', head), part('IDAT', deflateSync(Buffer.concat(rows))), part('IEND', Buffer.alloc(0)),
  ]);
}

const asFile = (buffer, name = 'own.png') => ({ name, mimeType: 'image/png', buffer });

async function give(page, buffer, name) {
  await page.setInputFiles('#image', asFile(buffer, name));
  await page.click('#login-submit');
}

// What the browser does when a file is dropped on the field, or pasted.
async function hand(page, kind, buffer) {
  await page.evaluate(([kind, content]) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'handed.png', { type: 'image/png' }));
    const event = kind === 'drop'
      ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
      : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector(kind === 'drop' ? '#image-hint' : 'body').dispatchEvent(event);
  }, [kind, buffer.toString('base64')]);
  await reads(page, '#image-said', /handed\.png/);
  await page.click('#login-submit');
}

async function set(page, own) {
  await give(page, own);
  await reads(page, 'h1', /once more/);
  await give(page, own);
  assert.equal(path(page), '/account');
}

test('a picture is set up from the account page, and every picture that others may have is refused', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const iris = await server.person('iris');
  await toSetup(page, server, iris, 'image_passcode');
  await reads(page, 'main', /published or was sent to others is no secret/);
  const faults = [...await readable(page, 'choose a picture')];
  await page.click('#login-submit');
  await reads(page, '#error-summary', /Choose the picture/);
  for (const [file, reason] of [
    [picture(63, 63), /too small/],
    [Buffer.concat([picture(600, 600, () => Buffer.from([9, 9, 9])), Buffer.alloc(4000)]), /hardly anything on that picture/],
    [Buffer.from(`<svg>${' '.repeat(5000)}</svg>`), /no PNG, JPEG, WebP or GIF/],
    [picture().subarray(0, 5000), /cannot be read/],
  ]) {
    await give(page, file);
    await reads(page, '#error-summary', reason);
  }
  faults.push(...await readable(page, 'a picture that is refused'));
  const large = Buffer.concat([picture(), Buffer.alloc(10_000_001)]);
  await page.setInputFiles('#image', asFile(large));
  await reads(page, '#image-said', /too large/);
  assert.equal(await page.evaluate(() => document.querySelector('#image').files.length), 0);

  const own = picture();
  await give(page, own);
  await reads(page, 'main', /PNG of 96 by 96 pixels/);
  faults.push(...await readable(page, 'the picture once more'));
  await give(page, picture());
  await reads(page, '#error-summary', /another file than the first/);
  await page.click('#over');
  await reads(page, 'h1', /Choose a picture/);
  const before = await server.mails();
  await set(page, own);
  await reads(page, '[aria-labelledby="factors"]', /Picture/);
  await server.newMail(before, iris.email);
  await closeClean(context);

  const fresh = await profile(browser, server);
  const other = await fresh.newPage();
  await toFactor(other, server, iris, 'image_passcode', `acr_values=${IMAGE}`);
  faults.push(...await readable(other, 'give the picture'));
  const changed = Buffer.from(own);
  changed[changed.length >> 1] ^= 1;
  for (const wrong of [changed, Buffer.concat([own, Buffer.alloc(1)]), Buffer.from('no picture')]) {
    await give(other, wrong);
    assert.equal(await reads(other, '#error-summary', /./), 'That is not the picture');
  }
  faults.push(...await readable(other, 'another picture'));
  const asked = await server.mails();
  await give(other, own, 'another name.gif');
  // The demo application wants two steps in any case, and a picture is none beside a password.
  assert.equal(path(other), '/login/…/email_code');
  await code(other, (await server.newMail(asked, iris.email)).code);
  await other.click('#consent-allow');
  assert.equal(await claim(other, 'acr'), IMAGE);
  assert.equal(await claim(other, 'amr'), 'email, image, pwd');
  assert.deepEqual(faults, []);
  await closeClean(fresh);
});

test('a picture is dropped and pasted', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const dora = await server.person('dora');
  const own = picture();
  await toSetup(page, server, dora, 'image_passcode');
  await hand(page, 'drop', own);
  await reads(page, 'h1', /once more/);
  await hand(page, 'paste', own);
  assert.equal(path(page), '/account');
  await context.clearCookies();
  await toFactor(page, server, dora, 'image_passcode', `acr_values=${IMAGE}`);
  await hand(page, 'paste', picture());
  await reads(page, '#error-summary', /That is not the picture/);
  await hand(page, 'drop', own);
  assert.equal(path(page), '/login/…/email_code');
  await closeClean(context);
});

test('without JavaScript, and set up on the way through a sign-in', async () => {
  const context = await profile(browser, server, { javaScriptEnabled: false });
  const page = await context.newPage();
  const nils = await server.person('nils');
  const own = picture();
  await toFactor(page, server, nils, 'email_code', `acr_values=${IMAGE}`);
  const [mail] = await server.mails();
  const shown = await (await fetch(`${server.mail}/${mail}`)).text();
  await code(page, /(\d{3} \d{3})/.exec(shown)[1]);
  assert.equal(path(page), '/login/…/enrol/image_passcode');
  assert.ok(await page.isHidden('[data-script]'));
  // Nothing holds a large file back here: it is sent, and answered in words beside the field.
  await give(page, Buffer.concat([own, Buffer.alloc(10_000_001)]));
  await reads(page, '#error-summary', /too large. Choose a smaller one/);
  assert.equal(path(page), '/login/…/enrol/image_passcode');
  await give(page, own);
  await give(page, own);
  await page.click('#consent-allow');
  await signedInAs(page, 'Person nils');
  assert.equal(await claim(page, 'acr'), IMAGE);
  await context.clearCookies();
  await toFactor(page, server, nils, 'image_passcode', `acr_values=${IMAGE}`);
  await page.click('#login-submit');
  await reads(page, '#error-summary', /Choose the picture/);
  await give(page, own);
  assert.equal(path(page), '/login/…/email_code');
  await closeClean(context);
});

test('large bodies are read where a file is asked for, and nowhere else', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const lena = await server.person('lena');
  await page.goto(`${server.issuer}/account`);
  const form = (large) => ({
    multipart: { csrf: 'x', image: { name: 'x.png', mimeType: 'image/png', buffer: Buffer.alloc(large) } },
    maxRedirects: 0, failOnStatusCode: false, headers: { origin: server.issuer },
  });
  const post = async (where, large) => (await context.request.post(`${server.issuer}${where}`, form(large))).status();
  const journey = new URL(page.url()).pathname.split('/')[2];
  assert.equal(await post(`/login/${journey}/image_passcode`, 60_000), 303, 'the step is another one');
  assert.equal(await post('/login/none/image_passcode', 60_000), 410);
  assert.equal(await post('/account/factors/rename', 60_000), 415);
  await page.fill('#username', lena.username);
  await page.click('#login-submit');
  await password(page, lena.password);
  assert.equal(path(page), '/login/…/email_code');
  assert.equal(await post(`/login/${journey}/email_code`, 60_000), 415, 'a step that takes no file');
  await closeClean(context);
});
