// A picture may be dropped and pasted, too; the file field carries it in every case.
const drop = document.querySelector('#drop');
if (drop) {
  const input = drop.querySelector('input');
  const said = drop.querySelector('[role="status"]');
  const look = () => {
    const [file] = input.files;
    const large = file?.size > drop.dataset.max;
    if (large) input.value = '';
    said.classList.toggle('bad', Boolean(large));
    said.textContent = large ? drop.dataset.large : file?.name ?? '';
  };
  const take = (event, files) => {
    if (!files?.length) return;
    event.preventDefault();
    const one = new DataTransfer();
    one.items.add(files[0]);
    input.files = one.files;
    look();
    input.focus();
  };
  input.addEventListener('change', look);
  document.addEventListener('paste', (event) => take(event, event.clipboardData?.files));
  // A file that misses the field must not replace the page.
  for (const kind of ['dragover', 'drop']) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle('over', kind === 'dragover' && drop.contains(event.target));
    });
  }
  drop.addEventListener('drop', (event) => take(event, event.dataTransfer?.files));
  for (const hint of drop.querySelectorAll('[data-script]')) hint.hidden = false;
}
