// Every page there is, as `samples_to_look_at` wrote it into DOORWARD_SAMPLES, before the eyes of axe: light and dark, from left to
// right and from right to left, in three languages and both made-up ones; its weight; and the largest paint of the first page
// of a real sign-in on a slow line and a slow phone. Pictures of all of it stay in DOORWARD_SHOTS, if that names a directory.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { launch, profile, start } from './chromium.mjs';
import { Doorward } from './doorward.mjs';
import { faultsOf } from './readable.mjs';

const SAMPLES = process.env.DOORWARD_SAMPLES;
const LANGUAGES = ['en', 'ar', 'ja', 'en-XA', 'ar-XB'];
const TYPES = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', html: 'text/html; charset=utf-8' };
// Bytes, compressed: a page with its style and script; a page with a camera or a pad.
const [LARGEST, LARGEST_WITH_PAD] = [30 * 1024, 45 * 1024];
// Chromium's own figures of slow 4G.
const SLOW = { offline: false, latency: 150 * 3.75, downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8, uploadThroughput: (750 * 1024 * 0.9) / 8 };

let files, browser, server;
before(async () => {
  files = createServer(async (request, response) => {
    const name = new URL(request.url, 'http://x').pathname;
    const content = await readFile(join(SAMPLES, name)).catch(() => null);
    response.writeHead(content ? 200 : 404, { 'content-type': TYPES[name.split('.').pop()] ?? 'text/plain' });
    response.end(content ?? '');
  });
  await new Promise((done) => files.listen(0, '127.0.0.1', done));
  browser = await launch();
  server = await Doorward.start();
});
after(async () => { files?.close(); await browser?.close(); await server?.stop(); });

const at = (name) => `http://127.0.0.1:${files.address().port}/${name}`;

test('no page has a serious fault before axe', async () => {
  const faults = [];
  let looked = 0;
  const shots = process.env.DOORWARD_SHOTS;
  const page = await browser.newPage();
  for (const language of LANGUAGES) {
    const names = (await readdir(join(SAMPLES, language))).filter((name) => name.endsWith('.html') && !name.startsWith('mail-'));
    if (shots) await mkdir(join(shots, language), { recursive: true });
    for (const name of names) {
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.goto(at(`${language}/${name}`), { waitUntil: 'load' });
        // A form that sends itself is gone at once.
        if (name.startsWith('form-post')) continue;
        faults.push(...await faultsOf(page, `${language}/${name}, ${colorScheme}`));
        looked += 1;
        if (shots) await page.screenshot({ path: join(shots, language, name.replace('.html', `-${colorScheme}.png`)), fullPage: true });
      }
    }
  }
  console.log(`| pages looked at by axe | serious faults |\n| --- | --- |\n| ${looked} | ${faults.length} |`);
  assert.ok(looked > 500, `${looked} pages`);
  assert.deepEqual(faults, []);
});

// What the script shows by and by: each hint beside the picture, and each trouble.
test('the page before a camera has no serious fault while it looks, and fits a narrow screen', async () => {
  const faults = [];
  const shots = process.env.DOORWARD_SHOTS;
  const page = await browser.newPage();
  for (const language of LANGUAGES) {
    for (const name of ['face', 'face-enrol', 'phone-camera', 'phone-camera-enrol']) {
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width: 1000, height: 800 });
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
          for (const size of [{ width: 1000, height: 800 }, { width: 320, height: 640 }]) {
            await page.setViewportSize(size);
            const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
            if (wide > size.width) faults.push(`${language}/${name}, ${state}: ${wide} px wide at ${size.width}`);
            if (shots) await page.screenshot({ path: join(shots, language, `${name}-${state}-${colorScheme}-${size.width}.png`), fullPage: true });
          }
        }
      }
    }
  }
  assert.deepEqual(faults, []);
});

test('no page weighs more than it may', async () => {
  const weight = async (name) => gzipSync(await readFile(join(SAMPLES, name))).length;
  const common = await weight('static/style.css') + await weight('static/doorward.js') + await weight('static/icon.svg');
  const heavy = [];
  for (const language of LANGUAGES) {
    for (const name of (await readdir(join(SAMPLES, language))).filter((one) => one.endsWith('.html') && !one.startsWith('mail-'))) {
      const html = await readFile(join(SAMPLES, language, name), 'utf8');
      const camera = html.includes('/static/face.js');
      const bytes = common + await weight(`${language}/${name}`) + (camera ? await weight('static/face.js') : 0);
      const pad = camera || /pattern|dot-grid/.test(name);
      heavy.push({ name: `${language}/${name}`, bytes, over: bytes > (pad ? LARGEST_WITH_PAD : LARGEST) });
    }
  }
  heavy.sort((a, b) => b.bytes - a.bytes);
  console.log(`| heaviest pages | bytes, compressed, with style and script |\n| --- | --- |`);
  for (const { name, bytes } of heavy.slice(0, 5)) console.log(`| ${name} | ${bytes} |`);
  assert.deepEqual(heavy.filter((page) => page.over), []);
});

test('the first page is painted within a second on slow 4G and a processor four times slower', async () => {
  const paints = [];
  for (let run = 0; run < 5; run += 1) {
    const context = await profile(browser, server);
    const page = await context.newPage();
    // The way there is the application's; what is measured begins with our answer.
    await start(page, server);
    const url = page.url();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    await devtools.send('Network.emulateNetworkConditions', SLOW);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.goto(url, { waitUntil: 'load' });
    paints.push(await page.evaluate(() => new Promise((done) => {
      new PerformanceObserver((list) => {
        // Since the first byte came: how far away the server is, no page can help.
        const { responseStart } = performance.getEntriesByType('navigation')[0];
        done({ all: list.getEntries().at(-1).startTime, page: list.getEntries().at(-1).startTime - responseStart });
      }).observe({ type: 'largest-contentful-paint', buffered: true });
    })));
    await context.close();
  }
  paints.sort((a, b) => a.page - b.page);
  const middle = paints[2];
  console.log(`| largest paint, middle of five | ms |\n| --- | --- |\n| since the first byte | ${Math.round(middle.page)} |`);
  console.log(`| with two round trips of 562 ms before it | ${Math.round(middle.all)} |`);
  assert.ok(middle.page < 1000, JSON.stringify(paints));
});
