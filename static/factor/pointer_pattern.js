// The pad turns what a hand does into the words that the field takes; it shows how many, never which.
const pad = document.querySelector('#pad');
if (pad) {
  const DOUBLE = 350; // milliseconds between the clicks of a double click
  const BURST = 250; // and between the turns of a wheel that are one scroll
  const HOLD = 500; // how long a finger stays down for a right click
  const SWIPE = 24; // and how far it goes for a scroll
  const one = (name) => document.querySelector(`#pattern-${name}`);
  const field = document.querySelector('#pattern');
  const words = () => field.value.toUpperCase().split(/[\s,.;\-‐-―]+/).filter(Boolean);
  let click = {};
  let scroll = {};

  // The estimate of strength.rs.
  const bits = (events) => {
    const seen = new Set();
    return Math.floor(events.reduce((sum, event, at) => {
      const step = [events[at - 1], event].sort().join();
      const foretold = at > 0 && (event === events[at - 1] || seen.has(step));
      if (at > 0) seen.add(step);
      return sum + (foretold ? 1 : Math.log2(6));
    }, 0));
  };
  const show = () => {
    one('count').textContent = words().length;
    if (one('bits')) one('bits').textContent = bits(words());
  };
  const keep = (events) => {
    field.value = events.slice(0, pad.dataset.most).join(' ');
    pad.classList.remove('hit');
    void pad.offsetWidth; // so that it starts anew
    pad.classList.add('hit');
    show();
  };
  const add = (event) => {
    [click, scroll] = [{}, {}];
    keep([...words(), event]);
  };
  const press = (letter) => {
    const events = words();
    const at = performance.now();
    if (click.letter === letter && at - click.at < DOUBLE && events.at(-1) === letter) {
      events.pop();
      click = {};
      keep([...events, letter + letter]);
    } else {
      add(letter);
      click = { letter, at };
    }
  };

  pad.addEventListener('wheel', (event) => {
    event.preventDefault();
    if (!event.deltaY) return;
    const [way, at] = [event.deltaY < 0 ? 'U' : 'D', performance.now()];
    if (way !== scroll.way || at - scroll.at > BURST) add(way);
    scroll = { way, at };
  }, { passive: false });

  const fingers = new Map();
  let most = 0;
  pad.addEventListener('contextmenu', (event) => event.preventDefault());
  pad.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'mouse') {
      if (event.button === 0 || event.button === 2) press(event.button ? 'R' : 'L');
      return;
    }
    pad.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { y: event.clientY, at: performance.now() });
    most = Math.max(most, fingers.size);
  });
  pad.addEventListener('pointerup', (event) => {
    const down = fingers.get(event.pointerId);
    if (!down) return;
    fingers.delete(event.pointerId);
    if (fingers.size) return;
    const [way, two] = [event.clientY - down.y, most > 1];
    most = 0;
    if (two) press('R');
    else if (Math.abs(way) > SWIPE) add(way < 0 ? 'U' : 'D');
    else press(performance.now() - down.at > HOLD ? 'R' : 'L');
  });
  pad.addEventListener('pointercancel', () => {
    fingers.clear();
    most = 0;
  });

  const keys = { ArrowLeft: 'L', ArrowRight: 'R', ArrowUp: 'U', ArrowDown: 'D' };
  pad.addEventListener('keydown', (event) => {
    const key = keys[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter') field.form.requestSubmit();
    else if (event.key === 'Backspace') keep(words().slice(0, -1));
    else if (!key) return;
    else if (!event.repeat) add(event.shiftKey && 'LR'.includes(key) ? key + key : key);
    event.preventDefault();
  });

  field.addEventListener('input', show);
  one('clear').addEventListener('click', () => {
    keep([]);
    pad.focus();
  });
  addEventListener('pageshow', show);
  pad.hidden = false;
  one('tally').hidden = false;
}
