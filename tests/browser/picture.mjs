// Takes the README's picture of the sign-in page: node picture.mjs
import { fileURLToPath } from 'node:url';

import { identify, launch, profile, start } from './chromium.mjs';
import { Doorward } from './doorward.mjs';

const server = await Doorward.start();
const browser = await launch();
const page = await (await profile(browser, server, { viewport: { width: 1000, height: 700 }, colorScheme: 'light' })).newPage();
await start(page, server);
await identify(page, 'alice@example.org');
await page.screenshot({ path: fileURLToPath(new URL('../../docs/sign-in.png', import.meta.url)) });
await browser.close();
await server.stop();
