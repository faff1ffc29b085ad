// Says things to screen readers without moving the focus.
import { h, useEffect, useState } from './dom.js';

const hearers = new Set();

/** Says a sentence when whoever listens has time. */
export function announce(sentence) {
  hearers.forEach((hear) => hear(sentence));
}

/** Where announcements appear; once in the frame. */
export function Announcer() {
  const [said, setSaid] = useState({ text: '', turn: 0 });
  useEffect(() => {
    const hear = (text) => setSaid((before) => ({ text, turn: before.turn + 1 }));
    hearers.add(hear);
    return () => hearers.delete(hear);
  }, []);
  // The same sentence twice is said twice: a no-break space makes it another text.
  return h('div', { class: 'visually-hidden', 'aria-live': 'polite', role: 'status', id: 'said' },
    said.text + (said.turn % 2 ? '\u00a0' : ''));
}
