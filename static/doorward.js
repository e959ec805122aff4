// Niceties on top of plain forms: nothing here is needed to sign in.
const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

$('#error-summary')?.focus();

// An answer that travels as a form (response_mode=form_post) sends itself.
$('form[data-now]')?.requestSubmit();

// Moments in the reader's own zone and manner, in the language of the page; the server writes UTC.
const page = document.documentElement.lang;
const manner = navigator.languages.find((one) => one.split('-')[0] === page.split('-')[0]) ?? page;
for (const moment of all('time[datetime]')) {
  // Digits as in the codes and in the text around.
  const digits = { numberingSystem: 'latn', timeStyle: 'short' };
  const style = 'clock' in moment.dataset ? digits : { ...digits, dateStyle: 'medium' };
  const at = new Date(moment.dateTime);
  if (!isNaN(at)) moment.textContent = new Intl.DateTimeFormat(manner, style).format(at);
}

// Each form is sent once; coming back by the back button makes it usable again. So does time, for whoever stopped the browser
// waiting on a bad line, which no page is told of; a file may take as long as the server lets it.
const rest = (form) => form.removeAttribute('aria-busy');
for (const form of all('form[data-once]')) {
  const patience = form.enctype === 'multipart/form-data' ? 180_000 : 15_000;
  form.addEventListener('submit', (event) => {
    if (form.hasAttribute('aria-busy')) return event.preventDefault();
    form.setAttribute('aria-busy', 'true');
    setTimeout(rest, patience, form);
  });
}
addEventListener('pageshow', () => all('form[aria-busy]').forEach(rest));

const password = $('#password');
const show = $('#show-password');
if (password && show) {
  const reveal = (on) => {
    password.type = on ? 'text' : 'password';
    show.setAttribute('aria-pressed', String(on));
  };
  show.hidden = false;
  show.addEventListener('click', () => {
    reveal(password.type === 'password');
    password.focus();
  });
  // Hidden again before it is sent, so that no browser remembers it as ordinary text.
  password.form.addEventListener('submit', () => reveal(false));

  const hint = $('#caps-hint');
  const caps = (event) => {
    const text = event.getModifierState?.('CapsLock') ? hint.dataset.text : '';
    if (hint.textContent !== text) hint.textContent = text;
  };
  password.addEventListener('keydown', caps);
  password.addEventListener('keyup', caps);
  password.addEventListener('blur', () => { hint.textContent = ''; });
}

// What this browser could take into use, so that only that is offered; it proves nothing.
const capable = $('[data-capable]');
if (capable && globalThis.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable) {
  PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()
    .then((available) => { if (available) capable.value += ' passkey'; })
    .catch(() => {});
}

// The wait for a new code: its buttons sleep, the text changes at most each 10 seconds.
const wait = $('#resend-wait');
if (wait) {
  const buttons = all('#resend, #reroute');
  const texts = all('[data-left]', wait);
  const end = Date.now() + wait.dataset.wait * 1000;
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    const shown = left <= 0 ? 0 : Math.ceil(left / 10) * 10;
    const text = texts.find((one) => Number(one.dataset.left) === shown);
    for (const button of buttons) button.disabled = left > 0;
    if (text?.hidden) {
      for (const one of wait.children) one.hidden = one !== text;
    }
    if (left > 0) setTimeout(tick, 1000 * (left - (shown > 10 ? shown - 10 : 0)));
  };
  tick();
}

// A page that waits for another device looks for itself how far that has got. What leads on is left to the browser to follow.
const watched = $('[data-watch]');
if (watched) {
  const look = async () => {
    try {
      const answer = document.hidden ? null : await fetch(location.href, { redirect: 'manual' });
      const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (answer && (!page || $('[data-watch]', page)?.dataset.watch !== watched.dataset.watch)) return location.reload();
    } catch {
      // The next look may reach the server.
    }
    setTimeout(look, 2000);
  };
  setTimeout(look, 2000);
}

for (const button of all('[data-copy]')) {
  if (!navigator.clipboard) break;
  const label = button.textContent;
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    const text = document.getElementById(button.dataset.copy).textContent.replace(/\s+/g, '');
    await navigator.clipboard.writeText(text);
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

// What is missing, or cannot be, is said when a field is left; the server says it again.
for (const form of all('form[data-live]')) {
  const judge = (input) => {
    const says = $(`[data-live-of="${input.id}"]`, form);
    if (!says) return;
    const typed = input.type === 'checkbox' ? input.checked : input.value.trim();
    const odd = input.inputMode === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed);
    says.textContent = !typed ? says.dataset.empty : odd ? says.dataset.bad : '';
    input.setAttribute('aria-invalid', String(says.textContent !== ''));
  };
  form.addEventListener('change', ({ target }) => judge(target));
  // Nobody is interrupted while typing; but what was wrong is judged anew at once.
  form.addEventListener('input', ({ target }) => {
    if (target.getAttribute('aria-invalid') === 'true') judge(target);
  });
}
