// Where student and teacher disagreed, to be judged one by one.
import { h, useEffect, useMemo, useRef, useState } from '../ui/dom.js';
import { announce } from '../ui/announce.js';
import { get, may, me, post, remove, useJson } from '../ui/api.js';
import { Typed } from '../ui/fields.js';
import { count, words } from '../ui/format.js';
import { useKeys } from '../ui/keys.js';
import { useLive } from '../ui/live.js';
import { Ago, Card, Choice, Empty, Trouble } from '../ui/parts.js';
import { address, replace } from '../ui/router.js';
import { Case, Correction, RulingBadge, change, inWords } from '../judging/case.js';
import { Shown } from '../judging/text.js';

const FILTERS = ['group', 'app', 'tag', 'q', 'confidence_min', 'confidence_max', 'since', 'judged'];
const NEWER_MILLIS = 15_000;
const QUEUE = [{ value: 'false', text: 'To judge' }, { value: 'true', text: 'Judged' }, { value: 'all', text: 'All' }];

export function Page({ parts, query }) {
  const { overview } = useLive();
  const routes = overview?.routes.filter((route) => route.student) ?? [];
  const chosen = parts[1] ?? routes[0]?.name;
  return h('div', null,
    h('div', { class: 'head' },
      h('h1', null, 'Differences'),
      routes.length > 0 && h('label', { class: 'filters' }, h('span', { class: 'visually-hidden' }, 'Route'),
        h('select', { value: chosen, onChange: (event) => { location.hash = address(['differences', event.currentTarget.value]); } },
          routes.map((route) => h('option', { key: route.name, value: route.name }, route.name)))),
      chosen && h('a', { href: address(['routes', chosen]) }, 'Evidence of this route')),
    !overview ? h('p', { class: 'note' }, 'Waiting for the gateway.')
      : !chosen ? h(Empty, { title: 'No route has a student' }, 'Give a route a student and a dark launch in the rules; then disagreements come here.')
        : h(Queue, { key: chosen, route: chosen, query }));
}

function asked(query) {
  const filter = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? '']));
  filter.judged = filter.judged || 'false';
  return filter;
}

function toSearch(filter, more = {}) {
  const fields = { ...filter, judged: filter.judged === 'all' ? '' : filter.judged, ...more };
  return new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== '' && value != null)).toString();
}

function Queue({ route, query }) {
  const base = `/console/api/routes/${encodeURIComponent(route)}/differences`;
  const filter = useMemo(() => asked(query), [query.toString()]);
  const search = toSearch(filter);
  const { data: found, problem, stale, again } = useJson(`${base}?${search}`);
  const data = found ?? stale; // what was there stays while it is looked, and with it the focus
  const looking = !found;
  const last = useRef(search);
  if (found) {
    last.current = search;
  }
  const of = last.current; // by what the cases that are shown were asked for
  const since = useJson(filter.q ? null : `${base}?${toSearch(filter, { limit: 1, values: false })}`, NEWER_MILLIS);
  const [older, setOlder] = useState({ of: null, cases: [], next: null });
  const [rulings, setRulings] = useState({});
  const [progress, setProgress] = useState(null);
  const [place, setPlace] = useState({ of: null, at: 0 });
  const at = place.of === of ? place.at : 0;
  const setAt = (index) => setPlace({ of, at: index });
  const set = (changed) => replace(address(['differences', route], { ...filter, ...changed }));
  useEffect(() => {
    setProgress(data?.progress ?? null);
  }, [data]);
  const filters = h(Filters, { filter, set });
  if (!data) {
    return h('div', { class: 'stack' }, filters, problem ? h(Trouble, { problem, again }) : h('p', { class: 'note' }, 'Looking.'));
  }
  const extended = older.of === data ? older : { of: data, cases: [], next: data.next };
  const cases = [...data.cases, ...extended.cases];
  const more = async () => {
    if (looking) {
      return 0;
    }
    const page = await get(`${base}?${toSearch(filter, { after: extended.next })}`);
    setOlder({ of: data, cases: [...extended.cases, ...page.cases], next: page.next });
    return page.cases.length;
  };
  return h('div', { class: 'stack' },
    filters,
    h('div', { class: 'stack', 'aria-busy': String(looking) },
      h(Progress, { looking, progress: progress ?? data.progress, newer: (since.data?.progress.cases ?? 0) - data.progress.cases, shown: data.shown, again: () => { setAt(0); setRulings({}); again(); } }),
      h('div', { class: 'judge' },
        h('div', { class: 'side' },
          h(Groups, { groups: data.groups, cases, rulings, chosen: filter.group, choose: (group) => set({ group }) }),
          h(Cases, { cases, at, setAt, rulings, next: extended.next, more, groups: data.groups })),
        cases.length === 0
          ? h(Card, null, h(Nothing, { filter, progress: data.progress, next: extended.next, more, clear: () => set(asked(new URLSearchParams())) }))
          : h(Judging, {
            key: of, looking, base, cases, at: Math.min(at, cases.length - 1), setAt, rulings, setRulings, progress: progress ?? data.progress, setProgress, next: extended.next, more,
          }))));
}

