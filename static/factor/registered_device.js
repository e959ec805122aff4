// Registered devices: keys that this browser makes and cannot give away (WebCrypto), kept beside the names of their
// accounts (IndexedDB). What is signed is written as src/authentication/factor/registered_device/message.rs says.
const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const able = globalThis.crypto?.subtle && globalThis.indexedDB;
const P256 = { name: 'ECDSA', namedCurve: 'P-256' };
const SHA256 = { name: 'ECDSA', hash: 'SHA-256' };
const STORE = 'registered_device';
// Whoever stopped the browser waiting, which no page is told of, may ask again after so long, as at other forms.
const PATIENCE = 15_000;

const text = (buffer) => {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

// What this browser keeps: { id, issuer, user, names, key }, by id. Done when it is durable.
const stored = async (mode, act) => {
  const opening = indexedDB.open('doorward', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'id' });
  const database = await new Promise((done, fail) => {
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => fail(opening.error);
  });
  try {
    return await new Promise((done, fail) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = () => fail(transaction.error);
    });
  } finally {
    database.close();
  }
};
const keep = (device) => stored('readwrite', (store) => store.put(device));
const isNamed = ({ names }, typed) => names.some((name) => name.toLowerCase() === typed.trim().toLowerCase());
const forget = (id) => stored('readwrite', (store) => store.delete(id));
const kept = async (issuer) => (await stored('readonly', (store) => store.getAll())).filter((one) => one.issuer === issuer);

// Remembered in this tab until the next page says what became of it; where nothing may be stored, not at all.
const remember = (key, value) => {
  try { sessionStorage.setItem(`device-${key}`, JSON.stringify(value)); } catch { /* as if it had not happened */ }
};
const recall = (key) => {
  try {
    const value = JSON.parse(sessionStorage.getItem(`device-${key}`));
    sessionStorage.removeItem(`device-${key}`);
    return value;
  } catch {
    return null;
  }
};

const sign = ({ issuer, purpose, nonce }, id, key) => {
  const encoder = new TextEncoder();
  const parts = [encoder.encode('doorward registered device v1')];
  [issuer, location.origin, purpose, id, nonce].forEach((field, at) => {
    const bytes = encoder.encode(field);
    const head = new DataView(new ArrayBuffer(5));
    head.setUint8(0, at + 1);
    head.setUint32(1, bytes.length);
    parts.push(new Uint8Array(head.buffer), bytes);
  });
  return new Blob(parts).arrayBuffer().then((message) => crypto.subtle.sign(SHA256, key, message));
};

