// One route: how far its student has come, what is known of it, and the moves by hand.
import { h, useEffect, useRef, useState } from '../ui/dom.js';
import { may, post, useJson } from '../ui/api.js';
import { announce } from '../ui/announce.js';
import { Confirm } from '../ui/dialog.js';
import { count, counted, dollars, millis, percent, strength, words } from '../ui/format.js';
import { useLive } from '../ui/live.js';
import { Ago, Card, Choice, Empty, Facts, StateBadge, Trouble } from '../ui/parts.js';
import { Plot } from '../ui/plot.js';
import { address, replace } from '../ui/router.js';
import { Table } from '../ui/table.js';
import { pages } from '../pages.js';
import { OutcomeBadge } from './outcome.js';

const EVERY_MILLIS = 5000;

const MOVES = {
  pause: {
    verb: 'Pause', title: (name) => `Pause ${name}?`,
    tells: 'Its share stays as it is, whatever the evidence says. Evidence is gathered still.',
  },
  'roll-back': {
    verb: 'Roll back', danger: true, title: (name) => `Roll back ${name}?`,
    tells: 'The student gets no requests from now on; the teacher answers all. Rehearsals go on.',
  },
  resume: {
    verb: 'Resume', title: (name) => `Resume ${name}?`,
    tells: 'It runs again from the share of the rules, and the evidence begins anew.',
  },
};

function possible(state) {
  return {
    running: ['pause', 'roll-back'], done: ['pause', 'roll-back'], paused: ['resume', 'roll-back'], rolled_back: ['resume'],
  }[state] ?? [];
}

/** Moves are made on what was seen when they were asked for: whoever was faster is not undone unseen. */
function MoveButtons({ route, again }) {
  const [asked, setAsked] = useState(null);
  const [seen, setSeen] = useState(route);
  if (!may('operator') || !route.state) {
    return null;
  }
  const move = asked && MOVES[asked];
  const ask = (action) => {
    setSeen(route);
    setAsked(action);
  };
  const make = async (reason) => {
    try {
      const after = await post(`/routes/${encodeURIComponent(route.name)}/${asked}`, { ...(reason && { reason }), since: seen.since });
      announce(`${route.name} is ${words(after.state)}, share ${after.share}.`);
      again();
    } catch (problem) {
      if (problem.answer?.route?.since) {
        setSeen(problem.answer.route); // who confirms once more has seen this
        again();
      }
      throw problem;
    }
  };
  return h('div', { class: 'buttons' },
    possible(route.state).map((action) => h('button', {
      key: action, type: 'button', class: 'button', 'data-kind': MOVES[action].danger ? 'danger' : undefined, onClick: () => ask(action),
    }, `${MOVES[action].verb}…`)),
    move && h(Confirm, {
      title: move.title(route.name), verb: move.verb, danger: move.danger, onClose: () => setAsked(null),
      onConfirm: make,
    }, h('p', null, move.tells), h('p', { class: 'note' }, `It is ${words(seen.state)} with a share of ${seen.share}.`)));
}

function Steps({ route }) {
  const share = parseFloat(route.share);
  return h('ol', { class: 'steps', 'aria-label': 'Steps' }, route.steps.map((step) => {
    const is = parseFloat(step) === share ? 'now' : parseFloat(step) < share ? 'past' : 'to come';
    return h('li', { key: step, 'data-is': is, 'aria-current': is === 'now' ? 'step' : undefined }, step);
  }));
}

const moveColumns = [
  { key: 'at', title: 'When', cell: (m) => h(Ago, { at: m.at }), value: (m) => m.at },
  { key: 'action', title: 'Move', head: true, cell: (m) => words(m.action), value: (m) => m.action },
  { key: 'share', title: 'Share', cell: (m) => (m.from === m.to ? m.to : `${m.from} → ${m.to}`) },
  { key: 'by', title: 'By', cell: (m) => m.by, value: (m) => m.by },
  { key: 'reason', title: 'Reason', cell: (m) => m.reason },
];

