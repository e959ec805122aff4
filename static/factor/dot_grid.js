// Connecting dots by drawing, tapping or keys. The field below it holds the path; it is what is sent.
const box = document.getElementById('dot-grid');
if (box) {
  const grid = box.querySelector('.dots');
  const line = grid.querySelector('polyline');
  const dots = [...grid.querySelectorAll('.dot')];
  const counts = box.querySelectorAll('[data-count]');
  const field = document.getElementById('code');
  const length = Number(box.dataset.length);
  const side = Math.sqrt(dots.length);
  // How near the centre of a dot, in cells, a line must come to take it: there is room to pass between two.
  const NEAR = 0.3;
  let path = [];
  let end = null;

  const centre = (dot) => [(dot - 1) % side + 0.5, Math.floor((dot - 1) / side) + 0.5];
  const draw = () => {
    line.setAttribute('points', [...path.map(centre), ...(end && path.length ? [end] : [])].join(' '));
  };
  const show = () => {
    dots.forEach((button, index) => {
      const place = path.indexOf(index + 1) + 1;
      button.setAttribute('aria-pressed', String(place > 0));
      button.dataset.place = place || '';
    });
    for (const text of counts) text.hidden = Number(text.dataset.count) !== path.length;
    draw();
  };
  const set = (next) => {
    path = next;
    field.value = path.join('-');
    show();
  };
  const add = (dot) => { if (path.length < length && !path.includes(dot)) set([...path, dot]); };
  const undo = () => set(path.slice(0, -1));
  // A dot that is pressed: the last one is taken back, and a finished path gives way to a new one.
  const press = (dot) => {
    if (path.at(-1) === dot) undo();
    else if (path.length === length) set([dot]);
    else add(dot);
  };

  box.hidden = false;
  document.getElementById('dot-grid-undo').addEventListener('click', undo);
  document.getElementById('dot-grid-clear').addEventListener('click', () => set([]));
  field.addEventListener('input', () => {
    const typed = field.value.split(/[^0-9]+/).filter(Boolean).map(Number);
    const fits = typed.every((dot, index) => dot >= 1 && dot <= dots.length && typed.indexOf(dot) === index);
    path = fits && typed.length <= length ? typed : [];
    show();
  });

  const at = (event) => {
    const { left, top, width } = grid.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top].map((pixels) => pixels / width * side);
  };
  const dotAt = ([x, y], near) => {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    if (column < 0 || row < 0 || column >= side || row >= side) return 0;
    return Math.hypot(x - column - 0.5, y - row - 0.5) <= near ? row * side + column + 1 : 0;
  };
  let pointer = null;
  let began = 0;
  let pressed = 0;
  grid.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    const dot = dotAt(at(event), 0.5);
    if (!dot) return;
    pointer = event.pointerId;
    pressed = event.timeStamp;
    grid.setPointerCapture(pointer);
    // Whether the last dot is taken back or drawn on from is known when the pointer moves or leaves.
    began = path.at(-1) === dot && path.length < length ? dot : 0;
    if (!began) press(dot);
  });
  grid.addEventListener('pointermove', (event) => {
    if (event.pointerId !== pointer) return;
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const move of moves.length ? moves : [event]) {
      end = at(move);
      const dot = dotAt(end, NEAR);
      if (!dot || path.at(-1) === dot) continue;
      began = 0;
      add(dot);
    }
    draw();
  });
  const leave = (event) => {
    if (event.pointerId !== pointer) return;
    pointer = null;
    end = null;
    pressed = event.timeStamp;
    if (began && event.type === 'pointerup') undo();
    began = 0;
    draw();
  };
  for (const type of ['pointerup', 'pointercancel']) grid.addEventListener(type, leave);

  // What assistive tools and keys press; the click that ends a pointer's own way was counted there.
  grid.addEventListener('click', (event) => {
    const dot = Number(event.target.closest('.dot')?.dataset.dot);
    if (dot && (event.detail === 0 || event.timeStamp - pressed > 500)) press(dot);
  });
  const move = (from, to) => {
    from.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  };
  grid.addEventListener('keydown', (event) => {
    const here = dots.indexOf(event.target.closest('.dot'));
    if (here < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const column = here % side;
    const steps = {
      ArrowLeft: column > 0 ? -1 : 0,
      ArrowRight: column < side - 1 ? 1 : 0,
      ArrowUp: here >= side ? -side : 0,
      ArrowDown: here < dots.length - side ? side : 0,
      Home: -column,
      End: side - 1 - column,
    };
    if (event.key === 'Backspace' || event.key === 'Delete') undo();
    else if (event.key in steps) move(dots[here], dots[here + steps[event.key]]);
    else return;
    event.preventDefault();
  });
  grid.addEventListener('focusin', (event) => {
    const to = event.target.closest('.dot');
    if (to) for (const dot of dots) dot.tabIndex = dot === to ? 0 : -1;
  });
  addEventListener('pageshow', () => field.dispatchEvent(new Event('input')));
}
