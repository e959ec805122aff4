// The list of recovery codes as a copy, a file and a print.
const list = document.querySelector('#recovery-codes');
if (list) {
  const tool = (name) => document.querySelector(`#recovery-${name}`);
  const text = () =>
    [list.dataset.heading, '', ...[...list.children].map((code) => code.textContent.trim()), ''].join('\n');
  const copy = tool('copy');
  const label = copy.textContent;
  copy.hidden = !navigator.clipboard;
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text());
    copy.textContent = copy.dataset.done;
    setTimeout(() => { copy.textContent = label; }, 2000);
  });
  tool('download').addEventListener('click', () => {
    const address = URL.createObjectURL(new Blob([text()], { type: 'text/plain' }));
    Object.assign(document.createElement('a'), { href: address, download: list.dataset.file }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  });
  tool('print').addEventListener('click', () => print());
  tool('tools').hidden = false;
}
