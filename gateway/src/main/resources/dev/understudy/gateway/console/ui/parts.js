// Small parts: badges, times, empty states, problems.
import { h, useEffect, useState } from './dom.js';
import { ago, moment } from './format.js';

const SIGNS = { good: '✓', warn: '!', bad: '✕', info: '●', none: '○' };

/** A word with a tone: good, warn, bad, info or none. The sign says it to those who see no colour. */
export function Badge({ tone = 'none', children }) {
  return h('span', { class: 'badge', 'data-tone': tone }, h('span', { 'aria-hidden': 'true' }, SIGNS[tone]), children);
}

const STATES = { running: 'info', done: 'good', paused: 'warn', rolled_back: 'bad' };

/** How a rollout stands. */
export function StateBadge({ state }) {
  return state == null
    ? h(Badge, null, 'teacher only')
    : h(Badge, { tone: STATES[state] ?? 'none' }, state.replaceAll('_', ' '));
}

/** The time now, which moves on every so many milliseconds. */
export function useNow(everyMillis = 10_000) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMillis);
    return () => clearInterval(timer);
  }, [everyMillis]);
  return now;
}

/** How long ago something was, with the moment itself on hover. */
export function Ago({ at }) {
  const now = useNow();
  if (at == null) {
    return '–';
  }
  const time = new Date(at);
  return h('time', { datetime: time.toISOString(), title: moment(time) }, ago(time, Math.max(now, Date.now())));
}

/** Nothing is there, and what to do about it. */
export function Empty({ title, children }) {
  return h('div', { class: 'empty' }, h('strong', null, title), children);
}

/** Something went wrong, in the gateway's words. */
export function Trouble({ problem, again }) {
  return h('div', { class: 'banner', 'data-tone': 'bad', role: 'alert' },
    h('p', null, problem.message),
    again && h('p', null, h('button', { type: 'button', class: 'button', onClick: again }, 'Try again')));
}

/** Some of several, of which one is chosen: {value, text}[]. */
export function Choice({ label, options, value, onChoose }) {
  return h('span', { class: 'choice', role: 'group', 'aria-label': label },
    options.map((option) => h('button', {
      key: option.value, type: 'button', 'aria-pressed': String(option.value === value), onClick: () => onChoose(option.value),
    }, option.text)));
}

/** A section with a heading. */
export function Card({ title, aside, children, level = 2 }) {
  return h('section', { class: 'card' },
    title && h('header', null, h(`h${level}`, null, title), h('span', { class: 'grow' }), aside),
    children);
}

/** Names and values: [name, value, remark][]. */
export function Facts({ facts }) {
  return h('dl', { class: 'facts' }, facts.filter(Boolean).map(([name, value, remark]) => h('div', { key: name },
    h('dt', null, name),
    h('dd', null, value, remark && h('small', null, remark)))));
}
