// The live camera: its picture goes to the server frame by frame, one hint at a time comes back. Nothing that is said here
// about the person counts: the server looks for itself.
const id = (name) => document.getElementById(name);
const root = id('face');

const SIDE = 640;
const EVERY = 90;
const HINT_STAYS = 700;
const SPOKEN_EVERY = 1500;
const OPENS_WITHIN = 4000;
const DARK = 6;

const words = (kind) => new Map([...root.querySelectorAll(`[data-${kind}]`)].map((one) => [one.dataset[kind], one]));
const hints = words('hint');
const troubles = words('trouble');
const parts = ['ready', 'trouble', 'live'];
const video = id('face-video');
const picker = id('face-camera');
const canvas = document.createElement('canvas');
const pen = canvas.getContext('2d', { willReadFrequently: true });

let attempt = null;

const show = (...names) => { for (const name of parts) id(`face-${name}`).hidden = !names.includes(name); };

// One hint at a time, each long enough to be read; whoever listens hears fewer.
const hint = { shown: '', since: 0, next: null, timer: 0, spokenAt: 0 };
const put = (key) => {
  hint.next = null;
  hint.timer = 0;
  const word = hints.get(key);
  if (!word || hint.shown === key) return;
  hint.shown = key;
  hint.since = performance.now();
  id('face-hint').textContent = word.textContent;
  id('face-icon').setAttribute('d', word.dataset.icon);
  const good = ['hold-still', 'blink', 'turn-left', 'turn-right', 'look-ahead-again'].includes(key);
  id('face-eye').dataset.state = good ? 'good' : key === 'connecting' ? 'wait' : 'mend';
  if (hint.since - hint.spokenAt > SPOKEN_EVERY || key.startsWith('turn') || key === 'blink') {
    hint.spokenAt = hint.since;
    id('face-said').textContent = word.textContent;
  }
};
const say = (key) => {
  hint.next = key;
  const left = HINT_STAYS - (performance.now() - hint.since);
  if (left <= 0) put(key);
  else hint.timer ||= setTimeout(() => put(hint.next), left);
};

const close = () => {
  const over = attempt;
  attempt = null;
  if (!over) return;
  over.abort.abort();
  clearInterval(over.clock);
  clearTimeout(hint.timer);
  over.socket?.close();
  for (const track of over.stream?.getTracks() ?? []) track.stop();
  video.srcObject = null;
  id('face-rec').hidden = true;
};

const trouble = (key) => {
  close();
  const box = id('face-trouble');
  show('trouble', 'ready');
  box.textContent = troubles.get(key).textContent;
  id('face-open').textContent = root.querySelector('[data-word="again"]').textContent;
  box.focus();
};

const why = async ({ name }) => {
  if (name === 'NotAllowedError') {
    const state = await navigator.permissions?.query({ name: 'camera' }).then((found) => found.state, () => '');
    return state === 'denied' ? 'blocked' : 'dismissed';
  }
  const known = { NotFoundError: 'missing', NotReadableError: 'taken', AbortError: 'taken', SecurityError: 'insecure' };
  return known[name] ?? 'failed';
};

const ask = async (wanted) => {
  const choice = wanted ? { deviceId: { ideal: wanted } } : { facingMode: 'user' };
  const ideal = { ...choice, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video: ideal, audio: false });
  } catch (error) {
    if (error.name !== 'OverconstrainedError') throw error;
    return navigator.mediaDevices.getUserMedia({ video: true, audio: false });
  }
};

const pause = (span) => new Promise((later) => setTimeout(later, span));

const draw = (side) => {
  const { videoWidth: width, videoHeight: height } = video;
  const scale = Math.min(1, side / Math.max(width, height, 1));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  if (width) pen.drawImage(video, 0, 0, canvas.width, canvas.height);
};

// A covered camera shows black; one that has just been opened does for a moment, too.
const isBlack = async () => {
  for (let look = 0; look < 8; look += 1) {
    draw(32);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    let brightest = 0;
    for (let at = 0; at < data.length; at += 4) brightest = Math.max(brightest, data[at], data[at + 1], data[at + 2]);
    if (brightest > DARK * 3) return false;
    await pause(250);
  }
  return true;
};

