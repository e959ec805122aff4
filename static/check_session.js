// The frame that a client asks whether the person is still signed in (OpenID Connect Session Management 1.0 section 4.2).
// A message is the client's identifier and its session_state; the answer is one word. See src/oauth/check_session.rs.
'use strict';

const cookie = document.currentScript.dataset.cookie;
const WELL_FORMED = /^(\S{1,255}) ([0-9a-f]{64})\.([A-Za-z0-9_-]{8,64})$/;

const browserState = () => {
  const pairs = document.cookie.split(';').map((pair) => pair.trim().split('='));
  const found = pairs.find(([name]) => name === cookie);
  return found ? found[1] : '';
};

const hash = async (text) => {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
};

const answer = async (message, origin) => {
  const parts = typeof message === 'string' && message.length <= 500 && WELL_FORMED.exec(message);
  if (!parts || origin === 'null' || !crypto.subtle) return 'error';
  const [, client, state, salt] = parts;
  return (await hash(`${client} ${origin} ${browserState()} ${salt}`)) === state ? 'unchanged' : 'changed';
};

addEventListener('message', async (event) => {
  if (!event.source || event.source === window || event.origin === 'null') return;
  event.source.postMessage(await answer(event.data, event.origin), event.origin);
});
