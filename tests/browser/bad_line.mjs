// A line on which nothing arrives: what a page sends is counted, and goes nowhere.
import { setTimeout as sleep } from 'node:timers/promises';

/** How often the form of this page was sent; undefined on a page that was loaded since. */
export const sent = (page) => page.evaluate(() => globalThis.sent);

/** Cuts the line off. Returns what presses the button and says how often the form was sent by then. */
export async function counted(page) {
  await page.evaluate(() => {
    globalThis.sent = 0;
    document.querySelector('#login-form').submit = () => { globalThis.sent += 1; };
  });
  return async () => {
    await page.click('#login-submit');
    await sleep(1_000);
    return sent(page);
  };
}
