// Codes by text message: a number is bound and proved, used, and removed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import {
  TWO_STEP, claim, closeClean, code, identify, launch, password, path, profile, reads, signInByMail, signedInAs, start,
} from './chromium.mjs';
import { Doorward, wrong } from './doorward.mjs';
import { readable } from './readable.mjs';

let server, browser;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

// From the account page to the number's page, with the fresh proofs that it takes.
async function toNumber(page, person) {
  await page.goto(`${server.issuer}/account`);
  await signInByMail(page, server, person);
  const asked = await server.mails();
  await page.click('#add-sms_code');
  await password(page, person.password);
  await code(page, (await server.newMail(asked, person.email)).code);
  assert.equal(path(page), '/login/…/enrol/sms_code');
}

async function number(page, typed) {
  await page.fill('#phone', typed);
  await page.click('#login-submit');
}

async function enrol(page, person, typed, e164) {
  await toNumber(page, person);
  const before = await server.mails();
  await number(page, typed);
  await code(page, (await server.newMail(before, e164)).code);
  assert.equal(path(page), '/account');
}

test('a number is bound after its risks were told and a code came back, then used and removed', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const sara = await server.person('sara');
  await toNumber(page, sara);
  await reads(page, 'main', /What you should know[\s\S]*weakest[\s\S]*authenticator app or a passkey/);
  for (const [typed, said] of [
    ['', /Enter the number of your mobile phone/],
    ['0151 23456789', /with its country code/],
    ['+49 900 1234567', /No code can be sent to that number/],
    ['+49 30 1234567', /No code can be sent to that number/],
  ]) {
    await number(page, typed);
    await reads(page, '#error-summary', said);
    assert.equal(await page.getAttribute('#phone', 'aria-invalid'), 'true');
  }
  const before = await server.mails();
  await number(page, '+49 (151) 2345-6789');
  await reads(page, 'main', /We sent a 6-digit code to \+49 •••••••89/);
  const text = await server.newMail(before, '+4915123456789');
  assert.match(text.text, /^\d{6} is your code for .*Never give it to anybody\.\s+@localhost #\d{6}$/);
  assert.ok(text.text.length <= 160);
  assert.ok(await page.isDisabled('#resend'));
  await code(page, wrong(text.code));
  await reads(page, '#error-summary', /That code did not work/);
  // The number was a slip: the code to the first one binds nothing any more.
  await page.click('#change');
  const second = await server.mails();
  await number(page, '+44 7400 123456');
  const other = await server.newMail(second, '+447400123456');
  if (other.code !== text.code) {
    await code(page, text.code);
    await reads(page, '#error-summary', /That code did not work/);
  }
  const told = await server.mails();
  await code(page, other.code);
  assert.equal(path(page), '/account');
  await reads(page, '[aria-labelledby="factors"]', /Code by text message\s+\+44 •••••••56/);
  assert.equal((await server.newMail(told, sara.email)).subject, 'A new way to sign in was added to your account');
  assert.equal(await page.locator('#add-sms_code').count(), 0, 'one number is enough');

  const fresh = await profile(browser, server);
  const tab = await fresh.newPage();
  await start(tab, server);
  await identify(tab, sara.username);
  const asked = await server.mails();
  await password(tab, sara.password);
  assert.equal(path(tab), '/login/…/sms_code');
  await reads(tab, 'main', /\+44 •••••••56/);
  await code(tab, (await server.newMail(asked, '+447400123456')).code);
  await tab.click('#consent-allow');
  await signedInAs(tab, 'Person sara');
  assert.equal(await claim(tab, 'acr'), TWO_STEP);
  assert.equal(await claim(tab, 'amr'), 'pwd, sms');
  await closeClean(fresh);

  const last = await server.mails();
  await page.click('[aria-label^="Remove +44"]');
  await password(page, sara.password);
  await code(page, (await server.newMail(last, '+447400123456')).code);
  await reads(page, '.notice', /It is removed/);
  assert.equal(await page.locator('#add-sms_code').count(), 1);
  await closeClean(context);
});

test('the path through the dots comes by text instead of by mail, and works once', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const gina = await server.person('gina');
  await enrol(page, gina, '+44 7400 123459', '+447400123459');
  const fresh = await profile(browser, server);
  const tab = await fresh.newPage();
  await start(tab, server);
  await identify(tab, gina.username);
  await password(tab, gina.password);
  await tab.click('a[href$="/other"]');
  const mailed = await server.mails();
  await tab.click('[name="factor"][value="dot_grid"]');
  const former = (await server.newMail(mailed, gina.email)).code;
  const texted = await server.mails();
  await tab.click('#reroute', { timeout: 45_000 });
  await reads(tab, 'main', /\+44 •••••••59/);
  const text = await server.newMail(texted, '+447400123459');
  assert.match(text.code, /^\d+(-\d+){5}$/);
  assert.ok(text.text.length <= 160, text.text);
  if (former !== text.code) {
    await code(tab, former);
    await reads(tab, '#error-summary', /That code did not work/);
  }
  await code(tab, text.code);
  await tab.click('#consent-allow');
  await signedInAs(tab, 'Person gina');
  assert.equal(await claim(tab, 'acr'), TWO_STEP);
  assert.equal(await claim(tab, 'amr'), 'dot_grid, pwd');
  await closeClean(fresh);
  await closeClean(context);
});

test('without JavaScript it works as well', async () => {
  const context = await profile(browser, server, { javaScriptEnabled: false });
  const page = await context.newPage();
  const simon = await server.person('simon');
  await enrol(page, simon, '0044 7400 123457', '+447400123457');
  const fresh = await profile(browser, server, { javaScriptEnabled: false });
  const tab = await fresh.newPage();
  await start(tab, server);
  await identify(tab, simon.username);
  const asked = await server.mails();
  await password(tab, simon.password);
  const text = await server.newMail(asked, '+447400123457');
  await tab.click('#resend');
  await reads(tab, '#error-summary', /You can ask for a new code at \d?\d:\d\d/);
  await code(tab, text.code);
  await tab.click('#consent-allow');
  await signedInAs(tab, 'Person simon');
  await closeClean(fresh);
  await closeClean(context);
});

test('the pages are readable for everybody, and the caught text says that it is one', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const rosa = await server.person('rosa');
  await toNumber(page, rosa);
  const faults = await readable(page, 'number');
  await number(page, '');
  faults.push(...await readable(page, 'number with an error'));
  const before = await server.mails();
  await number(page, '+44 7400 123458');
  faults.push(...await readable(page, 'code'));
  await server.newMail(before, '+447400123458');
  await page.goto(server.mail);
  await reads(page, 'main li', /text message\s+To \+447400123458/);
  faults.push(...await readable(page, 'caught messages'));
  await page.click('main a[href^="/dev/mail/"]');
  assert.equal(await page.locator('iframe').count(), 0);
  faults.push(...await readable(page, 'a caught text'));
  assert.deepEqual(faults, []);
  await closeClean(context);
});
