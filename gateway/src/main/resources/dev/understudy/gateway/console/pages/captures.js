// What is captured: how it fares, and the exchanges themselves.
import { h, useEffect, useMemo, useRef, useState } from '../ui/dom.js';
import { get, me, useJson } from '../ui/api.js';
import { Typed } from '../ui/fields.js';
import { bytes, count, counted, millis, moment, words } from '../ui/format.js';
import { useLive } from '../ui/live.js';
import { Ago, Badge, Card, Empty, Facts, Trouble } from '../ui/parts.js';
import { address, replace } from '../ui/router.js';
import { Table } from '../ui/table.js';
import { Exchange } from '../judging/exchange.js';
import { Id, Marked, Shown } from '../judging/text.js';
import { Words, useWords } from '../judging/words.js';

const EVERY_MILLIS = 3000;
const FILTERS = ['route', 'role', 'outcome', 'status', 'app', 'user', 'answered_by', 'path', 'id', 'since', 'until'];
const ROLES = ['primary', 'shadow', 'echo', 'escalated'];
const OUTCOMES = ['complete', 'upstream_error', 'upstream_truncated', 'client_gone', 'timeout', 'refused'];

export function Page({ parts, query }) {
  return parts[1] ? h(Exchange, { id: parts[1] }) : h('div', { class: 'stack' },
    h('div', { class: 'head' }, h('h1', null, 'Captures')),
    h(Fares),
    h(Exchanges, { query }));
}

/** How many entries a second are offered, as of the last two answers. */
function useRate(data) {
  const before = useRef(null);
  const [rate, setRate] = useState(null);
  useEffect(() => {
    if (data) {
      const now = { at: performance.now(), offered: data.offered };
      const { current } = before;
      if (current && now.at > current.at) {
        setRate((1000 * (now.offered - current.offered)) / (now.at - current.at));
      }
      before.current = now;
    }
  }, [data]);
  return rate;
}

function Fares() {
  const { data, problem, again } = useJson('/captures', EVERY_MILLIS);
  const rate = useRate(data);
  if (!data) {
    return problem ? h(Trouble, { problem, again }) : h('p', { class: 'note' }, 'Looking.');
  }
  const drops = Object.entries(data.dropped);
  const dropped = drops.reduce((sum, [, number]) => sum + number, 0);
  const troubles = [data.write_problem, data.drain_problem].filter(Boolean);
  const tables = Object.entries(data.tables).map(([name, table]) => ({ name, ...table }));
  const number = (key, title) => ({ key, title, number: true, value: (row) => row[key], cell: (row) => count(row[key]) });
  return h(Card, {
    title: 'How capture fares at this gateway',
    aside: h(Badge, { tone: troubles.length ? 'bad' : dropped ? 'warn' : 'good' }, troubles.length ? 'degraded' : dropped ? 'records were dropped' : 'all is kept'),
  },
  problem && h(Trouble, { problem, again }),
  troubles.map((text) => h('p', { key: text, class: 'banner', 'data-tone': 'bad', role: 'alert' }, text)),
  h(Facts, {
    facts: [
      ['Rate', rate == null ? '–' : `${rate > 0 && rate < 10 ? rate.toFixed(1) : count(rate)} a second`],
      ['Behind by', millis(data.drain_lag_ms), 'the oldest record not yet in the store'],
      ['Spool', bytes(data.spool_bytes), counted(data.segments, 'segment')],
      ['Dropped', count(dropped), drops.filter(([, n]) => n > 0).map(([why, n]) => `${words(why)} ${count(n)}`).join(', ') || 'since the start'],
      data.damaged_segments > 0 && ['Damaged segments', count(data.damaged_segments), 'in the spool, for a person to look at'],
    ],
  }),
  h('p', { class: 'note' }, 'Store: ', h('span', { class: 'mono' }, data.store)),
  h(Table, {
    caption: 'Where every record went: offered = pending + spooled + stored + dropped',
    columns: [
      { key: 'name', title: 'Table', head: true, cell: (row) => row.name },
      number('offered', 'Offered'), number('pending', 'Pending'), number('spooled', 'Spooled'), number('stored', 'Stored'), number('dropped', 'Dropped'),
    ],
    rows: tables,
    keyOf: (row) => row.name,
  }));
}

const COLUMNS = [
  { key: 'id', title: 'Exchange', head: true, cell: (row) => h('a', { href: address(['captures', row.id]) }, h(Id, { id: row.id })) },
  { key: 'received_at', title: 'Received', value: (row) => row.received_at, cell: (row) => h(Ago, { at: row.received_at }) },
  { key: 'route', title: 'Route', value: (row) => row.route, cell: (row) => row.route },
  { key: 'role', title: 'Role', value: (row) => row.role, cell: (row) => row.role },
  { key: 'upstream', title: 'Upstream', value: (row) => row.upstream, cell: (row) => [row.upstream, row.model && h('small', { key: 'model', class: 'note' }, ` ${row.model}`)] },
  { key: 'app', title: 'App', value: (row) => row.app, cell: (row) => row.app ?? '–' },
  { key: 'status', title: 'Status', number: true, value: (row) => row.status, cell: (row) => row.status || 'none' },
  { key: 'outcome', title: 'Outcome', value: (row) => row.outcome, cell: (row) => (row.outcome === 'complete' ? words(row.outcome) : h(Badge, { tone: 'bad' }, words(row.outcome))) },
  { key: 'first_byte_ms', title: 'First byte', number: true, value: (row) => row.first_byte_ms, cell: (row) => millis(row.first_byte_ms) },
  { key: 'duration_ms', title: 'Whole', number: true, value: (row) => row.duration_ms, cell: (row) => millis(row.duration_ms) },
  { key: 'bytes', title: 'Size', number: true, value: (row) => row.bytes, cell: (row) => bytes(row.bytes) },
];

