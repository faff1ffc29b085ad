// The file of rules: as it is, what is wrong with it, what an edit would change, and putting it in place.
import { h, useEffect, useMemo, useRef, useState } from '../ui/dom.js';
import { announce } from '../ui/announce.js';
import { may, post, useJson } from '../ui/api.js';
import { Confirm } from '../ui/dialog.js';
import { count, counted, dollars, percent, words } from '../ui/format.js';
import { useLive } from '../ui/live.js';
import { Ago, Badge, Card, Empty, Facts, Trouble } from '../ui/parts.js';
import { address } from '../ui/router.js';
import { Table } from '../ui/table.js';

const CHECK_AFTER_MILLIS = 350;

/** The place of a line and column, counted from 1, in a text. */
function offset(text, line, column) {
  let at = 0;
  for (let i = 1; i < line; i += 1) {
    const next = text.indexOf('\n', at);
    if (next < 0) {
      return text.length;
    }
    at = next + 1;
  }
  return Math.min(text.length, at + Math.max(0, column - 1));
}

function Editor({ box, text, onText, readOnly, problems }) {
  const gutter = useRef(null);
  const lines = useMemo(() => text.split('\n').length, [text]);
  const bad = new Set(problems.map((problem) => problem.line));
  return h('div', { class: 'editor' },
    h('div', { class: 'gutter', ref: gutter, 'aria-hidden': 'true' },
      Array.from({ length: lines }, (any, i) => h('div', { key: i, 'data-bad': bad.has(i + 1) ? '' : undefined }, i + 1))),
    h('textarea', {
      ref: box, value: text, readOnly, spellcheck: false, wrap: 'off', 'aria-label': 'The rules, in YAML',
      'aria-invalid': problems.length > 0 ? 'true' : undefined, 'aria-describedby': 'rules-checked', rows: Math.min(34, Math.max(12, lines + 1)),
      autocomplete: 'off', autocapitalize: 'off',
      onInput: (event) => onText(event.currentTarget.value),
      onScroll: (event) => {
        gutter.current.scrollTop = event.currentTarget.scrollTop;
      },
    }));
}

function Problems({ problems, onShow }) {
  return h('div', { class: 'banner', 'data-tone': 'bad' },
    h('p', { class: 'strong' }, counted(problems.length, 'problem')),
    h('ul', { class: 'problems' }, problems.map((problem, i) => h('li', { key: i },
      problem.line > 0 && [h('button', { type: 'button', class: 'link', onClick: () => onShow(problem) }, `line ${problem.line}, column ${problem.column}`), ': '],
      problem.message))));
}

const KINDS = { added: ['good', 'new'], removed: ['bad', 'gone'], changed: ['info', 'changed'] };

function Changes({ changes }) {
  return h('ul', { class: 'changes' }, changes.map((change) => h('li', { key: change.route },
    h('p', null, h('b', null, change.route), ' ', h(Badge, { tone: KINDS[change.kind][0] }, KINDS[change.kind][1])),
    change.parts.length > 0 && h('dl', { class: 'parts' }, change.parts.map((part) => [
      h('dt', null, part.name),
      h('dd', null,
        part.before != null && h('del', null, part.before), part.before != null && part.after != null && h('span', { 'aria-hidden': 'true' }, ' → '),
        part.after != null && h('ins', null, part.after), part.before != null && part.after == null && ' goes'),
    ])),
    change.evidence_begins_anew && h('p', { class: 'note' }, h(Badge, { tone: 'warn' }, 'evidence begins anew'), ' as student, comparison or gate are others.'))));
}

