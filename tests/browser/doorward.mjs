// A `doorward dev` of its own for each file of tests: on free ports, in a directory that is removed again.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const PROGRAM =
  process.env.DOORWARD_TEST_PROGRAM ?? fileURLToPath(new URL('../../target/debug/doorward', import.meta.url));

export class Doorward {
  static async start(more = []) {
    const data = await mkdtemp(join(tmpdir(), 'doorward-browser-'));
    const options = ['dev', '--json', '--port', '0', '--relying-party-port', '0', '--data', data, ...more];
    const process = spawn(PROGRAM, options, { stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    process.stderr.on('data', (text) => { log += text; });
    const line = await Promise.race([
      once(createInterface(process.stdout), 'line'),
      once(process, 'exit').then(([code]) => assert.fail(`doorward dev ended with ${code}: ${log}`)),
    ]).catch(async (error) => {
      await rm(data, { recursive: true });
      throw error;
    });
    return Object.assign(new Doorward(), { data, process, log: () => log, ...JSON.parse(line[0]) });
  }

  // SIGTERM ends it in order.
  async stop() {
    const ended = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    const [code] = await ended;
    await rm(this.data, { recursive: true });
    assert.equal(code, 0, this.log());
  }

  account(username) {
    return this.accounts.find((account) => account.username === username);
  }

  client(id) {
    return this.clients.find((client) => client.client_id === id);
  }

  // A command on the same data, as an operator would give it beside the running program.
  command(options, input = '') {
    const env = {
      ...process.env,
      DOORWARD__ISSUER: 'https://id.example.org',
      DOORWARD__STORAGE: `sqlite://${this.data}/doorward.db`,
      DOORWARD__MASTER_KEY_FILE: `${this.data}/master.key`,
      DOORWARD__MAIL__TRANSPORT: 'file',
    };
    return new Promise((done, fail) => {
      const child = execFile(PROGRAM, options, { env, cwd: this.data }, (error, out, err) =>
        error ? fail(new Error(`${options.join(' ')}: ${err}`)) : done(out));
      child.stdin.end(input);
    });
  }

  // A person nobody else in these tests is, with a password and an address that codes may go to.
  async person(username) {
    const password = `a long password for ${username}`;
    const email = `${username}@example.org`;
    const options = ['account', 'create', username, '--email', email, '--email-verified', '--name', `Person ${username}`];
    await this.command(options, `${password}\n`);
    return { username, email, password };
  }

  async mails() {
    const list = await (await fetch(this.mail)).text();
    return [...list.matchAll(/href="\/dev\/mail\/([^"]+)"/g)].map((found) => found[1]);
  }

  // The mail or text message to `address` that came after `before` (an earlier answer of `mails`). It is on its way for a moment.
  async newMail(before, address) {
    for (const until = Date.now() + 15_000; Date.now() < until; await sleep(100)) {
      for (const id of await this.mails()) {
        if (before.includes(id)) continue;
        const page = await (await fetch(`${this.mail}/${id}`)).text();
        if (!page.includes(address)) continue;
        const subject = /<h1[^>]*>([^<]*)/.exec(page)[1];
        const text = /id="mail-text"[^>]*>([^<]*)/.exec(page)[1];
        return { subject, text, code: /id="mail-code"[^>]*>([^<]*)/.exec(page)?.[1] };
      }
    }
    return assert.fail(`no mail to ${address} came`);
  }
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

// The app on somebody's phone (RFC 6238): gives each code once, as the provider takes it once.
export class Authenticator {
  last = 0;

  constructor(secret) {
    const bits = [...secret.replace(/[\s=]/g, '')].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0'));
    this.key = Buffer.from(bits.join('').match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  }

  at(step) {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const digest = createHmac('sha1', this.key).update(counter).digest();
    const from = digest[19] & 15;
    return String((digest.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0');
  }

  // A clock may be one step ahead; further on it has to wait.
  async code() {
    const step = Math.max(Math.floor(Date.now() / 30_000), this.last + 1);
    await sleep(Math.max(0, (step - 1) * 30_000 + 500 - Date.now()));
    this.last = step;
    return this.at(step);
  }
}

export const wrong = (code) => (code.replace(/\s/g, '') === '000000' ? '111111' : '000000');
