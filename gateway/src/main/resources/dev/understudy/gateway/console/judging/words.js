// Searches what was said for words, which no address holds: they are sent in bodies, and forgotten with the page.
import { h, useEffect, useRef, useState } from '../ui/dom.js';
import { announce } from '../ui/announce.js';
import { post } from '../ui/api.js';
import { count, counted, moment } from '../ui/format.js';
import { Badge, Trouble } from '../ui/parts.js';

const NOTHING = { words: '', asked: false, busy: false, rows: [], looked: 0, gone: 0, backTo: null, next: null, stop: null, problem: null };

const STOPS = {
  hits: 'stopped, as so many were found',
  exchanges: 'stopped, as so many were looked at',
  bytes: 'stopped, as so much was read',
  time: 'stopped, as it took so long',
};

/** The last search, of which exchanges were opened perhaps: {of: the filters, state}. */
let last = null;

/** How a search stands, in a sentence. */
function sentence(state) {
  if (state.busy) {
    return state.looked === 0 ? 'Searching.' : `Searching on; ${counted(state.looked, 'exchange')} so far.`;
  }
  const found = state.rows.length === 0 ? 'None found' : `${counted(state.rows.length, 'exchange')} found`;
  if (state.looked === 0) {
    return `${found}: there is no exchange as asked for above.`;
  }
  const reach = state.next
    ? `went back to ${moment(state.backTo)} and ${STOPS[state.stop] ?? 'stopped'}`
    : `went back to ${moment(state.backTo)}, the oldest there is`;
  const gone = state.gone > 0 ? ` ${count(state.gone)} of these could not be read: they are not stored yet, no more stored, or damaged.` : '';
  return `${found} among ${counted(state.looked, 'exchange')}; ${reach}.${gone}`;
}

/**
 * A search for words among the exchanges that a filter asks for. Another filter ends it, and so
 * does leaving the page.
 */
export function useWords(of, filter) {
  const [state, setState] = useState(() => (last?.of === of ? last.state : NOTHING));
  const [typed, setTyped] = useState(state.words);
  const asking = useRef(null);
  const put = (next) => {
    last = next.asked && (!next.busy || next.looked > 0) ? { of, state: { ...next, busy: false } } : null;
    setState(next);
  };
  const stop = () => {
    asking.current?.abort();
    asking.current = null;
  };
  const known = useRef(of);
  useEffect(() => {
    if (known.current !== of) {
      known.current = of;
      stop();
      last = null;
      setState(NOTHING);
    }
  }, [of]);
  useEffect(() => stop, []);
  const search = async (before) => {
    stop();
    const abort = new AbortController();
    asking.current = abort;
    put({ ...before, asked: true, busy: true, problem: null });
    announce('Searching.');
    const chosen = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
    const fields = { ...chosen, words: before.words, ...(before.next ? { after: before.next } : {}) };
    try {
      const page = await post('/console/api/exchanges/search', fields, { signal: abort.signal });
      const after = {
        ...before, asked: true, busy: false, problem: null,
        rows: [...before.rows, ...page.exchanges],
        looked: before.looked + page.looked_at,
        gone: before.gone + page.gone,
        backTo: page.back_to ?? before.backTo,
        next: page.next,
        stop: page.stopped_at,
      };
      put(after);
      announce(sentence(after));
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        put({ ...before, asked: true, busy: false, problem });
      }
    }
  };
  return {
    ...state,
    typed,
    type: setTyped,
    begin: () => {
      const words = typed.trim();
      if (words !== '') {
        search({ ...NOTHING, words });
      }
    },
    goOn: () => search(state),
    halt: () => {
      stop();
      put(state.looked > 0 ? { ...state, busy: false } : NOTHING);
    },
    end: () => {
      stop();
      put(NOTHING);
      setTyped('');
    },
  };
}

/** Where the words are written, and how the search stands. */
export function Words({ found }) {
  const field = useRef(null);
  const status = useRef(null);
  const goOn = () => {
    status.current?.focus(); // the button may go
    found.goOn();
  };
  const leave = (how) => () => {
    how();
    field.current?.focus();
  };
  return h('div', { class: 'words' },
    h('form', {
      class: 'filters', role: 'search', 'aria-label': 'Words in prompts and answers',
      onSubmit: (event) => { event.preventDefault(); found.begin(); },
    },
    h('label', null, 'Words in prompt or answer',
      h('input', {
        ref: field, type: 'search', value: found.typed, autocomplete: 'off', spellcheck: false, maxLength: 1000, 'aria-describedby': 'words-are',
        onInput: (event) => found.type(event.currentTarget.value),
      })),
    h('button', { type: 'submit', class: 'button', disabled: found.typed.trim() === '' }, 'Search'),
    found.asked && h('button', { type: 'button', class: 'button', 'data-kind': 'quiet', onClick: leave(found.busy ? found.halt : found.end) }, found.busy ? 'Stop' : 'Back to all'),
    h('span', { id: 'words-are', class: 'note' }, 'As they stand, in capitals or not, among the exchanges asked for above. The search is logged, the words are not.')),
    found.problem && h(Trouble, { problem: found.problem, again: goOn }),
    found.asked && h('p', { class: 'note', id: 'words-found', ref: status, tabIndex: -1, 'aria-busy': String(found.busy) },
      !found.problem && [!found.busy && found.next && h(Badge, { key: 'part', tone: 'warn' }, 'not all were looked at'), ' ', sentence(found)]),
    found.asked && !found.busy && !found.problem && found.next
      && h('p', null, h('button', { type: 'button', class: 'button', onClick: goOn }, 'Search further back')));
}
