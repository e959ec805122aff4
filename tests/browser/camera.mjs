// Films for Chromium's fake camera, made out of stills by examples/camera.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { chromium } from 'playwright-core';

import { closeClean, launch, profile } from './chromium.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
export const MODELS = process.env.DOORWARD_TEST_MODELS ?? here('../../models');
const GENERATOR = process.env.DOORWARD_TEST_CAMERA ?? here('../../target/debug/examples/camera');
export const ASTRONAUT = here('../fixtures/astronaut.jpg');
// One of the people of a picture that a package carries; nothing of it is ours to keep.
export const SOMEBODY = here('./node_modules/@vladmandic/face-api/demo/sample6.jpg');
export const ONE_OF_THEM = ['--cut', '148,432,346', '--yaw', '24'];

// Where films are kept to be used again, for whoever works on these tests: making one takes a while.
const KEPT = process.env.DOORWARD_TEST_FILMS;

export class Films {
  static async open() {
    if (KEPT) await mkdir(KEPT, { recursive: true });
    return Object.assign(new Films(), { folder: KEPT ?? await mkdtemp(join(tmpdir(), 'doorward-camera-')) });
  }

  // A film takes half a megabyte a frame.
  seen(film) {
    return KEPT ? null : rm(film);
  }

  close() {
    return KEPT ? null : rm(this.folder, { recursive: true });
  }

  // A film of its own: no two of them show the same frames, unless they are given the same seed.
  async of(still, parts, seed, more = []) {
    if (!existsSync(GENERATOR)) throw new Error(`build the camera: cargo build --example camera (${GENERATOR})`);
    const how = [parts, '--seed', String(seed), '--rate', '10', '--models', MODELS, ...more];
    const file = join(this.folder, `${basename(still)}-${createHash('sha256').update(how.join()).digest('hex').slice(0, 16)}.y4m`);
    if (existsSync(file)) return file;
    const words = [still, file, ...how];
    await promisify(execFile)(GENERATOR, words, { maxBuffer: 1 << 20 });
    return file;
  }
}

export const ALLOWED = ['--use-fake-ui-for-media-stream'];

// Looks ahead until the page is open, and does what is asked in the order that is asked for, each thing more than once and slowly: a
// busy machine looks at few frames and asks late. What nobody asked for is passed over. At its end a film begins again, and the same
// frames twice are a recording.
export const ORDER = 'blink,turn_left,turn_right';
export const LIVE = 'still:35,blink:8,still:10,blink:8,still:10,blink:8,still:10,blink:8,still:12,left:20,still:12,left:20,still:12,right:20,still:10,right:20,still:20';

// A browser of its own for each film: the camera's file is a matter of the command line.
export function launchWith(film, more = ALLOWED) {
  const camera = film
    ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`]
    : [];
  return chromium.launch({
    executablePath: process.env.DOORWARD_TEST_CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', ...camera, ...more],
  });
}

// What somebody does in a browser of their own, before whose camera a film plays. `name` names the picture of the page that is
// kept when it does not go as it should, in DOORWARD_SHOTS, if that names a directory.
export async function atCamera(server, film, act, { more = ALLOWED, name = 'camera' } = {}) {
  const browser = film ? await launchWith(film, more) : await launch();
  try {
    const context = await profile(browser, server);
    const page = await context.newPage();
    try {
      await act(page, context);
    } catch (error) {
      const shots = process.env.DOORWARD_SHOTS;
      if (shots) await page.screenshot({ path: join(shots, `${name}-failed.png`), fullPage: true }).catch(() => {});
      error.message += `\nat ${page.url()}; the server said last:\n${server.log().split('\n').slice(-120).join('\n')}`;
      throw error;
    }
    await closeClean(context);
  } finally {
    await browser.close();
  }
}
