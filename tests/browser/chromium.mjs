// Chromium, and the steps of a sign-in as a person takes them in it.
import assert from 'node:assert/strict';

import { chromium } from 'playwright-core';

export const PASSWORD = 'urn:doorward:acr:password';
export const TWO_STEP = 'urn:doorward:acr:two-step';
export const AAL2 = 'urn:doorward:acr:aal2';

export function launch() {
  return chromium.launch({
    executablePath: process.env.DOORWARD_TEST_CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
}

// A browser profile that keeps book of what no page of ours may do.
export async function profile(browser, server, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
  context.setDefaultTimeout(15_000);
  const homes = [server.issuer, server.relying_party].map((url) => new URL(url).origin);
  context.faults = [];
  context.on('console', (message) => {
    // Chromium reports an answer of 4xx there, too; those are judged where they are expected.
    const refused = message.text().startsWith('Failed to load resource: the server responded with a status of 4');
    if (['error', 'warning'].includes(message.type()) && !refused) {
      context.faults.push(`${message.location().url}: ${message.text()}`);
    }
  });
  context.on('weberror', (error) => context.faults.push(String(error.error())));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (['http:', 'https:'].includes(url.protocol) && !homes.includes(url.origin)) {
      context.faults.push(`a third party was asked: ${url}`);
    }
  });
  context.on('response', (response) => {
    if (response.status() >= 500) context.faults.push(`${response.status()} ${response.url()}`);
  });
  return context;
}

export async function closeClean(context) {
  await context.close();
  assert.deepEqual(context.faults, []);
}

export const path = (page) => new URL(page.url()).pathname.replace(/^\/(login|consent)\/[^/]+/, '/$1/…');

export async function reads(page, selector, pattern) {
  const text = await page.locator(selector).first().innerText();
  assert.match(text, pattern);
  return text;
}

// After a navigation to another origin the browser changes processes, and for a moment there is no page that could be
// told anything. That, and nothing else, is tried again.
async function steadily(page, act) {
  for (let left = 20; ; left -= 1) {
    await page.waitForLoadState();
    try {
      const response = await act();
      await page.waitForLoadState();
      return response;
    } catch (error) {
      if (left === 0 || !/Not attached to an active page/.test(error.message)) throw error;
      await page.waitForTimeout(100);
    }
  }
}

export const reload = (page) => steadily(page, () => page.reload());
export const goBack = (page) => steadily(page, () => page.goBack());

// One click on the demo application's button.
export async function start(page, server, query = '') {
  if (query) {
    await page.goto(`${server.relying_party}/sign-in?${query}`);
  } else {
    await page.goto(server.relying_party);
    await page.click('#sign-in');
  }
}

async function submit(page) {
  await page.click('#login-submit');
}

export async function identify(page, username) {
  assert.equal(path(page), '/login/…/identifier');
  await page.fill('#username', username);
  await submit(page);
}

export async function password(page, text) {
  assert.equal(path(page), '/login/…/password');
  await page.fill('#password', text);
  await submit(page);
}

export async function code(page, text) {
  await page.fill('#code', text);
  await submit(page);
}

// Up to the mailed code's page; answers with the mail.
export async function toMailedCode(page, server, person) {
  await identify(page, person.username);
  const before = await server.mails();
  await password(page, person.password);
  assert.equal(path(page), '/login/…/email_code');
  return server.newMail(before, person.email);
}

// All of it by mailed code, with the permission where it is asked for.
export async function signInByMail(page, server, person) {
  await code(page, (await toMailedCode(page, server, person)).code);
  // A browser that can make a passkey is offered one.
  if (path(page) === '/login/…/offer') await page.click('#offer-later');
  if (path(page) === '/consent/…') await page.click('#consent-allow');
}

export async function claim(page, name) {
  return (await page.locator(`[data-claim="${name}"]`).first().innerText()).trim();
}

export async function signedInAs(page, name) {
  assert.equal((await page.locator('#signed-in').innerText()).trim(), `Hello, ${name}`);
}