/** Why there is no case, and what to do. */
function Nothing({ filter, progress, next, more, clear }) {
  if (next) {
    return h(Empty, { title: 'None so far' }, h('button', { type: 'button', class: 'button', onClick: more }, 'Search on'));
  }
  if (filter.judged === 'false' && progress.cases > 0 && progress.judged === progress.cases) {
    return h(Empty, { title: 'All are judged' }, 'Choose another group, or look at those that are judged.');
  }
  return FILTERS.some((name) => name !== 'judged' && filter[name] !== '')
    ? h(Empty, { title: 'None is as asked for' }, h('button', { type: 'button', class: 'button', onClick: clear }, 'Ask for all'))
    : h(Empty, { title: 'No disagreement' }, 'They come as a student rehearses (launch: dark) and says something else than the teacher.');
}

function Filters({ filter, set }) {
  const typed = (name) => ({ name, value: filter[name], onAsk: (value) => set({ [name]: value }) });
  return h('form', { class: 'filters', onSubmit: (event) => event.preventDefault(), 'aria-label': 'Which are shown' },
    h(Choice, { label: 'Judged or not', options: QUEUE, value: filter.judged, onChoose: (judged) => set({ judged }) }),
    me?.prompts && h('label', null, 'Text in prompt or answer', h(Typed, { type: 'search', ...typed('q') })),
    h('label', { class: 'short' }, 'App', h(Typed, typed('app'))),
    me?.prompts && h('label', { class: 'short' }, 'Tag (key=value)', h(Typed, typed('tag'))),
    h('label', null, 'Student was sure',
      h('select', {
        value: `${filter.confidence_min}-${filter.confidence_max}`,
        onChange: (event) => {
          const [low, high] = event.currentTarget.value.split('-');
          set({ confidence_min: low, confidence_max: high });
        },
      }, [['-', 'any'], ['0.9-', '90% and more'], ['0.7-0.9', '70% to 90%'], ['-0.7', 'up to 70%']].map(([value, text]) => h('option', { key: value, value }, text)))),
    h('label', null, 'Since',
      h('select', {
        value: filter.since ? 'some' : '',
        onChange: (event) => set({ since: event.currentTarget.value && new Date(Date.now() - event.currentTarget.value * 3.6e6).toISOString() }),
      }, [['', 'ever'], ['1', 'an hour'], ['24', 'a day'], ['168', 'a week'], ...(filter.since ? [['some', new Date(filter.since).toLocaleString('en')]] : [])]
        .map(([value, text]) => h('option', { key: value, value }, text)))));
}

function Progress({ looking, progress, newer, shown, again }) {
  return h('div', { class: 'head' },
    h('div', { class: 'progress' },
      h('strong', { id: 'progress' }, `${count(progress.judged)} of ${count(progress.cases)} judged`),
      h('progress', { max: Math.max(1, progress.cases), value: progress.judged, 'aria-labelledby': 'progress' })),
    h('button', { type: 'button', class: 'button', onClick: again }, newer > 0 ? `Look again: ${count(newer)} newer` : 'Look again'),
    looking && h('span', { class: 'note' }, 'Looking.'),
    h('span', { class: 'grow' }),
    h(Shown, { shown }));
}

/** What is said of a case by now, or null. */
function stands(one, rulings) {
  const said = rulings[one.id] ?? one.ruling;
  return said === 'open' ? null : said;
}