const place = $('[data-device]');
if (place) {
  const news = $('#device-news');
  const question = JSON.parse(place.dataset.question);
  const tell = (what, bad = true) => {
    news.textContent = news.dataset[what] ?? '';
    news.className = what ? (bad ? 'alert' : 'notice') : '';
  };
  // Another way is the only one.
  const stop = (what) => {
    tell(what);
    $('#login-submit').hidden = true;
  };

  let sent = false;
  // `find` answers with the name of a key, that key, and what the form sends for it.
  const sends = (form, find) => form.addEventListener('submit', async (event) => {
    event.preventDefault();
    // The forms of a page share its question.
    if (place.matches('[aria-busy]') || $('[aria-busy]', place)) return;
    // It may be spent, and a second key made for it: the page is asked how far it has got.
    if (sent) return location.reload();
    if (!able) return tell('missing');
    form.setAttribute('aria-busy', 'true');
    tell('');
    try {
      const { id, key, shown = id } = await find();
      const signature = await sign(question, id, key);
      form.elements.key.value = shown;
      form.elements.signature.value = text(signature);
      sent = true;
      form.submit();
      setTimeout(() => form.removeAttribute('aria-busy'), PATIENCE);
    } catch (error) {
      form.removeAttribute('aria-busy');
      tell(['DataCloneError', 'InvalidStateError', 'QuotaExceededError'].includes(error?.name) ? 'missing' : 'failed');
    }
  });

  const arrive = {
    // The account is offered by name, above the field where one is typed.
    async name() {
      const used = recall('used');
      if (used && 'unknown' in place.dataset) await forget(used);
      const devices = (await kept(question.issuer)).sort((a, b) => b.used - a.used);
      const list = $('.known', place);
      const show = (device) => {
        const row = $('template', place).content.cloneNode(true).firstElementChild;
        for (const name of all('bdi', row)) name.textContent = device.names[0];
        const form = $('form', row);
        sends(form, async () => {
          remember('used', device.id);
          await keep({ ...device, used: Date.now() });
          return device;
        });
        $('button[type="button"]', row).addEventListener('click', async () => {
          if (!confirm(place.dataset.sure)) return;
          await forget(device.id);
          row.remove();
          tell('forgotten', false);
          $('button', list)?.focus();
          if (!list.children.length) lead(false);
        });
        return row;
      };
      const name = $('#username');
      const other = $('#another-account');
      const lead = (known) => {
        for (const heading of [$('#known-devices-title'), other]) heading.hidden = !known;
        $('#login-submit').classList.toggle('plain', known);
        if (!known) name.focus();
      };
      if (!devices.length) return;
      list.replaceChildren(...devices.map(show));
      $('#login-form').before(place, other);
      place.hidden = false;
      lead(true);
      if (document.activeElement === name && name.value === name.defaultValue) $('button', list).focus();
    },

    // The account is known; is one of its keys here?
    async prove() {
      const devices = await kept(question.issuer);
      const device = devices.find((one) => question.keys?.includes(one.id) ?? question.names.some((name) => isNamed(one, name)));
      // What the account holds no more is of no use to anybody.
      for (const one of devices) {
        if (question.keys && one.user === question.user && !question.keys.includes(one.id)) await forget(one.id);
      }
      if (!device) return stop('elsewhere');
      sends(place, async () => device);
    },

    async bind() {
      // The attempt that led back to this page bound nothing.
      const made = recall('made');
      if (made?.nonce === question.nonce) await forget(made.id);
      for (const one of await kept(question.issuer)) {
        if (question.keys.includes(one.id)) return stop('held');
        if (one.user === question.user) await forget(one.id);
      }
      sends(place, async () => {
        const { publicKey, privateKey: key } = await crypto.subtle.generateKey(P256, false, ['sign']);
        const spki = await crypto.subtle.exportKey('spki', publicKey);
        const id = text(await crypto.subtle.digest('SHA-256', spki));
        const { issuer, user, names, nonce } = question;
        await keep({ id, issuer, user, names, key, used: Date.now() });
        remember('made', { id, nonce });
        // So that the browser does not throw it away when space is short.
        navigator.storage?.persist?.().catch(() => {});
        return { id, key, shown: text(spki) };
      });
    },
  };
  const kind = place.dataset.device;
  if (able) arrive[kind]().catch(() => { if (kind !== 'name') stop('missing'); });
  else if (kind !== 'name') stop('missing');
  // Whoever comes back by the back button gets a fresh question: the one of this page is spent.
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
}

// What this browser could take into use, so that only that is offered.
const capable = $('[data-capable]');
if (capable && able) capable.value += ` ${STORE}`;

// And whether it holds a key under the name that was typed, so that it is asked for that first.
const holds = $('[data-holds]');
const typed = holds && $('[autocomplete="username"]', holds.form)?.value;
if (typed && able) {
  stored('readonly', (store) => store.getAll())
    .then((devices) => { if (devices.some((one) => isNamed(one, typed))) holds.value = STORE; })
    .catch(() => {});
}

// On the account page: which of the devices is this one; and what was removed is forgotten.
const rows = all('[data-device-key]');
const list = $('[data-username]');
if (list && able) {
  const removed = recall('removed');
  if (removed && !rows.some((row) => row.dataset.deviceKey === removed)) forget(removed).catch(() => {});
  for (const row of rows) {
    const id = row.dataset.deviceKey;
    stored('readonly', (store) => store.get(id)).then((device) => {
      if (!device) return;
      $('span', row).hidden = false;
      $('form[action="/account/factors/remove"]', row.closest('li'))?.addEventListener('submit', () => remember('removed', id));
      const { username } = list.dataset;
      if (device.names[0] !== username) return keep({ ...device, names: [username, ...device.names.slice(1)] });
    }).catch(() => {});
  }
}
