// Films for Chromium's fake camera, made out of stills by examples/camera.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { chromium } from 'playwright-core';

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
    return Object.assign(new Films(), { folder: KEPT ?? await mkdtemp(join(tmpdir(), 'doorward-camera-')) });
  }

  close() {
    return KEPT ? null : rm(this.folder, { recursive: true });
  }

  // A film of its own: no two of them show the same frames, unless they are given the same seed.
  async of(still, parts, seed, more = []) {
    if (!existsSync(GENERATOR)) throw new Error(`build the camera: cargo build --example camera (${GENERATOR})`);
    const file = join(this.folder, `${basename(still)}-${[parts, ...more].join('-').replaceAll(/[:,]/g, '-')}-${seed}.y4m`);
    if (existsSync(file)) return file;
    const words = [still, file, parts, '--seed', String(seed), '--rate', '10', '--models', MODELS, ...more];
    await promisify(execFile)(GENERATOR, words, { maxBuffer: 1 << 20 });
    return file;
  }
}

// A browser of its own for each film: the camera's file is a matter of the command line.
export function launchWith(film, more = []) {
  const camera = film
    ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`]
    : [];
  return chromium.launch({
    executablePath: process.env.DOORWARD_TEST_CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', ...camera, ...more],
  });
}

export const ALLOWED = ['--use-fake-ui-for-media-stream'];