function ShareCard({ route, data }) {
  const over = data.share_over_time;
  return h(Card, { title: 'Share', aside: h(Steps, { route }) },
    h(Facts, {
      facts: [
        ['Share now', route.share, `${route.share_of_rules} by the rules`],
        ['Last move', h(Ago, { at: route.since }), `by ${route.by}`],
        ['Why', h('span', { class: 'reason' }, route.reason)],
      ],
    }),
    over.t.length > 1 && h(Plot, {
      label: `Share of ${route.name}'s student over time, now ${route.share}.`, x: over.t, format: percent, max: 0.01, height: 120,
      series: [{ label: 'share', values: over.share, colour: 'student', stepped: 1, fill: 'student-soft' }],
    }),
    h('h3', { class: 'gap' }, 'History'),
    h(Table, { caption: `Moves of ${route.name}, the newest first`, hideCaption: true, columns: moveColumns, rows: data.moves, keyOf: (m) => m.at + m.action }));
}

function aligned(x, y, at) {
  // Noise is looked at on its own clock: the last value known at each time.
  let i = -1;
  return at.map((time) => {
    while (i + 1 < x.length && x[i + 1] <= time + 0.5) {
      i += 1;
    }
    return i < 0 ? null : y[i];
  });
}

function DifferingCard({ route, data }) {
  const over = data.evidence_over_time.different;
  const metric = route.evidence?.metrics.find((one) => one.metric === 'different');
  const noise = data.noise;
  if (!metric) {
    return h(Card, { title: 'Disagreement' }, h(Empty, { title: 'Disagreement is not watched.' },
      'Give the route a ', h('code', null, 'gate: {different: {max: 5%}}'), ' and a ', h('code', null, 'dark'), ' launch.'));
  }
  const shares = data.share_over_time;
  const noisy = over && noise.seen > 0 ? aligned(shares.t, shares.echo_rate, over.t) : null;
  return h(Card, {
    title: 'Disagreement',
    aside: pages.some((page) => page.part === 'differences') && h('a', { href: address(['differences', route.name]) }, 'Look at the differences'),
  },
  h(Facts, {
    facts: [
      ['Student differs', percent(metric.rate), `${count(metric.bad)} of ${count(metric.observations)} in this step; ${percent(metric.rate_low)} to ${percent(metric.rate_high)}`],
      ['Limit', percent(metric.limit), 'at most so many may differ'],
      ['Teacher’s own noise', noise.seen ? percent(noise.rate) : '–', noise.seen
        ? `${count(noise.different)} of ${count(noise.seen)} echoes of this gateway since it began; ${percent(noise.low)} to ${percent(noise.high)}`
        : noise.echo ? `no echo here since this gateway began; ${noise.echo} of requests are asked twice` : 'never asked twice; set launch.dark.echo'],
    ],
  }),
  over && over.t.length > 1
    ? h(Plot, {
      label: `Rate at which ${route.name}'s student differs since the evidence began, now ${percent(over.rate[over.rate.length - 1])}, limit ${percent(metric.limit)}.`,
      x: over.t, format: percent, max: metric.limit * 1.15, height: 210,
      series: [
        { label: 'up to', values: over.high, colour: 'student', thin: true, broken: true },
        { label: 'from', values: over.low, colour: 'student', thin: true, broken: true },
        { label: 'differs', values: over.rate, colour: 'student', broken: true },
        { label: 'limit', values: over.t.map(() => metric.limit), colour: 'bad', dash: [6, 4], thin: true },
        ...(noisy ? [{ label: 'teacher’s noise', values: noisy, colour: 'noise', dash: [2, 3] }] : []),
      ],
      bands: [{ between: [1, 2], fill: 'student-soft' }],
    })
    : h(Empty, { title: 'Nothing to draw yet.' }, 'A point is kept every ten seconds.'),
  h('p', { class: 'note' }, `The band holds the true rate with a confidence of ${percent(1 - route.evidence.alpha)}, at all looks at once; over all gateways, since the evidence began `, h(Ago, { at: route.evidence.begun }), '. Where it began anew the lines are parted.'));
}

function Proof({ wealth, shownAt, tone }) {
  const part = Math.max(0, Math.min(1, Math.log(Math.max(1e-9, wealth)) / Math.log(shownAt)));
  return h('span', { title: `${strength(wealth)} of the ${strength(shownAt)} needed` },
    `${strength(wealth)} of ${strength(shownAt)}`,
    h('span', { class: 'meter', 'aria-hidden': 'true' }, h('i', { style: { width: `${part * 100}%`, background: `var(--${tone})` } })));
}

