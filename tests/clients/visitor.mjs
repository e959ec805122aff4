// Somebody's browser at the application under test, and the application's own process: cookies, but no redirect that was not asked for.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export class Visitor {
  cookies = new Map();

  async go(url, options = {}) {
    const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(url, { redirect: 'manual', ...options, headers: { ...options.headers, cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set);
      if (/max-age=0/i.test(set)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const location = response.headers.get('location');
    return Object.assign(response, { location: location && new URL(location, url).href });
  }

  post(url, form) {
    return this.go(url, { method: 'POST', body: new URLSearchParams(form) });
  }
}

export async function freePort() {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address();
  listener.close();
  return port;
}

// An application in a process of its own, once it answers at `url`.
export async function application(program, options, { url, cwd, env }) {
  const child = spawn(program, options, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const out of [child.stdout, child.stderr]) out.on('data', (text) => { log += text; });
  const ended = once(child, 'exit');
  for (let left = 600; ; left -= 1) {
    assert.ok(left > 0 && child.exitCode === null, `${program} does not serve: ${log}`);
    const answers = await fetch(url, { redirect: 'manual' }).then(() => true, () => false);
    if (answers) break;
    await sleep(100);
  }
  return {
    log: () => log,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
