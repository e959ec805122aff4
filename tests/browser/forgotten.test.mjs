// A password that is changed, and one that is forgotten: with and without JavaScript, by code and by link.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { code, closeClean, identify, launch, password, path, profile, reads, reload, signInByMail, start, toMailedCode } from './chromium.mjs';
import { Doorward, wrong } from './doorward.mjs';
import { readable } from './readable.mjs';

let server, browser;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

const CHOSEN = 'zebra lamp 9 quartz';

const mailed = (text, what) => new RegExp(`https?://\\S+/${what}\\S+`).exec(text)[0].replaceAll('&amp;', '&');

// From the demo application to the page that asks for the mailed code; answers with the mail.
async function forgot(page, person) {
  await start(page, server);
  await identify(page, person.username);
  const earlier = await server.mails();
  await page.click('#forgot-password');
  assert.equal(path(page), '/login/…/email_code');
  return server.newMail(earlier, person.email);
}

async function choose(page, text) {
  assert.equal(path(page), '/login/…/enrol/password');
  await page.fill('#password', text);
  await page.click('#login-submit');
}

test('a password is changed on the account page, and the other places are signed out', async () => {
  const mia = await server.person('mia');
  const [elsewhere, here] = [await profile(browser, server), await profile(browser, server)];
  const [other, page] = [await elsewhere.newPage(), await here.newPage()];
  for (const tab of [other, page]) {
    await tab.goto(`${server.issuer}/account`);
    await signInByMail(tab, server, mia);
    assert.equal(path(tab), '/account');
  }
  const earlier = await server.mails();
  await page.click('#replace-password');
  await password(page, mia.password);
  await code(page, (await server.newMail(earlier, mia.email)).code);
  assert.deepEqual(await readable(page, 'a new password'), []);
  assert.equal(await page.getAttribute('#password', 'autocomplete'), 'new-password');
  assert.match(await page.getAttribute('#password', 'passwordrules'), /^minlength: 8; maxlength: 256;/);
  assert.ok(await page.isChecked('#end_others'));
  for (const [bad, reason] of [
    ['', /Enter a new password/], ['short', /too short/], ['iloveyou', /most used passwords/],
    ['mia@example.org', /hardly more than a name/], [mia.password, /had that password before/],
    ['aaaaaaaaaaaa', /Repeating something/], ['<script>alert(1)</script>'.repeat(40), /too long/],
  ]) {
    await choose(page, bad);
    await reads(page, '#error-summary', reason);
    assert.equal(await page.inputValue('#password'), '', 'nothing of a password comes back');
  }
  assert.deepEqual(await readable(page, 'a password that is not taken'), []);
  await page.click('#show-password');
  assert.equal(await page.getAttribute('#password', 'type'), 'text');
  const before = await server.mails();
  await choose(page, CHOSEN);
  assert.equal(path(page), '/account');
  await reads(page, '.notice', /Your password is changed/);
  assert.equal((await server.newMail(before, mia.email)).subject, 'Your password was changed');
  await reload(page);
  assert.equal(path(page), '/account', 'this place stays signed in');
  await other.goto(`${server.issuer}/account`);
  assert.equal(path(other), '/login/…/identifier');
  await toMailedCode(other, server, { ...mia, password: CHOSEN });
  await closeClean(elsewhere);
  await closeClean(here);
});