const evidenceColumns = [
  { key: 'metric', title: 'Metric', head: true, cell: (m) => m.metric },
  { key: 'limit', title: 'Limit', number: true, cell: (m) => percent(m.limit) },
  { key: 'rate', title: 'Rate in this step', number: true, cell: (m) => percent(m.rate) },
  { key: 'lies', title: 'Lies within', number: true, cell: (m) => `${percent(m.rate_low)} to ${percent(m.rate_high)}` },
  { key: 'seen', title: 'Bad of observations', number: true, cell: (m) => `${count(m.bad)} of ${count(m.observations)}` },
  { key: 'all', title: 'In all', number: true, cell: (m) => `${count(m.bad_in_all)} of ${count(m.observations_in_all)}` },
  { key: 'harm', title: 'Proof of harm', number: true, cell: (m) => h(Proof, { wealth: m.harm_wealth, shownAt: m.harm_shown_at, tone: 'bad' }) },
  { key: 'pass', title: 'Proof of good', number: true, cell: (m) => h(Proof, { wealth: m.pass_wealth, shownAt: m.pass_shown_at, tone: 'good' }) },
];

function EvidenceCard({ route }) {
  if (!route.evidence) {
    return h(Card, { title: 'Evidence' }, h(Empty, { title: 'No gate.' }, 'Without a ', h('code', null, 'gate'), ' nothing but people moves this route.'));
  }
  const { evidence } = route;
  return h(Card, { title: 'Evidence against its limits', aside: h(OutcomeBadge, { outcome: evidence.outcome }) },
    h(Table, { caption: 'Evidence by metric', hideCaption: true, columns: evidenceColumns, rows: evidence.metrics, keyOf: (m) => m.metric }),
    h('p', { class: 'note' },
      'A proof is a bet’s winnings: harm is shown when one metric’s reach what is needed, good when every metric’s do.',
      evidence.budget ? ` After ${count(evidence.budget)} observations in a step an open question is called undecided.` : ''));
}

const SIDES = { teacher: 'teacher', student: 'student' };

/** The share of answers in each class of both sides, over the same classes. */
function density(spreads, kind) {
  const sides = Object.keys(SIDES).filter((side) => spreads[side]?.[kind].count > 0);
  const bounds = [...new Set(sides.flatMap((side) => spreads[side][kind].to_ms.map((ms) => ms.toPrecision(6))))].map(Number).sort((a, b) => a - b);
  return {
    bounds,
    series: sides.map((side) => {
      const { to_ms: to, counts, count: all } = spreads[side][kind];
      const known = new Map(to.map((ms, i) => [ms.toPrecision(6), counts[i] / all]));
      return { label: side, colour: side, stepped: -1, values: bounds.map((ms) => known.get(ms.toPrecision(6)) ?? 0) };
    }),
  };
}

const roleOf = { primary: 'to clients', shadow: 'rehearsing', echo: 'asked twice', escalated: 'withheld' };

function laneColumns(kind) {
  return [
    { key: 'who', title: 'Upstream', head: true, cell: (l) => l.upstream, value: (l) => l.upstream },
    { key: 'role', title: 'Answers', cell: (l) => roleOf[l.role] ?? l.role, value: (l) => l.role },
    { key: 'count', title: 'Timed', number: true, cell: (l) => count(l[kind].count), value: (l) => l[kind].count },
    { key: 'p50', title: 'Median', number: true, cell: (l) => millis(l[kind].p50), value: (l) => l[kind].p50 },
    { key: 'p90', title: '9 in 10', number: true, cell: (l) => millis(l[kind].p90), value: (l) => l[kind].p90 },
    { key: 'p99', title: '99 in 100', number: true, cell: (l) => millis(l[kind].p99), value: (l) => l[kind].p99 },
    { key: 'max', title: 'Longest', number: true, cell: (l) => millis(l[kind].max), value: (l) => l[kind].max },
  ];
}