function Traffic({ traffic }) {
  return h('div', { class: 'stack' },
    h('p', null, h('b', null, traffic.moved_requests === 0 ? 'No request would move.' : `${percent(traffic.moved_requests / traffic.requests)} of requests would move.`),
      ' ', h('span', { class: 'note' }, `${counted(traffic.requests, 'captured request')}, `, h(Ago, { at: traffic.from }), ' to ', h(Ago, { at: traffic.to }), traffic.older_left_out && ', without older files', '. Shares are those of the files.')),
    traffic.left_out.length > 0 && h('div', { class: 'note' }, h(Badge, { tone: 'warn' }, `${counted(traffic.left_out.length, 'file')} left out`), ' so that their requests are missing here:',
      h('ul', null, traffic.left_out.map((line) => h('li', { key: line }, line)))),
    h(Table, {
      caption: 'Who would serve them', rows: traffic.moves, keyOf: (m) => m.old_route + m.new_route + m.old_upstream + m.new_upstream,
      columns: [
        { key: 'route', title: 'Route', head: true, cell: (m) => (m.old_route === m.new_route ? m.new_route : `${m.old_route} → ${m.new_route}`) },
        { key: 'by', title: 'Served by', cell: (m) => (m.old_upstream === m.new_upstream ? m.new_upstream : `${m.old_upstream} → ${m.new_upstream}`) },
        { key: 'requests', title: 'Requests', number: true, value: (m) => m.requests, cell: (m) => count(m.requests) },
        { key: 'part', title: 'Part', number: true, cell: (m) => percent(m.requests / traffic.requests) },
        { key: 'users', title: 'Users', number: true, cell: (m) => (m.users ? count(m.users) : '–') },
      ],
    }),
    traffic.unrecorded_headers.length > 0 && h('p', { class: 'banner', 'data-tone': 'warn' },
      `No captured request shows ${traffic.unrecorded_headers.join(', ')}, which the rules ask for: add them to capture.request_headers, or nothing can be told of routes that match by them.`),
    traffic.loads.length > 0 && h(Table, {
      caption: 'Requests per second to students and for comparison', rows: traffic.loads, keyOf: (l) => l.upstream,
      columns: [
        { key: 'upstream', title: 'Upstream', head: true, cell: (l) => l.upstream },
        { key: 'served', title: 'Serves', number: true, cell: (l) => `${l.served.per_second.toFixed(2)}/s, peak ${l.served.peak_per_second.toFixed(2)}/s` },
        { key: 'shadow', title: 'Compared', number: true, cell: (l) => `${l.shadow.per_second.toFixed(2)}/s, peak ${l.shadow.peak_per_second.toFixed(2)}/s` },
        { key: 'cost', title: 'Comparing costs', number: true, cell: (l) => (l.shadow_usd_per_hour == null ? 'no price' : `${dollars(l.shadow_usd_per_hour)} per hour`) },
      ],
    }),
    traffic.kept.length > 0 && h(Table, {
      caption: 'Dealt to a student but kept from it', rows: traffic.kept, keyOf: (k) => k.route + k.shadow + k.why,
      columns: [
        { key: 'route', title: 'Route', head: true, cell: (k) => k.route },
        { key: 'for', title: 'Dealt to', cell: (k) => (k.shadow ? 'rehearse' : 'serve') },
        { key: 'why', title: 'Why', cell: (k) => words(k.why) },
        { key: 'requests', title: 'Requests', number: true, cell: (k) => count(k.requests) },
      ],
    }));
}

/** What an edited text would do: asked when typing pauses. */
function useCheck(text, asItIs) {
  const [state, setState] = useState({ text: null, checked: null, problem: null });
  useEffect(() => {
    if (text == null || text === asItIs) {
      return undefined;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const checked = await post('/console/api/rules/check', { text }, { signal: abort.signal });
        setState({ text, checked, problem: null });
      } catch (problem) {
        if (problem.name !== 'AbortError') {
          setState({ text, checked: null, problem });
        }
      }
    }, CHECK_AFTER_MILLIS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, asItIs]);
  return state.text === text ? state : { checked: null, problem: null };
}

