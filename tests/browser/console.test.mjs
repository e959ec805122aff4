// The account console: every page with and without scripts, readable for everybody, and its journeys as a person walks them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import {
  closeClean, code, identify, launch, password, path, profile, reads, signInByMail, signedInAs, start,
} from './chromium.mjs';
import { Doorward } from './doorward.mjs';
import { picture } from './png.mjs';
import { readable, shoot } from './readable.mjs';

const PAGES = ['', '/profile', '/sessions', '/apps', '/activity', '/privacy', '/accounts'];

let server, browser;
before(async () => {
  server = await Doorward.start();
  browser = await launch();
});
after(async () => { await browser?.close(); await server?.stop(); });

// Signed in at the account page, with an app that has access.
async function settled(context, person) {
  const page = await context.newPage();
  await start(page, server);
  await signInByMail(page, server, person);
  await signedInAs(page, `Person ${person.username}`);
  await page.goto(`${server.issuer}/account`);
  assert.equal(path(page), '/account');
  return page;
}

async function prove(page, person, asked) {
  await password(page, person.password);
  assert.equal(path(page), '/login/…/email_code');
  await code(page, (await server.newMail(asked, person.email)).code);
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts';

  test(`every page of the console is reached by its navigation and readable, ${how}`, async () => {
    const context = await profile(browser, server, { javaScriptEnabled });
    const person = await server.person(`kim${javaScriptEnabled}`);
    const page = await settled(context, person);
    const faults = [];
    for (const below of PAGES) {
      if (below === '/accounts') await page.click('.top a[href="/account/accounts"]');
      else await page.click(`.tabs a[href="/account${below}"]`);
      assert.equal(path(page), `/account${below}`);
      assert.equal(await page.locator('[aria-current="page"]').count(), 1);
      assert.equal(await page.locator('#logout-confirm').count(), 1);
      if (javaScriptEnabled) faults.push(...await readable(page, below || 'factors'));
      const width = await page.evaluate(() => document.scrollingElement.scrollWidth).catch(() => 0);
      assert.ok(width <= 1000);
      if (javaScriptEnabled) await shoot(page, `console ${below.slice(1) || 'factors'}`);
    }
    assert.deepEqual(faults, []);
    await closeClean(context);
  });

  test(`the profile is saved, and what is wrong is told beside its field, ${how}`, async () => {
    const context = await profile(browser, server, { javaScriptEnabled });
    const person = await server.person(`lena${javaScriptEnabled}`);
    const page = await settled(context, person);
    await page.click('.tabs a[href="/account/profile"]');
    await page.fill('#given_name', 'Lena');
    await page.fill('#birthdate', 'yesterday');
    await page.selectOption('#zoneinfo', 'Europe/Berlin');
    await page.click('#profile-submit');
    await reads(page, '#birthdate-error', /Enter a date like/);
    assert.equal(await page.inputValue('#given_name'), 'Lena', 'what was typed stays');
    if (javaScriptEnabled) assert.deepEqual(await readable(page, 'profile with an error'), []);
    await page.fill('#birthdate', '1990-12-31');
    await page.fill('#street_address', 'Hafenstraße 1\nHinterhaus');
    await page.click('#profile-submit');
    await reads(page, '.notice', /Saved/);
    assert.equal(await page.inputValue('#street_address'), 'Hafenstraße 1\nHinterhaus');
    assert.equal(await page.inputValue('#zoneinfo'), 'Europe/Berlin');

    const file = { name: 'me.png', mimeType: 'image/png', buffer: picture(400, 300) };
    await page.setInputFiles('#picture', file);
    await page.click('#picture-submit');
    await reads(page, '.notice', /Your picture is saved/);
    const shown = await page.locator('.portrait img').getAttribute('src');
    const served = await context.request.get(`${server.issuer}${shown}`);
    assert.equal(served.headers()['content-type'], 'image/jpeg');
    await shoot(page, `profile-filled-${javaScriptEnabled}`);
    await page.click('#picture-remove');
    await reads(page, '.notice', /Your picture is removed/);
    assert.equal((await context.request.get(`${server.issuer}${shown}`)).status(), 404);
    await closeClean(context);
  });

  test(`an address is changed by proofs and a code, an app loses its access, ${how}`, async () => {
    const context = await profile(browser, server, { javaScriptEnabled });
    const person = await server.person(`mona${javaScriptEnabled}`);
    const page = await settled(context, person);
    await page.goto(`${server.issuer}/account/profile`);
    const asked = await server.mails();
    const next = `new-${person.username}@example.com`;
    await page.fill('#email', next);
    await page.click('#email-submit');
    await prove(page, person, asked);
    assert.equal(path(page), '/account/profile/email');
    if (javaScriptEnabled) assert.deepEqual(await readable(page, 'code of a new address'), []);
    await shoot(page, `contact-${javaScriptEnabled}`);
    const told = await server.mails();
    await page.fill('#code', (await server.newMail(asked, next)).code);
    await page.click('#contact-submit');
    await reads(page, '.notice', /Your e-mail address is changed/);
    assert.match((await server.newMail(told, person.email)).subject, /e-mail address of your account was changed/);

    await page.click('.tabs a[href="/account/apps"]');
    await reads(page, '.points', /Know who you are/);
    const before = await server.mails();
    await page.click('[action="/account/apps/remove"] button');
    await reads(page, '.notice', /no longer has access/);
    assert.match((await server.newMail(before, next)).subject, /no longer has access/);
    await page.click('.tabs a[href="/account/activity"]');
    await reads(page, 'ol.rows', /Took access back from/);
    await page.locator('ol.rows button').first().click();
    await reads(page, 'h1', /Was this not you/);
    await closeClean(context);
  });

  test(`data is taken along, an erasure asked for and taken back, ${how}`, async () => {
    const context = await profile(browser, server, { javaScriptEnabled });
    const person = await server.person(`nils${javaScriptEnabled}`);
    const page = await settled(context, person);
    await page.click('.tabs a[href="/account/privacy"]');
    let asked = await server.mails();
    await page.click('#export');
    await prove(page, person, asked);
    assert.equal(path(page), '/account/privacy');
    if (javaScriptEnabled) assert.deepEqual(await readable(page, 'data is ready'), []);
    const link = await page.locator('#export-fetch').getAttribute('href');
    const data = await (await context.request.get(`${server.issuer}${link}`)).json();
    assert.equal(data.account.username, person.username);

    asked = await server.mails();
    await page.check('#sure');
    await page.click('#leave');
    await prove(page, person, asked);
    assert.equal(path(page), '/account/leaving');
    if (javaScriptEnabled) assert.deepEqual(await readable(page, 'leaving'), []);
    await shoot(page, `leaving-${javaScriptEnabled}`);
    await page.click('main a.button');
    await identify(page, person.username);
    asked = await server.mails();
    await prove(page, person, asked);
    assert.equal(path(page), '/login/…/stay');
    if (javaScriptEnabled) assert.deepEqual(await readable(page, 'stay?'), []);
    await shoot(page, `stay-${javaScriptEnabled}`);
    await page.click('#stay');
    assert.equal(path(page), '/account');
    await closeClean(context);
  });

  test(`two people share a browser, ${how}`, async () => {
    const context = await profile(browser, server, { javaScriptEnabled });
    const [olga, paul] = [await server.person(`olga${javaScriptEnabled}`), await server.person(`paul${javaScriptEnabled}`)];
    const page = await settled(context, olga);
    await page.click('.top a[href="/account/accounts"]');
    await page.click('#accounts-add');
    await reads(page, '#accounts-form', /Person olga/);
    if (javaScriptEnabled) assert.deepEqual(await readable(page, 'who is here'), []);
    await shoot(page, `chooser-${javaScriptEnabled}`);
    await signInByMail(page, server, paul);
    await reads(page, '.top', /Person paul/);
    await start(page, server, 'prompt=select_account');
    await page.locator('#accounts-form button', { hasText: 'Person olga' }).click();
    if (path(page) === '/consent/…') await page.click('#consent-allow');
    await signedInAs(page, `Person ${olga.username}`);
    await page.goto(`${server.issuer}/account/accounts`);
    assert.equal(await page.locator('#accounts > li').count(), 2);
    await shoot(page, `accounts-two-${javaScriptEnabled}`);
    await page.click('#accounts-end-all');
    await reads(page, 'h1', /You are signed out/);
    await closeClean(context);
  });
}