function LatencyCard({ route, data }) {
  const [kind, setKind] = useState('duration');
  const { bounds, series } = density(data.spreads, kind);
  const busiest = (upstream) => data.lanes.filter((lane) => lane.upstream === upstream).sort((a, b) => b.seen - a.seen)[0];
  const lanes = [['teacher', busiest(route.teacher)], ['student', route.student && busiest(route.student)]].filter(([, lane]) => lane);
  const track = lanes[0]?.[1].track;
  const p50 = kind === 'duration' ? 'p50' : 'first_p50';
  const p90 = kind === 'duration' ? 'p90' : 'first_p90';
  return h(Card, {
    title: 'Latency', aside: h(Choice, {
      label: 'What is timed', value: kind, onChoose: setKind,
      options: [{ value: 'duration', text: 'Whole answer' }, { value: 'first_byte', text: 'First byte' }],
    }),
  },
  bounds.length === 0 ? h(Empty, { title: 'No answer within the last hour to draw.' }, 'Those of the last ten seconds come next.') : [
    h('h3', null, 'How answers of the last hour are spread'),
    h(Plot, {
      label: `Share of answers by ${kind === 'duration' ? 'duration' : 'time to the first byte'}.`, xTitle: 'Up to',
      x: bounds, xFormat: millis, logarithmic: true, format: percent, series, height: 150,
    }),
    h(Table, { caption: `Durations by upstream`, hideCaption: true, columns: laneColumns(kind), rows: data.lanes, keyOf: (l) => l.upstream + l.role }),
    track && track.t.length > 1 && [
      h('h3', { class: 'gap' }, 'Over time'),
      h(Plot, {
        label: 'Median and 9 in 10 of teacher and student over time.', x: track.t, format: millis, height: 150,
        series: lanes.flatMap(([side, lane]) => [
          { label: `${side} median`, colour: side, values: lane === lanes[0][1] ? lane.track[p50] : aligned(lane.track.t, lane.track[p50], track.t) },
          { label: `${side} 9 in 10`, colour: side, thin: true, dash: [3, 3], values: lane === lanes[0][1] ? lane.track[p90] : aligned(lane.track.t, lane.track[p90], track.t) },
        ]),
      }),
    ],
  ]);
}

const failureColumns = [
  { key: 'who', title: 'Upstream', head: true, cell: (l) => l.upstream, value: (l) => l.upstream },
  { key: 'role', title: 'Answers', cell: (l) => roleOf[l.role] ?? l.role, value: (l) => l.role },
  { key: 'seen', title: 'Calls', number: true, cell: (l) => count(l.seen), value: (l) => l.seen },
  { key: 'failed', title: 'Failed', number: true, cell: (l) => count(l.failed), value: (l) => l.failed },
  { key: 'rate', title: 'Rate', number: true, cell: (l) => (l.seen ? percent(l.failed / l.seen) : '–'), value: (l) => (l.seen ? l.failed / l.seen : null) },
  {
    key: 'how', title: 'How they ended', cell: (l) => Object.entries(l.outcomes).filter(([, n]) => n > 0)
      .map(([outcome, n]) => `${words(outcome)} ${count(n)}`).join(', ') || '–',
  },
];

function FailureCard({ data }) {
  return h(Card, { title: 'Calls and failures' },
    data.lanes.length === 0
      ? h(Empty, { title: 'No call since this gateway began.' })
      : h(Table, { caption: 'Calls by upstream', hideCaption: true, columns: failureColumns, rows: data.lanes, keyOf: (l) => l.upstream + l.role }),
    h('p', { class: 'note' }, 'A call failed that brought no whole answer, or one with a status from 400 on. Counted by this gateway since ', h(Ago, { at: data.counted_since }), '.'));
}

const reasons = (counts) => Object.entries(counts).map(([reason, number]) => ({ reason, number }));

function ReasonTable({ caption, counts }) {
  const rows = reasons(counts);
  return rows.length > 0 && h(Table, {
    caption, rows, keyOf: (r) => r.reason,
    columns: [
      { key: 'reason', title: 'Why', head: true, cell: (r) => words(r.reason), value: (r) => r.reason },
      { key: 'number', title: 'Requests', number: true, cell: (r) => count(r.number), value: (r) => r.number },
    ],
  });
}

function RehearsalCard({ data }) {
  const { shadow, echo, dealing } = data;
  const dealt = dealing.dealt.teacher + dealing.dealt.student || 0;
  return h(Card, { title: 'Rehearsals and dealing' },
    h(Facts, {
      facts: [
        ['Rehearsals', `${count(shadow.made)} of ${count(shadow.expected)}`, 'made of those expected'],
        ['Echoes', `${count(echo.made)} of ${count(echo.expected)}`, 'made of those expected'],
        ['Compared', count(Object.values(shadow.compared).reduce((a, b) => a + b, 0)), Object.entries(shadow.compared).map(([v, n]) => `${words(v)} ${count(n)}`).join(', ')],
        ['Dealt to the student', count(dealing.dealt.student ?? 0), dealt ? `of ${count(dealt)} requests` : undefined],
      ],
    }),
    h('div', { class: 'columns gap' },
      h(ReasonTable, { caption: 'Rehearsals not made', counts: shadow.not_made }),
      h(ReasonTable, { caption: 'Rehearsals without a usable answer', counts: shadow.failed }),
      h(ReasonTable, { caption: 'Kept from the student', counts: dealing.withheld }),
      h(ReasonTable, { caption: 'Dealt to the student, answered by the teacher', counts: dealing.fallbacks }),
      h(ReasonTable, { caption: 'Student’s answers withheld', counts: dealing.escalated }),
      h(ReasonTable, { caption: 'Answers refused by the guard', counts: dealing.refused })),
    h('p', { class: 'note' }, 'Counted by this gateway since ', h(Ago, { at: data.counted_since }), '.'));
}