test('a forgotten password is replaced by a mailed code, without JavaScript', async () => {
  const ines = await server.person('ines');
  const context = await profile(browser, server, { javaScriptEnabled: false });
  const page = await context.newPage();
  const mail = await forgot(page, ines);
  assert.match(mail.subject, /^\d{3}\s?\d{3} is your code to choose a new password$/);
  await code(page, wrong(mail.code));
  await reads(page, '#error-summary', /That code did not work/);
  await code(page, mail.code);
  await choose(page, 'password');
  await reads(page, '#error-summary', /most used passwords/);
  const earlier = await server.mails();
  await choose(page, CHOSEN);
  assert.match(new URL(page.url()).pathname, /^\/recovered\//);
  await reads(page, 'h1', /Your password is changed/);
  assert.equal((await server.newMail(earlier, ines.email)).subject, 'A new password was chosen for your account');
  await page.click('#recovered-sign-in');
  assert.equal(path(page), '/login/…/password', 'nobody is signed in by it');
  await password(page, ines.password);
  await reads(page, '#error-summary', /That e-mail or password is not right/);
  const before = await server.mails();
  await password(page, CHOSEN);
  await code(page, (await server.newMail(before, ines.email)).code);
  assert.equal(path(page), '/consent/…');
  await closeClean(context);
});

test('the link of the mail works in the browser that asked, by a button, and nowhere else', async () => {
  const lea = await server.person('lea');
  const [here, elsewhere] = [await profile(browser, server), await profile(browser, server)];
  const [page, other] = [await here.newPage(), await elsewhere.newPage()];
  const mail = await forgot(page, lea);
  assert.deepEqual(await readable(page, 'the code to recover by'), []);
  const link = mailed(mail.text, 'login/');
  assert.ok(link.startsWith(`${server.issuer}/login/`), link);
  for (let times = 0; times < 8; times += 1) assert.equal((await fetch(link)).status, 200, 'a scanner opens it');
  await other.goto(link);
  await reads(other, 'h1', /Go back to the browser where you asked/);
  assert.equal((await other.locator('#recover-code').innerText()).replace(/\s/g, ''), mail.code.replace(/\s/g, ''));
  assert.equal(await other.locator('main form').count(), 0);
  assert.deepEqual(await readable(other, 'the link in another browser'), []);
  await other.goto(`${link.split('?')[0]}?code=%3Cscript%3E`);
  assert.equal(await other.locator('#recover-code').count(), 0);
  await page.goto(link);
  await reads(page, 'h1', /Go on with your new password/);
  assert.deepEqual(await readable(page, 'the link of the mail'), []);
  await page.click('#login-submit');
  await choose(page, CHOSEN);
  assert.deepEqual(await readable(page, 'a password that is changed'), []);
  await closeClean(elsewhere);
  await closeClean(here);
});

test('a name that nobody has is led to the same page', async () => {
  const pages = [];
  for (const username of [(await server.person('zoe')).username, 'zoo']) {
    const context = await profile(browser, server);
    const page = await context.newPage();
    await start(page, server);
    await identify(page, username);
    await page.click('#forgot-password');
    assert.equal(path(page), '/login/…/email_code');
    const shown = (await page.innerText('main')).replaceAll(username, 'NAME').replace(/\d+:\d+( [AP]M)?|\d+ seconds/g, 'T');
    await code(page, '271828');
    pages.push([shown, await page.innerText('#error-summary')]);
    await closeClean(context);
  }
  assert.deepEqual(pages[1], pages[0]);
});

test('whoever did not ask for a reset stops it by the link of its notice', async () => {
  const uma = await server.person('uma');
  const earlier = await server.mails();
  const said = await server.command(['account', 'reset', 'uma']);
  assert.match(said, /uma can choose a new password by a mailed code/);
  const mail = await server.newMail(earlier, uma.email);
  assert.equal(mail.subject, 'Your account is about to be reset');
  const link = new URL(mailed(mail.text, 'reset/'));
  const context = await profile(browser, server);
  const page = await context.newPage();
  await page.goto(`${server.issuer}${link.pathname}${link.search}`);
  await reads(page, 'h1', /Stop the reset of your account/);
  assert.deepEqual(await readable(page, 'a reset'), []);
  await page.click('#reset-stop');
  await reads(page, 'h1', /The reset is stopped/);
  const again = await context.request.get(`${server.issuer}${link.pathname}${link.search}`);
  assert.equal(again.status(), 410);
  await closeClean(context);
});
