// Texts of prompts and answers, with what differs marked.
import { h } from '../ui/dom.js';

/** A text whose runs [from, to] are marked. */
export function Marked({ text, marks }) {
  const parts = [];
  let at = 0;
  for (const [from, to] of marks) {
    parts.push(text.slice(at, from), h('mark', { key: from }, text.slice(from, to)));
    at = to;
  }
  parts.push(text.slice(at));
  return parts;
}

/** A text in a box of its own that keys can scroll. */
export function Said({ label, text, marks = [], code, raw }) {
  return text === ''
    ? h('p', { class: 'said note' }, 'Nothing was said.')
    : h('pre', { class: `said${code ? ' code' : ''}${raw ? ' raw' : ''}`, tabIndex: 0, role: 'region', 'aria-label': label }, h(Marked, { text, marks }));
}

/** A conversation, turn by turn. */
export function Turns({ turns }) {
  return turns.length === 0
    ? h('p', { class: 'note' }, 'The prompt is not stored any more, or could not be read.')
    : h('ol', { class: 'turns' }, turns.map((turn, i) => h('li', { key: i },
      h('span', { class: 'who' }, turn.role),
      h('div', null,
        (turn.text !== '' || !turn.rest) && h(Said, { label: `${turn.role}, turn ${i + 1}`, text: turn.text }),
        turn.rest && h(Said, { label: `What else turn ${i + 1} holds`, text: turn.rest, code: true })))));
}

/** An id in short, the whole on hover. */
export function Id({ id }) {
  return h('span', { class: 'mono', title: id }, id.slice(-8));
}

/** What is shown: this gateway's own at once, and what any stored as of the last look at the store. */
export function Shown({ shown }) {
  const time = (at) => new Date(at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
  return h('p', { class: 'note' },
    `This gateway since ${time(shown.since)}`,
    shown.stored_until ? `, and what all gateways stored until ${time(shown.stored_until)}, as far as memory reaches.` : '; what gateways stored is not looked at yet.',
    shown.stored_files_waiting > 0 && ` ${shown.stored_files_waiting} stored files are still to be read.`,
    shown.left_out > 0 && ` ${shown.left_out} were left out, as too many came at once.`);
}
