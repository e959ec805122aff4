// The demo from its first click on, as a person sees it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import {
  TWO_STEP, claim, closeClean, code, goBack, identify, launch, password, path, profile, reads, reload, signInByMail,
  signedInAs, start, toMailedCode,
} from './chromium.mjs';
import { Authenticator, Doorward, wrong } from './doorward.mjs';
import { shoot } from './readable.mjs';

let server, browser;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

test('password, authenticator code, permission, claims; then single sign-on, and the way out', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const alice = server.account('alice');
  const app = new Authenticator(alice.totp_secret);
  await start(page, server);
  await reads(page, 'main', /to continue to\s+Demo application/);
  await shoot(page, 'sign in');
  await identify(page, alice.username);
  await reads(page, '.identity', /alice/);
  await shoot(page, 'sign in, password');
  await password(page, alice.password);
  assert.equal(path(page), '/login/…/totp');
  const used = await app.code();
  await code(page, wrong(used));
  await reads(page, '#error-summary', /That code did not work/);
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.getAttribute('#code', 'aria-invalid'), 'true');
  await code(page, `${used.slice(0, 3)} ${used.slice(3)}`);
  assert.equal(path(page), '/consent/…');
  await reads(page, '#consent-form', /See your e-mail address/);
  await shoot(page, 'sign in, consent');
  await page.click('#consent-allow');

  await signedInAs(page, 'Alice Maria Sommer');
  assert.equal(await claim(page, 'acr'), TWO_STEP);
  assert.equal(await claim(page, 'amr'), 'mfa, otp, pwd');
  assert.equal(await claim(page, 'email'), 'alice@example.org');
  assert.equal(await claim(page, 'groups'), 'staff, editors');
  assert.match(await claim(page, 'address'), /Beispielweg 7/);
  assert.match(await claim(page, 'auth_time'), /^20\d\d-/);
  await page.click('#refresh');
  await reads(page, '#news', /renewed/);

  // The application forgets; the provider does not, and asks for nothing.
  const proved = await claim(page, 'auth_time');
  await context.clearCookies({ name: 'rp_session' });
  await start(page, server);
  await signedInAs(page, 'Alice Maria Sommer');
  assert.equal(await claim(page, 'auth_time'), proved);

  await page.click('#sign-out');
  await reads(page, '#news', /You are signed out/);
  await page.click('#sign-in');
  assert.equal(path(page), '/login/…/identifier');
  await closeClean(context);
});

test('a sign-out without a hint asks first, and staying stays', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  await start(page, server);
  await signInByMail(page, server, await server.person('olive'));
  await page.goto(`${server.issuer}/logout`);
  await page.click('#stay');
  assert.equal(path(page), '/account');
  await page.goto(`${server.issuer}/logout`);
  await page.click('[name="logout-confirm"]#logout-confirm');
  await reads(page, 'h1', /You are signed out/);
  // A reload repeats no post.
  const answer = await reload(page);
  assert.equal(answer.request().method(), 'GET');
  await reads(page, 'h1', /You are signed out/);
  await page.goto(`${server.issuer}/account`);
  assert.equal(path(page), '/login/…/identifier');
  await closeClean(context);
});

test('a mailed code: the wrong one, the wait for another, the right one', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const bob = server.account('bob');
  await start(page, server);
  const mail = await toMailedCode(page, server, bob);
  assert.match(mail.subject, /^\d{3} \d{3} is your code to sign in to Demo application$/);
  assert.match(mail.text.trim(), new RegExp(`@localhost #${mail.code.replace(' ', '')}$`));
  assert.ok(await page.isDisabled('#resend'));
  await reads(page, '#resend-wait', /You can ask for a new code in \d+ seconds/);
  await code(page, '');
  await reads(page, '#error-summary', /Enter the code/);
  await code(page, '12345');
  await reads(page, '#error-summary', /Enter the 6 digits/);
  await code(page, wrong(mail.code));
  await reads(page, '#error-summary', /That code did not work/);
  assert.ok(await page.isDisabled('#resend'));
  await code(page, mail.code);
  await page.click('#consent-allow');
  await signedInAs(page, 'Robert James Field');
  assert.equal(await claim(page, 'acr'), TWO_STEP);
  assert.doesNotMatch(await claim(page, 'amr'), /mfa/);
  await closeClean(context);
});

