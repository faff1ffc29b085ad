// One disagreement: the prompt, both answers side by side, and who is right.
import { h, useLayoutEffect, useRef, useState } from '../ui/dom.js';
import { count, millis, percent, words } from '../ui/format.js';
import { Ago, Badge, Card, Facts } from '../ui/parts.js';
import { Id, Said, Turns } from './text.js';

const RULINGS = {
  teacher: ['info', 'teacher is right'], student: ['good', 'student is right'], both_wrong: ['bad', 'both are wrong'],
  skipped: ['none', 'skipped'], corrected: ['info', 'corrected elsewhere'],
};

/** What was said of a case, as a badge. */
export function RulingBadge({ ruling }) {
  const [tone, text] = RULINGS[ruling] ?? ['none', 'not judged'];
  return h(Badge, { tone }, text);
}

/** What was said of a case, in words. */
export function inWords(ruling) {
  return RULINGS[ruling]?.[1] ?? 'not judged';
}

const shownValue = (value, length) => (value != null ? value : length == null ? 'nothing' : `${count(length)} hidden`);

/** What a difference or a group comes down to: true → false. */
export function change(one) {
  return one.teacher_length == null && one.student_length == null
    ? one.what
    : `${shownValue(one.teacher, one.teacher_length)} → ${shownValue(one.student, one.student_length)}`;
}

function Answer({ who, said }) {
  const title = who === 'teacher' ? 'Teacher' : 'Student';
  return h('section', { class: 'answer', 'data-who': who, 'aria-label': title },
    h('header', null,
      h('h3', null, title),
      said && h('span', { class: 'note' }, [
        said.model_served ?? said.upstream, said.output_tokens != null && `${count(said.output_tokens)} tokens`,
        millis(said.duration_ms), said.status !== 200 && `status ${said.status ?? 'none'}`, words(said.finish_reason),
      ].filter((part) => part && part !== '–').join(' · '))),
    said
      ? h(Said, { label: `What the ${who} answered`, text: said.text, marks: said.marks, code: said.json })
      : h('p', { class: 'said note' }, 'This answer is not stored any more.'));
}

function Values({ differences, hidden }) {
  return h('div', { class: 'table-wrap', tabIndex: 0, role: 'region', 'aria-label': 'Places that differ' }, h('table', { class: 'data' },
    h('caption', { class: hidden ? '' : 'visually-hidden' }, hidden ? 'Places that differ; of hidden values, how many characters they have' : 'Places that differ'),
    h('thead', null, h('tr', null, ['Place', 'Teacher', 'Student'].map((name) => h('th', { key: name, scope: 'col' }, name)))),
    h('tbody', null, differences.map((one, i) => h('tr', { key: i },
      h('th', { scope: 'row', class: 'mono' }, one.pointer || 'the whole'),
      h('td', { class: 'mono' }, shownValue(one.teacher, one.teacher_length)),
      h('td', { class: 'mono' }, shownValue(one.student, one.student_length)))))));
}

/** The form for what would have been right. */
export function Correction({ labels, start, onSay, onClose }) {
  const [text, setText] = useState(start);
  const box = useRef(null);
  useLayoutEffect(() => box.current.focus(), []); // at once, or what is typed on acts as keys
  const say = (event) => {
    event.preventDefault();
    onSay(text.trim());
  };
  const pressed = (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      say(event);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    }
  };
  return h('form', { class: 'correct', onSubmit: say, onKeyDown: pressed },
    labels.length > 0 && h('div', { class: 'buttons', role: 'group', 'aria-label': 'The right label' },
      h('span', { class: 'note' }, 'The right label:'),
      labels.map((label) => h('button', { key: label, type: 'button', class: 'button', onClick: () => onSay(label) }, label))),
    h('label', { class: 'field' }, 'The right answer ', h('span', { class: 'hint' }, '(a student will learn it; may be left empty)'),
      h('textarea', { ref: box, value: text, onInput: (event) => setText(event.currentTarget.value), spellcheck: false })),
    h('div', { class: 'buttons' },
      h('button', { type: 'submit', class: 'button', 'data-kind': 'main' }, 'Both are wrong', h('kbd', null, 'Ctrl Enter')),
      h('button', { type: 'button', class: 'button', onClick: onClose }, 'Cancel', h('kbd', null, 'Esc'))));
}

/** All there is to see of a case. */
export function Case({ one, place, heading }) {
  const { said } = one;
  return h('div', { class: 'stack' },
    h(Card, null,
      h('div', { class: 'head' },
        h('h2', { ref: heading, tabIndex: -1 }, `${place} `, h('span', { class: 'note' }, `${one.in_group.pointer || words(one.in_group.kind)} · ${change(one.in_group)}`)),
        h('span', { class: 'grow' }),
        h(RulingBadge, { ruling: one.ruling })),
      h(Facts, {
        facts: [
          ['Compared', h(Ago, { at: one.compared_at })],
          ['Student', one.student_version ?? one.student],
          ['Likeness', percent(one.score), `by ${one.comparator}`],
          one.confidence != null && ['Student was sure', percent(one.confidence)],
          ['Student took', one.duration_delta_ms == null ? '–' : `${millis(Math.abs(one.duration_delta_ms))} ${one.duration_delta_ms < 0 ? 'less' : 'more'}`],
          one.app && ['App', one.app],
          ['Request', h(Id, { id: one.id })],
        ],
      }),
      one.tags.length > 0 && h('p', { class: 'note' }, `Tags: ${one.tags.join(', ')}`),
      one.remarks.length > 0 && h('p', { class: 'note' }, `Noticed: ${one.remarks.map(words).join(', ')}`)),
    said
      ? [
        h(Card, { key: 'prompt', title: 'Prompt' }, h(Turns, { turns: said.prompt })),
        h('div', { key: 'answers', class: 'answers' }, h(Answer, { who: 'teacher', said: said.teacher }), h(Answer, { who: 'student', said: said.student })),
      ]
      : h('p', { class: 'banner' }, 'Prompts and answers are hidden from your role. Places and lengths are shown.'),
    (!said || one.differences.length > 1) && h(Card, { title: 'Places that differ' }, h(Values, { differences: one.differences, hidden: !said })));
}
