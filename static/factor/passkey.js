// Passkeys (WebAuthn): the browser's prompt, its answer in a field of the ordinary form; and what the browser is told
// about passkeys that are gone (Signal API).
const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const form = $('form[data-passkey]');
const Api = globalThis.PublicKeyCredential;
// Whoever stopped the browser waiting, which no page is told of, may ask again after so long, as at other forms.
const PATIENCE = 15_000;

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
const text = (buffer) => {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

// Remembered in this tab until the next page says what became of it; where nothing may be stored, not at all.
const remember = (key, value) => {
  try { sessionStorage.setItem(`passkey-${key}`, JSON.stringify(value)); } catch { /* as if it had been closed */ }
};
const recall = (key) => {
  try {
    const value = JSON.parse(sessionStorage.getItem(`passkey-${key}`));
    sessionStorage.removeItem(`passkey-${key}`);
    return value;
  } catch {
    return null;
  }
};
const signal = (name, options) => Api?.[name]?.(options).catch(() => {});

if (form) {
  const news = $('#passkey-news');
  const field = form.elements.credential;
  const creates = form.dataset.passkey === 'create';
  const options = form.dataset.options ? JSON.parse(form.dataset.options) : null;
  if (options) {
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    for (const one of [...(options.allowCredentials ?? []), ...(options.excludeCredentials ?? [])]) one.id = bytes(one.id);
  }

  const used = recall('used');
  if (used && 'unknown' in form.dataset) signal('signalUnknownCredential', used);

  const tell = (what) => {
    news.textContent = what ? news.dataset[what] : '';
    news.className = what ? 'alert' : '';
  };
  const why = ({ name }) => {
    if (['NotAllowedError', 'AbortError'].includes(name)) return 'closed';
    return name === 'InvalidStateError' && creates ? 'held' : 'failed';
  };

  let sent = false;
  const send = ({ id, rawId, type, response }) => {
    const answer = { transports: response.getTransports?.(), userHandle: null };
    for (const part of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
      if (response[part]) answer[part] = text(response[part]);
    }
    if (!creates) remember('used', { rpId: options.rpId, credentialId: id });
    field.value = JSON.stringify({ id, rawId: text(rawId), type, response: answer });
    sent = true;
    form.setAttribute('aria-busy', 'true');
    form.submit();
    setTimeout(() => form.removeAttribute('aria-busy'), PATIENCE);
  };

  // While nobody pressed the button, passkeys are offered where the name is typed.
  let background = Promise.resolve();
  let abort = new AbortController();
  const offer = async () => {
    if (creates || !options || !$('#username') || !await Api?.isConditionalMediationAvailable?.()) return;
    if (form.hasAttribute('aria-busy')) return;
    abort = new AbortController();
    const request = { publicKey: options, mediation: 'conditional', signal: abort.signal };
    // What goes wrong here goes wrong unseen: the button is still there.
    background = navigator.credentials.get(request).then((credential) => credential && send(credential), () => {});
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (form.hasAttribute('aria-busy')) return;
    // The challenge may be spent, and a second key made for it: the page is asked how far it has got.
    if (sent) return location.reload();
    if (!Api || !options) return tell('missing');
    form.setAttribute('aria-busy', 'true');
    tell('');
    abort.abort();
    await background;
    if (sent) return;
    try {
      send(await navigator.credentials[creates ? 'create' : 'get']({ publicKey: options }));
    } catch (error) {
      form.removeAttribute('aria-busy');
      tell(why(error));
      offer();
    }
  });
  // Whoever comes back by the back button gets a fresh challenge: the one of this page is spent.
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
  offer();
}

// On the account page: which passkeys are still good, and what their owner is called.
const list = $('[data-username]');
if (list) {
  const name = list.dataset.username;
  const rows = all('[data-passkey-id]', list).map((row) => row.dataset);
  const removed = recall('removed');
  if (removed?.name === name && !rows.some((row) => row.passkeyId === removed.credentialId)) {
    signal('signalUnknownCredential', { rpId: removed.rpId, credentialId: removed.credentialId });
  }
  if (rows.length) {
    const { passkeyRp: rpId, passkeyUser: userId } = rows[0];
    const ids = rows.filter((row) => row.passkeyUser === userId).map((row) => row.passkeyId);
    signal('signalAllAcceptedCredentials', { rpId, userId, allAcceptedCredentialIds: ids });
    signal('signalCurrentUserDetails', { rpId, userId, name, displayName: name });
  }
  for (const row of all('[data-passkey-id]', list)) {
    const { passkeyId: credentialId, passkeyRp: rpId } = row.dataset;
    const remove = $('form[action="/account/factors/remove"]', row.closest('li'));
    remove?.addEventListener('submit', () => remember('removed', { name, rpId, credentialId }));
  }
}