test('a wrong password tells neither which part was wrong nor whether the account exists', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const said = [];
  for (const name of ['bob', 'nobody-of-that-name']) {
    await start(page, server);
    await identify(page, name);
    await password(page, 'not the password');
    said.push(await reads(page, '#error-summary', /That e-mail or password is not right/));
    assert.equal(path(page), '/login/…/password');
  }
  assert.equal(said[0], said[1]);
  await closeClean(context);
});

test('"Not you?" begins again, and "Cancel" tells the application', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  await start(page, server);
  await identify(page, 'bob');
  await page.click('[name="restart"]');
  assert.equal(path(page), '/login/…/identifier');
  assert.equal(await page.locator('.identity').count(), 0);
  await identify(page, 'alice');
  await reads(page, '.identity', /alice/);
  await page.click('[name="cancel"]');
  assert.equal(new URL(page.url()).origin, server.relying_party);
  await reads(page, '#problem', /access_denied/);
  await closeClean(context);
});

test('a permission that is refused reaches the application as access_denied', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  await start(page, server);
  await code(page, (await toMailedCode(page, server, await server.person('denise'))).code);
  assert.equal(path(page), '/consent/…');
  await page.click('#consent-deny');
  await reads(page, '#problem', /access_denied/);
  await closeClean(context);
});

test('back and reload harm nothing', async () => {
  const context = await profile(browser, server);
  const page = await context.newPage();
  const gina = await server.person('gina');
  await start(page, server);
  await reload(page);
  await identify(page, gina.username);
  await reload(page);
  assert.equal(path(page), '/login/…/password');
  await goBack(page);
  assert.equal(path(page), '/login/…/password');
  const mail = await toMailedCodeFromPassword(page, gina);
  await reload(page);
  assert.equal(path(page), '/login/…/email_code');
  await goBack(page);
  assert.equal(path(page), '/login/…/email_code');
  assert.equal((await server.mails()).filter((id) => !mail.before.includes(id)).length, 1);
  await code(page, mail.code);
  await reload(page);
  assert.equal(path(page), '/consent/…');
  await page.click('#consent-allow');
  await signedInAs(page, 'Person gina');
  // The journey is over: going back into it leads nowhere, and the application is as it was.
  await goBack(page);
  await page.goto(server.relying_party);
  await signedInAs(page, 'Person gina');
  await closeClean(context);
});

async function toMailedCodeFromPassword(page, person) {
  const earlier = await server.mails();
  await password(page, person.password);
  return { before: earlier, ...await server.newMail(earlier, person.email) };
}

test('two tabs with two journeys do not touch each other', async () => {
  const context = await profile(browser, server);
  const [first, second] = [await context.newPage(), await context.newPage()];
  const tabea = await server.person('tabea');
  await start(first, server);
  await identify(first, tabea.username);
  await second.goto(`${server.issuer}/account`);
  await identify(second, 'alice');
  await reads(second, 'main', /to manage your account/);
  await reads(second, '.identity', /alice/);
  await reads(first, '.identity', /tabea/);
  await reload(first);
  await reads(first, '.identity', /tabea/);
  await code(first, (await toMailedCodeFromPassword(first, tabea)).code);
  await first.click('#consent-allow');
  await signedInAs(first, 'Person tabea');
  await reload(second);
  await reads(second, '.identity', /alice/);
  await second.click('[name="cancel"]');
  assert.equal(path(second), '/account');
  await reads(second, 'main', /Person tabea/);
  await closeClean(context);
});

test('a sign-in belongs to the browser that began it', async () => {
  const [one, other] = [await profile(browser, server), await profile(browser, server)];
  const page = await one.newPage();
  await start(page, server);
  const elsewhere = await other.newPage();
  const answer = await elsewhere.goto(page.url());
  assert.ok(answer.status() >= 400);
  assert.equal(await elsewhere.locator('#error-page').count(), 1);
  await closeClean(one);
  await closeClean(other);
});