function Groups({ groups, cases, rulings, chosen, choose }) {
  const judged = (group) => cases.filter((one) => one.group === group.number)
    .reduce((sum, one) => sum + (stands(one, rulings) ? 1 : 0) - (one.ruling ? 1 : 0), group.judged);
  const all = groups.reduce((sum, group) => sum + group.cases, 0);
  return h(Card, { title: 'What differs' },
    h('ul', { class: 'pick groups' },
      h('li', null, h('button', { type: 'button', 'aria-pressed': String(chosen === ''), onClick: () => choose('') },
        h('span', null, 'Everything'), h('span', { class: 'count' }, count(all)))),
      groups.map((group) => h('li', { key: group.number },
        h('button', { type: 'button', 'aria-pressed': String(chosen === String(group.number)), title: group.explanation, onClick: () => choose(String(group.number)) },
          h('span', { class: 'line' }, change(group)),
          h('span', { class: 'count' }, count(group.cases)),
          h('span', { class: 'under' }, h('span', { class: 'line' }, group.pointer || words(group.kind)), h('span', { class: 'nowrap' }, `${count(judged(group))} judged`)))))));
}

function Cases({ cases, at, setAt, rulings, next, more, groups }) {
  const list = useRef(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const described = (one) => groups.find((group) => group.number === one.group);
  return h(Card, { title: 'Newest first', aside: h('span', { class: 'note' }, `${count(cases.length)}${next ? '+' : ''}`) },
    h('ul', { class: 'pick cases', ref: list }, cases.map((one, i) => h('li', { key: one.id },
      h('button', { type: 'button', 'aria-current': i === at ? 'true' : undefined, onClick: () => setAt(i) },
        h('span', { class: 'line' }, described(one) ? change(described(one)) : change(one.first ?? {})),
        stands(one, rulings) && h(RulingBadge, { ruling: stands(one, rulings) }),
        h('span', { class: 'under' }, h('span', { class: 'line' }, one.app ?? one.student), h(Ago, { at: one.compared_at })))))),
    next && h('p', null, h('button', { type: 'button', class: 'button', onClick: more }, 'Older ones')));
}

/** One case in full, and the next one fetched ahead. */
function useCase(base, cases, at) {
  const fetched = useRef(new Map());
  const [shown, setShown] = useState({ one: null, problem: null });
  const id = cases[at].id;
  const fetchOne = (which) => {
    if (!fetched.current.has(which)) {
      const coming = get(`${base}/${which}`);
      coming.catch(() => fetched.current.delete(which));
      fetched.current.set(which, coming);
      if (fetched.current.size > 20) {
        fetched.current.delete(fetched.current.keys().next().value);
      }
    }
    return fetched.current.get(which);
  };
  useEffect(() => {
    let left = false;
    fetchOne(id).then(
      (one) => {
        if (!left) {
          setShown({ one, problem: null });
          if (cases[at + 1]) {
            fetchOne(cases[at + 1].id).catch(() => {}); // told when it is gone to
          }
        }
      },
      (problem) => !left && setShown({ one: null, problem }),
    );
    return () => { left = true; };
  }, [id]);
  return { one: shown.one?.id === id ? shown.one : null, problem: shown.problem, forget: (which) => fetched.current.delete(which) };
}

/** Judges the cases, one after another; none while others are looked for. */
function Judging({ looking, base, cases, at, setAt, rulings, setRulings, progress, setProgress, next, more }) {
  const { one, problem, forget } = useCase(base, cases, at);
  const [correcting, setCorrecting] = useState(false);
  const [trouble, setTrouble] = useState(null);
  const [done, setDone] = useState([]);
  const busy = useRef(false);
  const heading = useRef(null);
  const moved = useRef(false);
  const judges = may('judge') && me.prompts;
  useEffect(() => {
    if (one && moved.current) {
      moved.current = false;
      heading.current?.focus({ preventScroll: true });
      window.scrollTo({ top: 0 });
    }
  }, [one]);
  const goTo = (index) => {
    setCorrecting(false);
    setTrouble(null);
    moved.current = true;
    setAt(index);
  };
  const step = async (by) => {
    if (at + by >= cases.length && next) {
      await more();
    }
    if (at + by >= 0 && (at + by < cases.length || next)) {
      goTo(at + by);
    } else {
      announce(by > 0 ? 'This was the last case.' : 'This is the first case.');
    }
  };
  const tell = async (change, id, after) => {
    if (busy.current) {
      return;
    }
    busy.current = true;
    setTrouble(null);
    try {
      const answer = await change();
      forget(id);
      setRulings((before) => ({ ...before, [id]: answer.ruling ?? 'open' }));
      const was = rulings[id] ?? cases.find((each) => each.id === id)?.ruling ?? 'open';
      const judged = progress.judged + (answer.ruling ? 1 : 0) - (was === 'open' ? 0 : 1);
      setProgress({ ...progress, judged });
      await after(answer, judged);
    } catch (failure) {
      setTrouble(failure);
    } finally {
      busy.current = false;
    }
  };
  const judge = (who, correction) => {
    if (!one || looking) {
      announce('The case is not there yet.');
      return undefined;
    }
    const id = one.id;
    return tell(() => post(`${base}/${id}/judgement`, correction ? { who, correction } : { who }), id, async (answer, judged) => {
      setDone((before) => [...before, { id, at: answer.given_at }]);
      announce(`${inWords(answer.ruling)}. ${judged} of ${progress.cases} judged.`);
      await step(1);
    });
  };
  const undo = () => {
    if (looking) {
      announce('Others are looked for.');
      return;
    }
    const last = done[done.length - 1];
    if (!last) {
      announce('There is nothing to undo.');
      return;
    }
    const { id, at } = last;
    const forgetIt = () => setDone((before) => before.filter((each) => each !== last));
    const takeBack = () => remove(`${base}/${id}/judgement?given_at=${encodeURIComponent(at)}`).catch((failure) => {
      if (failure.status === 409) { // nor can it be later
        forgetIt();
      }
      throw failure;
    });
    tell(takeBack, id, (answer) => {
      setDone((before) => before.filter((each) => each !== last)
        .map((each) => (each.id === id ? { ...each, at: answer.given_at } : each))); // that stands now
      announce('The last judgement is taken back.');
      goTo(Math.max(0, cases.findIndex((each) => each.id === id)));
    });
  };
  const acts = !judges ? [] : [
    { keys: ['t'], what: 'the teacher is right', changes: true, act: () => judge('teacher') },
    { keys: ['s'], what: 'the student is right', changes: true, act: () => judge('student') },
    { keys: ['b'], what: 'both are wrong: say what is right', changes: true, act: () => one && !looking && setCorrecting(true) },
    { keys: ['x'], what: 'skip: leaves the queue unsaid', changes: true, act: () => judge('skip') },
    { keys: ['u'], what: 'undo the last judgement', changes: true, act: undo },
  ];
  useKeys('Judging', [
    { keys: ['j', 'ArrowRight'], what: 'next case', act: () => step(1) },
    { keys: ['k', 'ArrowLeft'], what: 'previous case', act: () => step(-1) },
    ...acts,
  ]);
  const ruling = stands({ ...cases[at], ruling: one?.ruling }, rulings);
  return h('div', { class: 'stack' },
    problem ? h(Trouble, { problem }) : !one ? h('p', { class: 'note' }, 'Looking it up.')
      : h(Case, { one: { ...one, ruling }, place: `Case ${at + 1}`, heading }),
    judges && one && h('div', { class: 'verdicts' },
      h('div', { class: 'buttons', role: 'group', 'aria-label': 'Who is right' },
        [['teacher', 'Teacher is right', 't'], ['student', 'Student is right', 's']].map(([who, text, key]) => h('button', {
          key: who, type: 'button', class: 'button', 'data-kind': ruling === who ? 'main' : undefined, onClick: () => judge(who),
        }, text, h('kbd', { 'aria-hidden': 'true' }, key))),
        h('button', { type: 'button', class: 'button', 'aria-expanded': String(correcting), onClick: () => setCorrecting(!correcting) }, 'Both are wrong', h('kbd', { 'aria-hidden': 'true' }, 'b')),
        h('button', { type: 'button', class: 'button', onClick: () => judge('skip') }, 'Skip', h('kbd', { 'aria-hidden': 'true' }, 'x')),
        h('button', { type: 'button', class: 'button', 'data-kind': 'quiet', disabled: done.length === 0, onClick: undo }, 'Undo', h('kbd', { 'aria-hidden': 'true' }, 'u')),
        h('span', { class: 'note' }, h('kbd', null, 'j'), ' next, ', h('kbd', null, 'k'), ' back')),
      trouble && h('p', { class: 'banner', 'data-tone': 'bad', role: 'alert' }, trouble.message),
      correcting && h(Correction, {
        key: one.id, labels: one.labels ?? [], start: '',
        onSay: (text) => judge('both_wrong', text), onClose: () => { setCorrecting(false); heading.current?.focus(); },
      })));
}
