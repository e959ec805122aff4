// The largest paint of the first page of a real sign-in on a slow line and a slow phone. It takes a build with optimisation and a
// machine that does nothing else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, profile, start } from './chromium.mjs';
import { Doorward } from './doorward.mjs';

// Chromium's own figures of slow 4G.
const SLOW = { offline: false, latency: 150 * 3.75, downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8, uploadThroughput: (750 * 1024 * 0.9) / 8 };
const RUNS = 9;

let browser, server;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

test('the first page is painted within a second on slow 4G and a processor four times slower', async () => {
  const paints = [];
  for (let run = 0; run < RUNS; run += 1) {
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
        const { startTime } = list.getEntries().at(-1);
        done({ all: startTime, page: startTime - responseStart });
      }).observe({ type: 'largest-contentful-paint', buffered: true });
    })));
    await context.close();
  }
  paints.sort((a, b) => a.page - b.page);
  const middle = paints[(RUNS - 1) / 2];
  console.log(`| largest paint, ${RUNS} times | ms, middle | least | most |\n| --- | --- | --- | --- |`);
  console.log(`| since the first byte | ${Math.round(middle.page)} | ${Math.round(paints[0].page)} | ${Math.round(paints.at(-1).page)} |`);
  const all = paints.map((paint) => paint.all).sort((a, b) => a - b);
  console.log(`| since it was asked for, a round trip of 562 ms included | ${Math.round(all[(RUNS - 1) / 2])} | ${Math.round(all[0])} | ${Math.round(all.at(-1))} |\n`);
  assert.ok(middle.page < 1000, JSON.stringify(paints));
});
