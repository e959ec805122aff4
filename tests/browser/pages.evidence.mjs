// Every page there is, as `samples_to_look_at` wrote it into DOORWARD_SAMPLES, before the eyes of axe: light and dark, from left to
// right and from right to left, in three languages and both made-up ones; whether it fits a narrow screen; and what it weighs.
// Pictures of all of it stay in DOORWARD_SHOTS, if that names a directory.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { launch } from './chromium.mjs';
import { faultsOf } from './readable.mjs';

const SAMPLES = process.env.DOORWARD_SAMPLES;
const LANGUAGES = ['en', 'ar', 'ja', 'en-XA', 'ar-XB'];
const TYPES = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', html: 'text/html; charset=utf-8' };
// Bytes, compressed: a page with its style and script; a page with a camera or a pad.
const [LARGEST, LARGEST_WITH_PAD] = [30 * 1024, 45 * 1024];
const [WIDE, NARROW] = [{ width: 1000, height: 800 }, { width: 320, height: 640 }];

let files, browser;
before(async () => {
  files = createServer(async (request, response) => {
    const name = new URL(request.url, 'http://x').pathname;
    const content = await readFile(join(SAMPLES, name)).catch(() => null);
    response.writeHead(content ? 200 : 404, { 'content-type': TYPES[name.split('.').pop()] ?? 'text/plain' });
    response.end(content ?? '');
  });
  await new Promise((done) => files.listen(0, '127.0.0.1', done));
  browser = await launch();
});
after(async () => { files?.close(); await browser?.close(); });

// The page in which clients are told of a sign-out in frames goes on by itself after two seconds (axe's `meta-refresh`, WCAG 2.2.1),
// because it has to: the frames need a page that stands for a moment (Front-Channel Logout 1.0, section 3), and the person is to end
// at the client's `post_logout_redirect_uri` all the same (RP-Initiated Logout 1.0, section 3), without a script, too. The link on it
// does that at once, and nothing on it is lost. No other page may.
const isExcepted = (fault) => /^[\w-]+\/logout-frames\.html, \w+: meta-refresh: /.test(fault);

const at = (name) => `http://127.0.0.1:${files.address().port}/${name}`;

// Every page in this language, and every mail.
async function pagesIn(language, mails = false) {
  const names = await readdir(join(SAMPLES, language));
  return names.filter((name) => name.endsWith('.html') && name.startsWith('mail-') === mails);
}

// What is found on the page as it stands: by axe, light and dark, and by its width on a narrow screen.
async function lookAt(page, language, name) {
  const shots = process.env.DOORWARD_SHOTS;
  const keep = (how) => shots && page.screenshot({ path: join(shots, language, name.replace('.html', `-${how}.png`)), fullPage: true });
  const found = [];
  await page.setViewportSize(WIDE);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    found.push(...await faultsOf(page, `${language}/${name}, ${colorScheme}`));
    await keep(colorScheme);
  }
  await page.setViewportSize(NARROW);
  const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
  if (width > NARROW.width) found.push(`${language}/${name}: ${width} px wide at ${NARROW.width}`);
  await keep(NARROW.width);
  return found;
}

// Every page or mail of every language, the languages side by side: what each came to, in their order.
function inEveryLanguage(look) {
  return Promise.all(LANGUAGES.map(async (language) => {
    if (process.env.DOORWARD_SHOTS) await mkdir(join(process.env.DOORWARD_SHOTS, language), { recursive: true });
    // Each in a context of its own, so that Chromium gives it a process of its own.
    const context = await browser.newContext();
    // A machine with much else to do is no fault of a page, nor may one that goes on by itself be gone before it was looked at.
    context.setDefaultTimeout(300_000);
    await context.route((url) => url.hostname !== '127.0.0.1', (route) => route.abort('aborted'));
    const outcome = await look(await context.newPage(), language);
    await context.close();
    return outcome;
  }));
}

test('no page has a serious fault before axe, and each fits a narrow screen', async () => {
  const outcomes = await inEveryLanguage(async (page, language) => {
    const faults = [];
    let looked = 0;
    for (const name of await pagesIn(language)) {
      // A form that sends itself is gone at once.
      if (name.startsWith('form-post')) continue;
      const go = () => page.goto(at(`${language}/${name}`), { waitUntil: 'load' });
      // The page before may be going on by itself at this very moment.
      await go().catch(go);
      // Without its style a page has no colours to judge.
      const styled = await page.evaluate(() => getComputedStyle(document.body).getPropertyValue('--accent') !== '');
      assert.ok(styled, `${language}/${name} has no style`);
      faults.push(...await lookAt(page, language, name));
      looked += 2;
    }
    assert.ok(looked > 200, `${language}: ${looked} pages`);
    return { language, direction: await page.evaluate(() => document.dir), looked, faults };
  });
  const excepted = outcomes.flatMap(({ faults }) => faults.filter(isExcepted)).length;
  const serious = (faults) => faults.filter((fault) => !isExcepted(fault));
  const rows = outcomes.map(({ language, direction, looked, faults }) => `| ${language} | ${direction} | ${looked} | ${serious(faults).length} |`);
  console.log(`| language | direction | pages looked at by axe, light and dark | serious faults |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`);
  console.log(`Beside these, excepted by name: ${excepted} times that the page of a sign-out in frames goes on by itself.\n`);
  assert.deepEqual(serious(outcomes.flatMap(({ faults }) => faults)), []);
});

