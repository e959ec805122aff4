// A `doorward serve` with a policy of its own, on a free port, in a directory that is removed again. Its mails are files.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Doorward, PROGRAM } from './doorward.mjs';

async function freePort() {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address();
  listener.close();
  return port;
}

// Whether somebody listens there.
const answers = (port) => new Promise((done) => {
  const socket = connect(port, '127.0.0.1', () => { socket.destroy(); done(true); });
  socket.on('error', () => done(false));
});

export class Serving extends Doorward {
  // `policy` is TOML, from `[policy]` on. With `tls`, it is reached by https under that name, which leads to this machine
  // in a browser that was told so.
  static async start(policy, tls) {
    const data = await mkdtemp(join(tmpdir(), 'doorward-browser-'));
    const port = await freePort();
    const issuer = tls ? `https://${tls.host}:${port}` : `http://localhost:${port}`;
    const files = tls ? `, tls_certificate_file = "${tls.certificate}", tls_key_file = "${tls.key}"` : '';
    const server = Object.assign(new Serving(), { data, issuer, relying_party: issuer });
    await server.command(['init']);
    await writeFile(join(data, 'doorward.toml'), `
issuer = "${issuer}"
storage = "sqlite://${data}/doorward.db"
master_key_file = "${data}/master.key"
listener = { address = "127.0.0.1:${port}", drain_timeout = "2s"${files} }
mail = { transport = "file", directory = "${data}/mail" }
${policy}`);
    let log = '';
    server.log = () => log;
    server.process = spawn(PROGRAM, ['serve'], { cwd: data, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const out of [server.process.stdout, server.process.stderr]) out.on('data', (text) => { log += text; });
    for (let left = 150; ; left -= 1) {
      assert.equal(server.process.exitCode, null, log);
      const ready = tls
        ? await answers(port)
        : await fetch(`${issuer}/health/ready`).then(({ ok }) => ok, () => false);
      if (ready) return server;
      assert.ok(left > 0, `not ready: ${log}`);
      await sleep(100);
    }
  }

  async mails() {
    // One that is being written has another name until it is whole.
    const files = await readdir(join(this.data, 'mail')).catch(() => []);
    return files.filter((file) => !file.endsWith('.partial'));
  }

  async newMail(before, address) {
    for (const until = Date.now() + 15_000; Date.now() < until; await sleep(100)) {
      for (const file of await this.mails()) {
        if (before.includes(file)) continue;
        const mail = await readFile(join(this.data, 'mail', file), 'utf8');
        if (!mail.includes(`To: ${address}\r\n`)) continue;
        const subject = /^Subject: (.*?)\r$/m.exec(mail)[1];
        return { subject, text: mail, code: /^\d{3} \d{3}/.exec(subject)?.[0] };
      }
    }
    return assert.fail(`no mail to ${address} came`);
  }
}
