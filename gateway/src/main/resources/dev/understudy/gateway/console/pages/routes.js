// All routes and how they stand.
import { h } from '../ui/dom.js';
import { count, percent } from '../ui/format.js';
import { useLive } from '../ui/live.js';
import { Ago, Card, Empty, StateBadge } from '../ui/parts.js';
import { address } from '../ui/router.js';
import { Table } from '../ui/table.js';

const metric = (route, word) => route.evidence?.metrics.find((one) => one.metric === word);

const columns = [
  { key: 'name', title: 'Route', head: true, value: (r) => r.name, cell: (r) => h('a', { href: address(['routes', r.name]) }, r.name) },
  { key: 'launch', title: 'Launch', value: (r) => r.launch.join(' + '), cell: (r) => r.launch.join(' + ') },
  { key: 'state', title: 'State', value: (r) => r.state, cell: (r) => h(StateBadge, { state: r.state }) },
  { key: 'share', title: 'Share', number: true, value: (r) => parseFloat(r.share), cell: (r) => r.share ?? '–' },
  { key: 'differs', title: 'Differs', number: true, value: (r) => metric(r, 'different')?.rate, cell: (r) => percent(metric(r, 'different')?.rate) },
  { key: 'seen', title: 'Observations', number: true, value: (r) => r.evidence?.metrics[0]?.observations_in_all, cell: (r) => count(r.evidence?.metrics[0]?.observations_in_all) },
  { key: 'since', title: 'Since', value: (r) => r.since, cell: (r) => h(Ago, { at: r.since }) },
];

export function Page() {
  const { overview } = useLive();
  return h('div', { class: 'stack' },
    h('div', { class: 'head' }, h('h1', null, 'Routes')),
    !overview ? h('p', { class: 'note' }, 'Waiting for the gateway.')
      : h(Card, null, h(Table, {
        caption: 'Routes, in the order of the rules', hideCaption: true, columns, rows: overview.routes, keyOf: (r) => r.name,
        empty: h(Empty, { title: 'No routes' }, 'Name some in the rules.'),
      })));
}