test('no mail has a serious fault before axe, and each fits a narrow screen', async () => {
  const outcomes = await inEveryLanguage(async (page, language) => {
    const faults = [];
    for (const name of await pagesIn(language, true)) {
      await page.goto(at(`${language}/${name}`), { waitUntil: 'load' });
      faults.push(...await lookAt(page, language, name));
    }
    return faults;
  });
  assert.deepEqual(outcomes.flat(), []);
});

// What the script shows by and by: each hint beside the picture, and each trouble.
test('the page before a camera has no serious fault while it looks, and fits a narrow screen', async () => {
  const shots = process.env.DOORWARD_SHOTS;
  const outcomes = await inEveryLanguage(async (page, language) => {
    const faults = [];
    for (const name of ['face', 'face-enrol', 'phone-camera', 'phone-camera-enrol']) {
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize(WIDE);
        await page.goto(at(`${language}/${name}.html`), { waitUntil: 'load' });
        for (const state of ['live', 'trouble']) {
          const keys = await page.evaluate((state) => {
            const show = (id, visible) => { document.getElementById(id).hidden = !visible; };
            show('face-live', state === 'live');
            show('face-ready', state !== 'live');
            show('face-trouble', state === 'trouble');
            show('face-rec', true);
            show('face-cameras', true);
            document.getElementById('face-left').textContent = '30';
            document.getElementById('face-camera').replaceChildren(new Option('FaceTime HD Camera (Built-in) 05ac:8514'));
            return [...document.querySelectorAll(state === 'live' ? '[data-hint]' : '[data-trouble]')].map((one) => one.dataset.hint ?? one.dataset.trouble);
          }, state);
          for (const key of keys) {
            const width = await page.evaluate((key) => {
              const word = document.querySelector(`[data-hint="${key}"], [data-trouble="${key}"]`);
              document.getElementById(word.dataset.hint ? 'face-hint' : 'face-trouble').textContent = word.textContent;
              if (word.dataset.icon) document.getElementById('face-icon').setAttribute('d', word.dataset.icon);
              return document.scrollingElement.scrollWidth - document.documentElement.clientWidth;
            }, key);
            if (width > 0) faults.push(`${language}/${name}: ${key} is ${width} px too wide`);
          }
          faults.push(...await faultsOf(page, `${language}/${name}, ${state}, ${colorScheme}`));
          for (const size of [WIDE, NARROW]) {
            await page.setViewportSize(size);
            const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
            if (wide > size.width) faults.push(`${language}/${name}, ${state}: ${wide} px wide at ${size.width}`);
            if (shots) await page.screenshot({ path: join(shots, language, `${name}-${state}-${colorScheme}-${size.width}.png`), fullPage: true });
          }
        }
      }
    }
    return faults;
  });
  assert.deepEqual(outcomes.flat(), []);
});

test('no page but that of a sign-out in frames goes on by itself', async () => {
  const going = [];
  for (const language of LANGUAGES) {
    for (const name of await pagesIn(language)) {
      const html = await readFile(join(SAMPLES, language, name), 'utf8');
      if (/http-equiv=["']?refresh/i.test(html)) going.push(`${language}/${name}`);
    }
  }
  assert.deepEqual(going.sort(), LANGUAGES.map((language) => `${language}/logout-frames.html`).sort());
});

test('no page weighs more than it may', async () => {
  const weight = async (name) => gzipSync(await readFile(join(SAMPLES, name))).length;
  const common = await weight('static/style.css') + await weight('static/doorward.js') + await weight('static/icon.svg');
  const heavy = [];
  for (const language of LANGUAGES) {
    for (const name of await pagesIn(language)) {
      const html = await readFile(join(SAMPLES, language, name), 'utf8');
      const camera = html.includes('/static/face.js');
      const looks = html.includes('"/brand/acme/style.css"');
      const bytes = common + await weight(`${language}/${name}`) + (camera ? await weight('static/face.js') : 0)
        + (looks ? await weight('brand/acme/style.css') : 0);
      const pad = camera || /pattern|dot-grid/.test(name);
      heavy.push({ name: `${language}/${name}`, bytes, most: pad ? LARGEST_WITH_PAD : LARGEST });
      // One style, which the first page of a sign-in brings and the others link to, where a look adds a few variables; one script, and
      // the camera's.
      const brought = html.includes('<style');
      assert.equal(html.match(/rel="stylesheet"/g)?.length ?? 0, brought ? 0 : looks ? 2 : 1, name);
      assert.ok(html.match(/<script/g).length === (camera ? 2 : 1), name);
    }
  }
  heavy.sort((a, b) => b.bytes - a.bytes);
  console.log(`| heaviest of ${heavy.length} pages | bytes, compressed, with style and script | most |\n| --- | --- | --- |`);
  for (const { name, bytes, most } of heavy.slice(0, 5)) console.log(`| ${name} | ${bytes} | ${most} |`);
  const first = heavy.find(({ name }) => /^en\/identifier\.html$/.test(name));
  if (first) console.log(`| ${first.name} | ${first.bytes} | ${first.most} |`);
  console.log(`| of each: style, script and icon | ${common} | |\n`);
  assert.deepEqual(heavy.filter(({ bytes, most }) => bytes > most), []);
});
