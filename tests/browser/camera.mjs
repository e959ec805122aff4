// Films for Chromium's fake camera, made out of stills by examples/camera.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { chromium } from 'playwright-core';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
export const MODELS = process.env.DOORWARD_TEST_MODELS ?? here('../../models');
const GENERATOR = process.env.DOORWARD_TEST_CAMERA ?? here('../../target/debug/examples/camera');
export const ASTRONAUT = here('../fixtures/astronaut.jpg');

export class Films {
  static async open() {
    return Object.assign(new Films(), { folder: await mkdtemp(join(tmpdir(), 'doorward-camera-')), count: 0 });
  }

  close() {
    return rm(this.folder, { recursive: true });
  }

  // A film of its own: no two of them show the same frames, unless they are given the same seed.
  async of(still, parts, options = {}) {
    if (!existsSync(GENERATOR)) throw new Error(`build the camera: cargo build --example camera (${GENERATOR})`);
    this.count += 1;
    const file = join(this.folder, `${this.count}.y4m`);
    const more = Object.entries({ seed: this.count, rate: 15, models: MODELS, ...options });
    const words = more.flatMap(([name, value]) => [`--${name}`, String(value)]);
    await promisify(execFile)(GENERATOR, [still, file, parts, ...words], { maxBuffer: 1 << 20 });
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