function download(name, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function Checked({ check, edited, file, onShow }) {
  if (!edited) {
    return file.problems.length > 0
      ? h(Problems, { problems: file.problems, onShow })
      : h('p', { class: 'note' }, may('operator') ? 'Edit the text; what that would change is shown here.' : 'Operators may edit the text, see what that would change, and put it in place.');
  }
  if (check.problem) {
    return h(Trouble, { problem: check.problem });
  }
  if (!check.checked) {
    return h('p', { class: 'note' }, 'Checking.');
  }
  const { problems, changes } = check.checked;
  return problems.length > 0 ? h(Problems, { problems, onShow })
    : changes.length === 0 ? h(Empty, { title: 'No route changes.' }, 'Comments, order of keys or unused upstreams are all that is edited.')
      : h(Changes, { changes });
}

function Work({ file, again }) {
  const [base, setBase] = useState(file);
  const [text, setText] = useState(file.text);
  const [asking, setAsking] = useState(false);
  const [traffic, setTraffic] = useState({ text: null });
  const [applied, setApplied] = useState(null);
  const box = useRef(null);
  // What this page wrote over what, until the file is seen to hold it: an older look at it is no news.
  const wrote = useRef(null);
  if (wrote.current?.to === file.version) {
    wrote.current = null;
  }
  const isTheirs = file.version !== base.version && file.version !== wrote.current?.from;
  const edited = text !== base.text;
  const check = useCheck(text, base.text);
  const sound = edited && check.checked?.problems.length === 0;
  useEffect(() => {
    // Somebody else's edit is taken over where nothing of ours is lost.
    if (isTheirs && !edited) {
      setBase(file);
      setText(file.text);
    }
  }, [file, edited]);
  const show = (problem) => {
    const at = offset(text, problem.line, problem.column);
    const end = text.indexOf('\n', at);
    box.current.focus();
    box.current.setSelectionRange(at, end < 0 ? text.length : end);
    box.current.scrollTop = Math.max(0, (problem.line - 6) * 20);
  };
  const preview = async () => {
    setTraffic({ text, busy: true });
    try {
      setTraffic({ text, done: await post('/console/api/rules/preview', { text }) });
    } catch (problem) {
      setTraffic({ text, problem });
    }
  };
  const apply = async (reason) => {
    const after = await post('/console/api/rules/apply', { text, version: base.version, reason });
    wrote.current = { from: base.version, to: after.version };
    setBase({ ...base, text, version: after.version, problems: [] });
    setApplied(after.version);
    announce(`Rules ${after.version} are in force.`);
    again();
  };
  const current = traffic.text === text ? traffic : {};
  return h('div', { class: 'columns rules' },
    h(Card, {
      title: base.name,
      aside: h('span', { class: 'note mono' }, edited ? `from ${base.version}` : base.version),
    },
    isTheirs && h('div', { class: 'banner', 'data-tone': 'warn', role: 'alert' },
      h('p', null, 'The file was changed by somebody else since you began.'),
      h('p', null, h('button', {
        type: 'button', class: 'button', onClick: () => {
          setBase(file);
          setText(file.text);
        },
      }, 'Take theirs, drop mine'))),
    h(Editor, { box, text, readOnly: !may('operator'), onText: (value) => { setText(value); setApplied(null); }, problems: edited ? check.checked?.problems ?? [] : base.problems }),
    h('div', { class: 'buttons gap' },
      may('operator') && !base.read_only && h('button', { type: 'button', class: 'button', 'data-kind': 'main', disabled: !sound, onClick: () => setAsking(true) }, 'Apply…'),
      may('operator') && h('button', { type: 'button', class: 'button', disabled: !sound || current.busy, onClick: preview }, current.busy ? 'Playing captured requests…' : 'Try on captured requests'),
      h('button', { type: 'button', class: 'button', onClick: () => download(base.name, text) }, 'Download'),
      edited && h('button', { type: 'button', class: 'button', 'data-kind': 'quiet', onClick: () => setText(base.text) }, 'Undo all')),
    base.read_only && h('p', { class: 'note' }, `It is not written from here: ${base.read_only}. Download the edited text instead.`)),
    h('div', { class: 'stack' },
      h(Card, { title: edited ? 'What this would change' : 'Problems and changes' },
        h('div', { id: 'rules-checked', 'aria-live': 'polite' },
          applied && !edited && h('p', { class: 'banner', 'data-tone': 'good' }, `Version ${applied} is in force; what was before lies beside it as ${base.name}.bak.`),
          h(Checked, { check, edited, file: base, onShow: show }))),
      (current.done || current.problem) && h(Card, { title: 'On captured requests' },
        current.done ? h(Traffic, { traffic: current.done }) : h(Trouble, { problem: current.problem }))),
    asking && h(Confirm, {
      title: 'Put these rules into force?', verb: 'Apply', onClose: () => setAsking(false), onConfirm: apply,
    }, h('p', null, 'All gateways that read this file take it up within a second.'),
    check.checked && h(Changes, { changes: check.checked.changes })));
}

export function Page() {
  const { overview } = useLive();
  const version = overview?.rules.version;
  const { data, problem, again } = useJson('/console/api/rules', 5000);
  useEffect(() => {
    again();
  }, [version]);
  const inForce = overview?.rules ?? data?.in_force;
  return h('div', { class: 'stack' },
    h('div', { class: 'head' }, h('h1', null, 'Rules')),
    problem && h(Trouble, { problem, again }),
    data && !data.file && h(Card, null, h(Empty, { title: 'This gateway has no rules.' },
      'All requests go to the teacher. Start it with ', h('code', null, '--rules rules.yaml'), ' or set ', h('code', null, 'rules'), ' in its settings.')),
    data?.file && inForce && [
      h(Card, { key: 'facts' }, h(Facts, {
        facts: [
          ['In force', h('span', { class: 'mono', id: 'version' }, inForce.version)],
          ['Since', h(Ago, { at: inForce.since })],
          ['File', h('span', { class: 'mono path' }, inForce.file)],
        ],
      })),
      inForce.problems.length > 0 && h('div', { class: 'banner', 'data-tone': 'bad', key: 'refused' },
        h('p', { class: 'strong' }, 'The file on the disk has problems and is not in force; the last good rules are.'),
        h('ul', null, inForce.problems.map((one) => h('li', { key: one }, one)))),
      h(Work, { key: 'work', file: data.file, again }),
    ]);
}
