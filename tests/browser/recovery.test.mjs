// Recovery codes: saved, used once each, counted down, made anew.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { toFactor, toSetup } from './account.mjs';
import { claim, closeClean, code, launch, password, path, profile, reads, reload, signedInAs } from './chromium.mjs';
import { Doorward } from './doorward.mjs';
import { readable } from './readable.mjs';

let server, browser;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

const shown = (page) => page.locator('#recovery-codes li').allInnerTexts();

async function save(page) {
  await page.check('#saved');
  await page.click('#login-submit');
  assert.equal(path(page), '/account');
}

test('codes are copied, downloaded, printed, saved, used once and replaced', async () => {
  const context = await profile(browser, server, { acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  const rita = await server.person('rita');
  await toSetup(page, server, rita, 'recovery_code');
  const codes = await shown(page);
  assert.equal(new Set(codes).size, 10);
  assert.ok(codes.every((one) => /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/.test(one)), codes.join(' '));
  assert.deepEqual(await readable(page, 'recovery codes'), []);

  await page.click('#recovery-copy');
  await page.locator('#recovery-copy', { hasText: 'Copied' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#recovery-download')]);
  assert.match(download.suggestedFilename(), /^recovery-codes-.*\.txt$/);
  const file = await readFile(await download.path(), 'utf8');
  assert.equal(file, copied);
  assert.match(file, /^Recovery codes of rita for /);
  assert.deepEqual(file.split('\n').slice(2, 12), codes);
  await page.evaluate(() => { globalThis.print = () => { document.title = 'printed'; }; });
  await page.click('#recovery-print');
  assert.equal(await page.title(), 'printed');

  await page.click('#login-submit');
  await reads(page, '#error-summary', /Save the codes first/);
  assert.deepEqual(await shown(page), codes);
  const earlier = await server.mails();
  await save(page);
  assert.equal((await server.newMail(earlier, rita.email)).subject, 'A new way to sign in was added to your account');
  await reads(page, '[aria-labelledby="factors"]', /10 of 10 left/);

  const fresh = await profile(browser, server);
  const other = await fresh.newPage();
  await toFactor(other, server, rita, 'recovery_code');
  assert.deepEqual(await readable(other, 'a recovery code'), []);
  await code(other, '0000-0000-0000-0000');
  await reads(other, '#error-summary', /That code did not work/);
  assert.deepEqual(await readable(other, 'a wrong recovery code'), []);
  const asked = await server.mails();
  await code(other, codes[0].toLowerCase().replaceAll('-', ' '));
  await other.click('#consent-allow');
  assert.equal(await claim(other, 'amr'), 'mfa, pwd, recovery_code');
  assert.match((await server.newMail(asked, rita.email)).subject, /signed in to with “Recovery code”/);
  await closeClean(fresh);

  // Each of them once; then so few are left that the page says so.
  for (const one of codes.slice(1, 7)) {
    const again = await profile(browser, server);
    const tab = await again.newPage();
    await toFactor(tab, server, rita, 'recovery_code');
    await code(tab, codes[0]);
    await reads(tab, '#error-summary', /That code did not work/);
    await code(tab, one);
    await signedInAs(tab, 'Person rita');
    await closeClean(again);
  }
  await reload(page);
  await reads(page, '[aria-labelledby="factors"]', /3 of 10 left\s+Few codes are left/);
  assert.deepEqual(await readable(page, 'account with few codes'), []);

  await page.click('#replace-recovery_code');
  await password(page, rita.password);
  await code(page, codes[7]);
  const renewed = await shown(page);
  assert.equal(renewed.filter((one) => codes.includes(one)).length, 0);
  await save(page);
  await reads(page, '[aria-labelledby="factors"]', /10 of 10 left/);
  const last = await profile(browser, server);
  const tab = await last.newPage();
  await toFactor(tab, server, rita, 'recovery_code');
  await code(tab, codes[8]);
  await reads(tab, '#error-summary', /That code did not work/);
  await code(tab, renewed[0]);
  await signedInAs(tab, 'Person rita');
  await closeClean(last);
  await closeClean(context);
});

test('without JavaScript the codes are text, and the box still counts', async () => {
  const context = await profile(browser, server, { javaScriptEnabled: false });
  const page = await context.newPage();
  const otto = await server.person('otto');
  await toSetup(page, server, otto, 'recovery_code');
  const codes = await shown(page);
  assert.equal(codes.length, 10);
  assert.ok(await page.isHidden('#recovery-tools'));
  await page.click('#login-submit');
  await reads(page, '#error-summary', /Save the codes first/);
  await save(page);
  await context.clearCookies();
  await toFactor(page, server, otto, 'recovery_code');
  await code(page, codes[9]);
  await page.click('#consent-allow');
  await signedInAs(page, 'Person otto');
  await closeClean(context);
});
