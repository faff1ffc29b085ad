'use strict';
const marked = () =>
    Array.from(document.querySelectorAll('input[type=radio]:checked')).filter(each => each.value);
const tell = () => { document.getElementById('marked').textContent = String(marked().length); };
document.addEventListener('change', tell);
tell();
document.getElementById('save').addEventListener('click', () => {
  const annotator = document.getElementById('annotator').value.trim() || 'reader';
  const lines = marked().map(
      each => JSON.stringify(Object.assign(JSON.parse(each.value), {annotator})) + '\n');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(lines, {type: 'application/x-ndjson'}));
  link.download = 'corrections.jsonl';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});