/** Of those that a search found: what was found in place of sizes and times. */
const FOUND = [
  COLUMNS[0],
  { key: 'excerpt', title: 'Where it is said', cell: (row) => h('span', { class: 'excerpt' }, h('span', { class: 'note' }, `${row.found_in}: `), h(Marked, { text: row.excerpt, marks: row.marks })) },
  ...COLUMNS.slice(1).filter(({ key }) => !['first_byte_ms', 'duration_ms', 'bytes'].includes(key)),
];

function Exchanges({ query }) {
  const filter = useMemo(() => Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? ''])), [query.toString()]);
  const search = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== '')).toString();
  const { data, problem, again } = useJson(`/console/api/exchanges?${search}`);
  const [older, setOlder] = useState({ of: null, rows: [], next: null });
  const set = (changed) => replace(address(['captures'], { ...filter, ...(me?.prompts ? {} : { user: '' }), ...changed }));
  const extended = older.of === data ? older : { of: data, rows: [], next: data?.next };
  const found = useWords(search, filter);
  const more = async () => {
    const page = await get(`/console/api/exchanges?${search}&after=${encodeURIComponent(extended.next)}`);
    setOlder({ of: data, rows: [...extended.rows, ...page.exchanges], next: page.next });
  };
  return h(Card, { title: 'Exchanges lately', aside: h('button', { type: 'button', class: 'button', onClick: again }, 'Look again') },
    h(Filters, { filter, set }),
    me?.prompts && h(Words, { found }),
    found.asked ? found.rows.length > 0 && h(Table, {
      caption: 'Exchanges with these words, the newest first', hideCaption: true, columns: FOUND, rows: found.rows, keyOf: (row) => row.id,
    }) : h(List, { data, problem, again, search, extended, more }));
}

function List({ data, problem, again, search, extended, more }) {
  return h('div', { class: 'stack' },
    problem && h(Trouble, { problem, again }),
    data && h('div', { class: 'stack' },
      h(Table, {
        caption: 'Exchanges lately, the newest first', hideCaption: true, columns: COLUMNS, rows: [...data.exchanges, ...extended.rows], keyOf: (row) => row.id,
        empty: h(Empty, { title: 'No exchange' }, search ? 'None is as asked for. Ask for less.' : 'Point an application at a gateway, and its calls come here.'),
      }),
      extended.next && h('button', { type: 'button', class: 'button', onClick: more }, 'Older ones'),
      h(Shown, { shown: data.shown })));
}

function Filters({ filter, set }) {
  const { overview } = useLive();
  const typed = (name) => ({ name, value: filter[name], onAsk: (value) => set({ [name]: value }) });
  const chosen = (title, name, options) => h('label', null, title,
    h('select', { name, value: filter[name], onChange: (event) => set({ [name]: event.currentTarget.value }) },
      h('option', { value: '' }, 'any'),
      options.map((option) => h('option', { key: option, value: option }, words(option)))));
  return h('form', { class: 'filters', onSubmit: (event) => event.preventDefault(), 'aria-label': 'Which are shown' },
    h('label', { class: 'short' }, 'Id, its beginning or end', h(Typed, typed('id'))),
    chosen('Route', 'route', overview?.routes.map((route) => route.name) ?? []),
    chosen('Role', 'role', ROLES),
    chosen('Outcome', 'outcome', OUTCOMES),
    h('label', { class: 'short' }, 'Status (404, 5xx)', h(Typed, typed('status'))),
    h('label', { class: 'short' }, 'App', h(Typed, typed('app'))),
    me?.prompts && h('label', { class: 'short' }, 'User', h(Typed, typed('user'))),
    h('label', { class: 'short' }, 'Upstream or model', h(Typed, typed('answered_by'))),
    h('label', { class: 'short' }, 'Part of the path', h(Typed, typed('path'))),
    h('label', null, 'Since',
      h('select', { value: filter.since ? 'some' : '', onChange: (event) => set({ since: event.currentTarget.value && new Date(Date.now() - event.currentTarget.value * 60_000).toISOString() }) },
        [['', 'ever'], ['5', '5 minutes'], ['60', 'an hour'], ...(filter.since ? [['some', new Date(filter.since).toLocaleString('en')]] : [])]
          .map(([value, text]) => h('option', { key: value, value }, text)))),
    h('label', null, 'Until',
      h(Typed, {
        name: 'until', type: 'datetime-local', value: filter.until && moment(filter.until).slice(0, 16).replace(' ', 'T'),
        onAsk: (value) => set({ until: value && new Date(value).toISOString() }),
      })));
}