// Only frames that the camera has newly made: the same one twice would look like a photograph. A busy browser that calls for a
// new one may still paint the last, so what is to be sent is compared with what was.
const frames = (of, send) => {
  let last = 0;
  let shown = -1;
  let sent = new Uint8Array();
  const sendNew = async (blob) => {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const same = bytes.length === sent.length && bytes.every((byte, at) => byte === sent[at]);
    sent = bytes;
    if (!same && attempt === of) send(blob);
  };
  const due = () => {
    const now = performance.now();
    if (now - last < EVERY || !video.videoWidth) return;
    last = now;
    draw(SIDE);
    canvas.toBlob((blob) => { if (blob && attempt === of) sendNew(blob); }, 'image/jpeg', 0.85);
  };
  if (video.requestVideoFrameCallback) {
    const next = () => {
      if (attempt !== of) return;
      due();
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
  } else {
    const ticks = setInterval(() => {
      if (attempt !== of) return clearInterval(ticks);
      if (video.currentTime !== shown) due();
      shown = video.currentTime;
    }, EVERY / 2);
  }
};

const begun = (of, { seconds }) => {
  const end = Date.now() + seconds * 1000;
  const left = id('face-left');
  const format = new Intl.NumberFormat(document.documentElement.lang);
  const tick = () => { left.textContent = format.format(Math.max(0, Math.ceil((end - Date.now()) / 1000))); };
  id('face-rec').hidden = false;
  tick();
  of.clock = setInterval(tick, 500);
};

const hear = (of, message) => {
  if (attempt !== of) return;
  if (message.begun) {
    begun(of, message.begun);
    of.onbegun?.(message.begun);
  } else if (message.hint) {
    const { key, done, of: all } = message.hint;
    id('face-done').max = Math.max(1, all);
    id('face-done').value = done;
    say(key);
  } else if (message.over?.how === 'busy') {
    trouble('busy');
  } else if (message.over) {
    close();
    location.replace(message.over.to);
  }
};

// Resolves once the socket has told that the attempt began; rejects if none can be opened.
const bySocket = (of) => new Promise((resolve, reject) => {
  const address = new URL(root.dataset.live, location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  address.searchParams.set('csrf', root.dataset.csrf);
  if (of.still) address.searchParams.set('still', '1');
  const socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  of.socket = socket;
  let heard = false;
  const patience = setTimeout(() => { socket.close(); reject(new Error('late')); }, OPENS_WITHIN);
  socket.onmessage = ({ data }) => {
    heard = true;
    clearTimeout(patience);
    resolve((blob) => { if (socket.readyState === 1 && socket.bufferedAmount < 300_000) socket.send(blob); });
    hear(of, JSON.parse(data));
  };
  socket.onclose = () => {
    clearTimeout(patience);
    if (!heard) reject(new Error('closed'));
    else if (attempt === of) trouble('lost');
  };
});

// Where sockets are blocked: each frame is a request, the next one leaves when its answer is here.
const byUploads = async (of) => {
  const post = async (address, body) => {
    const answer = await fetch(address, { method: 'POST', body, signal: of.abort.signal });
    if (answer.status === 503) return trouble('busy');
    if (!answer.ok) throw new Error(String(answer.status));
    if (answer.status !== 204) hear(of, await answer.json());
  };
  let name = null;
  of.onbegun = (message) => { name = message.attempt; };
  const journey = root.dataset.frame.split('/')[2];
  await post(root.dataset.frame, new URLSearchParams({ journey, csrf: root.dataset.csrf, still: of.still ? '1' : '' }));
  let busy = false;
  return async (blob) => {
    if (busy || !name) return;
    busy = true;
    const body = new FormData();
    body.set('journey', journey);
    body.set('csrf', root.dataset.csrf);
    body.set('frame', blob, 'frame.jpg');
    try {
      await post(`${root.dataset.frame}?attempt=${encodeURIComponent(name)}`, body);
    } catch {
      if (attempt === of) trouble('lost');
    }
    busy = false;
  };
};

const cameras = async (stream) => {
  const all = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
  const used = stream.getVideoTracks()[0]?.getSettings().deviceId;
  picker.replaceChildren(...all.map(({ label, deviceId }, at) => {
    const option = new Option(label || String(at + 1), deviceId);
    option.selected = deviceId === used;
    return option;
  }));
  id('face-cameras').hidden = all.length < 2;
};

const open = async (wanted) => {
  close();
  if (!isSecureContext || !navigator.mediaDevices?.getUserMedia || !pen) return trouble('insecure');
  const of = { still: id('still').checked, abort: new AbortController() };
  attempt = of;
  show('live');
  id('face-live').scrollIntoView({ block: 'start' });
  Object.assign(hint, { shown: '', since: 0, spokenAt: 0 });
  put('connecting');
  id('face-done').value = 0;
  id('face-left').textContent = '';
  id('face-stop').focus();
  try {
    of.stream = await ask(wanted);
  } catch (error) {
    const key = await why(error);
    if (attempt === of) trouble(key);
    return;
  }
  // Stopped, or left, while the browser asked.
  const left = () => attempt !== of && (of.stream.getTracks().forEach((track) => track.stop()), true);
  if (left()) return;
  for (const track of of.stream.getTracks()) track.onended = () => attempt === of && trouble('lost');
  video.srcObject = of.stream;
  // A camera that shows nothing at all never plays: that is found to be black below.
  await Promise.race([video.play().catch(() => {}), pause(OPENS_WITHIN)]);
  await cameras(of.stream).catch(() => {});
  if (left()) return;
  const black = await isBlack();
  if (left()) return;
  if (black) return trouble('black');
  let send;
  try {
    send = await bySocket(of).catch(() => attempt === of && byUploads(of));
  } catch {
    if (attempt === of) trouble('lost');
    return;
  }
  if (send && attempt === of) frames(of, send);
};

id('face-open').addEventListener('click', () => open(picker.value));
id('face-stop').addEventListener('click', () => {
  close();
  show('ready');
  id('face-open').focus();
});
picker.addEventListener('change', () => open(picker.value));
document.addEventListener('visibilitychange', () => { if (document.hidden && attempt?.stream) trouble('hidden'); });
addEventListener('pagehide', close);
