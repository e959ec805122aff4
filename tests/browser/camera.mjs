// Films for Chromium's fake camera, and people before it, made out of stills by examples/camera.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
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
  // Whoever came before a camera. They stay to the end, and do nothing unless they are asked to.
  cast = [];

  static async open() {
    if (KEPT) await mkdir(KEPT, { recursive: true });
    return Object.assign(new Films(), { folder: KEPT ?? await mkdtemp(join(tmpdir(), 'doorward-camera-')) });
  }

  // A film takes half a megabyte a frame.
  seen(film) {
    return KEPT ? null : rm(film);
  }

  async close() {
    await Promise.all(this.cast.map((one) => one.leave()));
    if (!KEPT) await rm(this.folder, { recursive: true });
  }

  // Somebody who does what they are asked to.
  async somebody(still, seed, more = []) {
    const one = await Somebody.come(still, join(this.folder, `${seed}.y4m`), seed, more);
    this.cast.push(one);
    return one;
  }

  // A film of its own: no two of them show the same frames, unless they are given the same seed.
  async of(still, parts, seed) {
    const how = [parts, ...manner(seed)];
    const file = join(this.folder, `${basename(still)}-${createHash('sha256').update(how.join()).digest('hex').slice(0, 16)}.y4m`);
    if (existsSync(file)) return file;
    await promisify(execFile)(generator(), [still, file, ...how], { maxBuffer: 1 << 20 });
    return file;
  }
}

function generator() {
  if (!existsSync(GENERATOR)) throw new Error(`build the camera: cargo build --example camera (${GENERATOR})`);
  return GENERATOR;
}

const manner = (seed) => ['--seed', String(seed), '--rate', '10', '--models', MODELS];

// How each thing is done that the page asks for. Whatever else it says, one looks ahead.
const DONE = { blink: 'blink:8,still:4', 'turn-left': 'left:20,still:4', 'turn-right': 'right:20,still:4' };
const AHEAD = 'still:2';

// Somebody before the camera who acts when the page asks, as people do: a film that was made beforehand is over too soon for a
// busy machine, which looks at few frames and asks late.
class Somebody {
  // `file` is what Chromium takes for its camera.
  static async come(still, file, seed, more) {
    const process = spawn(generator(), [still, file, ...manner(seed), ...more], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
    const one = Object.assign(new Somebody(), { file, process, lines });
    await one.answer('ready');
    return one;
  }

  async answer(wanted) {
    const { value } = await this.lines.next();
    if (value !== wanted) throw new Error(`whoever is before the camera said ${value}, not ${wanted}`);
  }

  async play(parts) {
    this.process.stdin.write(`${parts}\n`);
    await this.answer('played');
  }

  // Does what the page asks, or something else, until what is waited for has come.
  async follow(page, coming, does = DONE) {
    let come = false;
    const there = coming.finally(() => { come = true; });
    const acting = (async () => {
      while (!come) await this.play(does[await asked(page)] ?? AHEAD);
    })();
    await Promise.all([there, acting]);
  }

  async leave() {
    if (this.process.exitCode !== null) return;
    const left = new Promise((resolve) => { this.process.once('exit', resolve); });
    this.process.stdin.end();
    await left;
  }
}

// The name of the hint that is shown now, none while a page is being left.
const asked = (page) => page.evaluate(() => {
  const said = document.getElementById('face-hint')?.textContent;
  return [...document.querySelectorAll('[data-hint]')].find((one) => one.textContent === said)?.dataset.hint;
}).catch(() => undefined);

export const ALLOWED = ['--use-fake-ui-for-media-stream'];

// In what order the page asks.
export const ORDER = 'blink,turn_left,turn_right';

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
      error.message += `\nat ${page.url()}; the server said last:\n${server.log().split('\n').slice(-12).join('\n')}`;
      throw error;
    }
    await closeClean(context);
  } finally {
    await browser.close();
  }
}
