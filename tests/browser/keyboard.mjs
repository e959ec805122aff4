// A person without a mouse: Tab, Enter, the space bar and letters, with the focus to be seen wherever it is.
import assert from 'node:assert/strict';

// Nothing may be done here by pointing; whatever does is found at the end.
export async function withoutPointer(context) {
  await context.addInitScript(() => {
    globalThis.pointed = [];
    for (const type of ['pointerdown', 'mousedown', 'mousemove', 'touchstart', 'wheel']) {
      addEventListener(type, ({ isTrusted }) => { if (isTrusted) globalThis.pointed.push(type); }, true);
    }
  });
}

// What has the focus: how it is marked, and where it stands.
function look(selector) {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(at);
  const { top, bottom, left, right, width, height } = at.getBoundingClientRect();
  const middle = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return {
    found: at.matches(selector),
    what: at.outerHTML.slice(0, 120),
    marked: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && outlineColor !== 'rgba(0, 0, 0, 0)',
    shown: width > 0 && height > 0 && top < innerHeight && bottom > 0 && left < innerWidth && right > 0,
    // A box may hold more than fits its middle (a group of dots), but nothing of another may lie over it.
    free: !middle || at.contains(middle) || middle.contains(at) || Boolean(middle.closest('label')?.control === at),
    jumps: at.tabIndex > 0,
    top: top + scrollY,
    bottom: bottom + scrollY,
  };
}

// What has the focus must be seen, uncovered, and in nobody's way.
export async function focused(page, selector) {
  const at = await page.evaluate(look, selector);
  assert.ok(at, `nothing has the focus, not ${selector}`);
  assert.ok(at.marked && at.shown && at.free && !at.jumps, `the focus is not to be seen: ${JSON.stringify(at)}`);
  return at;
}

// Goes on by Tab until `selector` has the focus. On the way each stop is to be seen, and none stands wholly above the one before.
export async function tabTo(page, selector) {
  const way = [];
  let before = null;
  for (let left = 120; left > 0; left -= 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(look, selector);
    if (!at) {
      before = null; // round the end of the page, through the browser's own
      continue;
    }
    await focused(page, selector);
    way.push(at.what);
    assert.ok(!before || at.bottom > before.top, `the focus went back up:\n${before?.what}\n${at.what}`);
    before = at;
    if (at.found) return;
  }
  assert.fail(`${selector} is not reached: ${way.join('\n')}`);
}

// A key that leads to another page.
export async function leave(page, key = 'Enter') {
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.keyboard.press(key)]);
}

// The button or link behind `selector`, by Tab and a key.
export async function press(page, selector, key = 'Enter') {
  await tabTo(page, selector);
  await leave(page, key);
}

// Writes into what has the focus, and sends it.
export async function answer(page, selector, text) {
  await focused(page, selector);
  await page.keyboard.type(text);
  await leave(page);
}

export async function nothingPointedAt(page) {
  assert.deepEqual(await page.evaluate(() => globalThis.pointed), []);
}
