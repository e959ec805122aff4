// A browser of a few lines: cookies, redirects, forms. It signs people in for the clients under test.
import assert from 'node:assert/strict';

const plain = (text) =>
  text.replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code))
    .replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

const attribute = (tag, name) => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
  return found && plain(found[1]);
};

export class FormBrowser {
  cookies = new Map();

  constructor(issuer) {
    this.issuer = issuer;
  }

  // Goes on until there is a page to show, or a redirect that leaves the provider: that is `this.left`.
  async go(url, form) {
    this.left = undefined;
    let [target, body] = [new URL(url, this.issuer), form && new URLSearchParams(form)];
    for (let hops = 0; hops < 10; hops += 1) {
      if (target.origin !== new URL(this.issuer).origin) {
        this.left = target;
        return this;
      }
      const headers = { cookie: [...this.cookies].map((pair) => pair.join('=')).join('; '), accept: 'text/html' };
      if (body) headers.origin = this.issuer;
      const response = await fetch(target, { method: body ? 'POST' : 'GET', headers, body, redirect: 'manual' });
      for (const cookie of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
        if (/max-age=0/i.test(cookie)) this.cookies.delete(name);
        else this.cookies.set(name, value);
      }
      [this.url, this.status, this.headers] = [target, response.status, response.headers];
      this.page = await response.text();
      const location = response.headers.get('location');
      if (!location) return this;
      [target, body] = [new URL(location, target), undefined];
    }
    return assert.fail('redirects without end');
  }

  form(marker) {
    const forms = [...this.page.matchAll(/(<form[^>]*>)([\s\S]*?)<\/form>/g)];
    const found = forms.find(([, tag]) => tag.includes(marker));
    assert.ok(found, `no form ${marker} on ${this.url}: ${this.page}`);
    const hidden = [...found[2].matchAll(/<input[^>]*>/g)]
      .map(([tag]) => tag).filter((tag) => attribute(tag, 'type') === 'hidden' || /\schecked/.test(tag));
    const fields = hidden.map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')]);
    return { action: attribute(found[1], 'action'), fields };
  }

  submit(marker, more = {}) {
    const { action, fields } = this.form(marker);
    return this.go(action, [...fields, ...Object.entries(more)]);
  }

  // From an authorization request to its answer.
  async signIn(server, person, url) {
    await this.go(url);
    await this.submit('id="login-form"', { username: person.username });
    const before = await server.mails();
    await this.submit('id="login-form"', { password: person.password });
    const { code } = await server.newMail(before, person.email);
    await this.submit('id="login-form"', { code });
    if (this.page.includes('id="consent-form"') && !this.left) {
      await this.submit('id="consent-form"', { 'consent-allow': '1' });
    }
    return this.left;
  }
}
