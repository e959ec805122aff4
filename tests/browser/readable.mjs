// What every page is held to for the eyes, hands and screens of everybody.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const AXE = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

// Readable for everybody: axe in both colour schemes, and no sideways scrolling at 320 px.
export async function readable(page, state) {
  const faults = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    for (const { id, impact, nodes } of violations) {
      if (['serious', 'critical'].includes(impact)) {
        faults.push(`${state}, ${colorScheme}: ${id}: ${nodes.map((node) => node.html).join(' ')}`);
      }
    }
  }
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
  if (width > 320) faults.push(`${state}: ${width} px wide at 320`);
  await page.setViewportSize(size);
  return faults;
}