function CostCard({ data }) {
  const { cost } = data;
  if (cost.unpriced.length > 0) {
    return h(Card, { title: 'Cost saved' }, h(Empty, { title: `No price is known of ${cost.unpriced.join(' and ')}.` },
      'Give the upstream a ', h('code', null, 'price: {input: 2.5, output: 10}'), ' in USD per million tokens.'));
  }
  const known = (usd) => (usd == null ? 'not known' : dollars(usd));
  return h(Card, { title: 'Cost saved' },
    h(Facts, {
      facts: [
        ['Saved', known(cost.saved_usd), `on ${counted(cost.requests, 'request')} that the student served`],
        ['Teacher would have cost', known(cost.teacher_would_usd)],
        ['Student cost', known(cost.student_did_usd)],
        ['Rehearsals and echoes cost', known(cost.rehearsals_usd)],
      ],
    }),
    h('p', { class: 'note' }, 'By the tokens of stored answers and the rules’ prices, of this gateway since ', h(Ago, { at: data.counted_since }), '.',
      cost.uncounted > 0 ? ` Tokens of ${counted(cost.uncounted, 'request')} are not known yet.` : '',
      cost.left_out.length > 0 ? ` Left out is what ${cost.left_out.join(' and ')} did, which serves this route no more.` : ''));
}

export function RoutePage({ name, query }) {
  const window = query.get('window') === '24h' ? '24h' : '1h';
  const { data, problem, again } = useJson(`/console/api/routes/${encodeURIComponent(name)}?window=${window}`, EVERY_MILLIS);
  const { overview } = useLive();
  const live = overview?.routes.find((route) => route.name === name);
  const route = live ?? data;
  const stands = live && `${live.share} ${live.state}`;
  const before = useRef(stands);
  useEffect(() => {
    if (before.current !== stands) {
      again(); // what moved it is in the history
    }
    before.current = stands;
  }, [stands]);
  return h('div', { class: 'stack' },
    h('div', { class: 'head' },
      h('div', null,
        h('p', { class: 'crumbs' }, h('a', { href: address(['routes']) }, 'Routes'), ' /'),
        h('h1', null, name)),
      route && h(StateBadge, { state: route.state }),
      h('span', { class: 'grow' }),
      h(Choice, {
        label: 'Time shown', value: window, options: [{ value: '1h', text: '1 hour' }, { value: '24h', text: '24 hours' }],
        onChoose: (value) => replace(address(['routes', name], { window: value })),
      }),
      route && h(MoveButtons, { route, again }),
      route && h('p', { class: 'sub' }, `${route.launch.join(' + ')}: `, h('span', { class: 'teacher' }, route.teacher),
        route.student && [' → ', h('span', { class: 'student' }, route.student)])),
    problem && h(Trouble, { problem, again }),
    !data && !problem && h('p', { class: 'note' }, 'Loading.'),
    data && route && (route.student
      ? [
        h('div', { class: 'columns wide', key: 'main' }, h(DifferingCard, { route, data }), h(ShareCard, { route, data })),
        h(EvidenceCard, { route, key: 'evidence' }),
        h('div', { class: 'columns', key: 'more' }, h(LatencyCard, { route, data }),
          h('div', { class: 'stack' }, h(FailureCard, { data }), h(RehearsalCard, { data }), h(CostCard, { data }))),
      ]
      : [
        h('div', { class: 'banner', key: 'none' }, 'This route has no student; its teacher answers all and is recorded.'),
        h('div', { class: 'columns', key: 'more' }, h(LatencyCard, { route, data }), h(FailureCard, { data })),
      ]));
}
