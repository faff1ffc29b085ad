// Says things to screen readers without moving the focus.
import { h, useEffect, useState } from './dom.js';

/** So many sentences stay to be read; by then the older ones were said. */
const MOST_KEPT = 8;

const hearers = new Set();
let number = 0;

/** Says a sentence when whoever listens has time, after those that were announced before. */
export function announce(sentence) {
  number += 1;
  const said = { sentence, number };
  hearers.forEach((hear) => hear(said));
}

/**
 * Where announcements appear; once in the frame. Each is an element of its own that is added, so
 * that several at once are all said, and the same sentence twice is said twice; the newest one has
 * the id `said`.
 */
export function Announcer() {
  const [all, setAll] = useState([]);
  useEffect(() => {
    const hear = (said) => setAll((before) => [...before, said].slice(-MOST_KEPT));
    hearers.add(hear);
    return () => hearers.delete(hear);
  }, []);
  return h('div', {
    class: 'visually-hidden', role: 'log', 'aria-live': 'polite', 'aria-atomic': 'false', 'aria-relevant': 'additions', 'aria-label': 'News',
  }, all.map((said, i) => h('p', { key: said.number, id: i === all.length - 1 ? 'said' : undefined }, said.sentence)));
}
