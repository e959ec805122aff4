// What every page is held to for the eyes, hands and screens of everybody.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const AXE = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

// The serious faults that axe finds on a page as it stands.
export async function faultsOf(page, state) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
  const serious = violations.filter(({ impact }) => ['serious', 'critical'].includes(impact));
  return serious.map(({ id, nodes }) => `${state}: ${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

// A picture of the page, for people to look through afterwards: in DOORWARD_SHOTS, if that names a directory (`scripts/test`
// names target/browser-shots).
export async function keep(page, state, how) {
  const shots = process.env.DOORWARD_SHOTS;
  if (!shots) return;
  await mkdir(shots, { recursive: true });
  const name = `${state}-${how}`.replace(/[^\p{L}\p{N}]+/gu, '-');
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

// Pictures of the page as it is on a screen, in the dark and on a phone.
export async function shoot(page, state) {
  if (!process.env.DOORWARD_SHOTS) return;
  const size = page.viewportSize();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await keep(page, state, colorScheme);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  await keep(page, state, '320px');
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: null });
}

// Readable for everybody: axe in both colour schemes, and no sideways scrolling at 320 px.
export async function readable(page, state) {
  const faults = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    faults.push(...await faultsOf(page, `${state}, ${colorScheme}`));
    await keep(page, state, colorScheme);
  }
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
  if (width > 320) faults.push(`${state}: ${width} px wide at 320`);
  await keep(page, state, '320px');
  await page.setViewportSize(size);
  return faults;
}
