// All routes, and one of them.
import { h } from '../ui/dom.js';
import { count, percent } from '../ui/format.js';
import { useLive } from '../ui/live.js';
import { Ago, Card, Empty, StateBadge } from '../ui/parts.js';
import { address } from '../ui/router.js';
import { Table } from '../ui/table.js';
import { OutcomeBadge } from './outcome.js';
import { RoutePage } from './route.js';

const differs = (route) => route.evidence?.metrics.find((one) => one.metric === 'different');

function Rate({ metric }) {
  if (!metric) {
    return '–';
  }
  return metric.observations === 0 ? h('span', { class: 'note' }, 'nothing yet') : [
    percent(metric.rate), ' ', h('span', { class: 'note' }, `${percent(metric.rate_low)} to ${percent(metric.rate_high)}`),
  ];
}

function Share({ route }) {
  if (route.share == null) {
    return '–';
  }
  return h('span', null, route.share,
    h('span', { class: 'meter', 'aria-hidden': 'true' }, h('i', { style: { width: route.share } })));
}

const columns = [
  { key: 'name', title: 'Route', head: true, value: (r) => r.name, cell: (r) => h('a', { href: address(['routes', r.name]) }, r.name) },
  { key: 'launch', title: 'Launch', value: (r) => r.launch.join(' + '), cell: (r) => r.launch.join(' + ') },
  {
    key: 'who', title: 'Teacher and student', value: (r) => r.teacher,
    cell: (r) => [h('span', { class: 'teacher' }, r.teacher), r.student && [' → ', h('span', { class: 'student' }, r.student)]],
  },
  { key: 'state', title: 'State', value: (r) => r.state, cell: (r) => h(StateBadge, { state: r.state }) },
  { key: 'share', title: 'Share', number: true, value: (r) => (r.share == null ? null : parseFloat(r.share)), cell: (r) => h(Share, { route: r }) },
  { key: 'differs', title: 'Differs', number: true, value: (r) => differs(r)?.rate, cell: (r) => h(Rate, { metric: differs(r) }) },
  { key: 'limit', title: 'Limit', number: true, value: (r) => differs(r)?.limit, cell: (r) => percent(differs(r)?.limit) },
  { key: 'verdict', title: 'Evidence', value: (r) => r.evidence?.outcome, cell: (r) => (r.evidence ? h(OutcomeBadge, { outcome: r.evidence.outcome }) : '–') },
  {
    key: 'seen', title: 'Observations', number: true, value: (r) => r.evidence?.metrics[0]?.observations_in_all,
    cell: (r) => count(r.evidence?.metrics[0]?.observations_in_all),
  },
  { key: 'since', title: 'Last move', value: (r) => r.since, cell: (r) => h(Ago, { at: r.since }) },
];

function Overview() {
  const { overview } = useLive();
  if (!overview) {
    return h('p', { class: 'note' }, 'Waiting for the gateway.');
  }
  const named = overview.routes.filter((route) => route.name !== 'default');
  return [
    overview.rules.problems.length > 0 && h('div', { class: 'banner', 'data-tone': 'warn' },
      h('p', null, 'The newest edit of the rules has problems and is not in force. ', h('a', { href: address(['rules']) }, 'See the rules'))),
    h(Card, null, h(Table, {
      caption: 'Routes, in the order of the rules', hideCaption: true, columns, rows: overview.routes, keyOf: (route) => route.name,
    }),
    named.length === 0 && h(Empty, { title: 'All requests go to the teacher and are recorded.' },
      'To let a student rehearse, write rules and start the gateway with ', h('code', null, '--rules rules.yaml'), '.')),
  ];
}

export function Page({ parts, query }) {
  if (parts[1] != null) {
    return h(RoutePage, { name: parts[1], query });
  }
  return h('div', { class: 'stack' },
    h('div', { class: 'head' }, h('h1', null, 'Routes'),
      h('p', { class: 'sub' }, 'How each student stands, over all gateways; at most two seconds old.')),
    h(Overview));
}
