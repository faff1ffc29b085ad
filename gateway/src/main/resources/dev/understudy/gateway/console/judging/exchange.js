// One exchange in full.
import { h, useState } from '../ui/dom.js';
import { useJson } from '../ui/api.js';
import { bytes, count, dollars, millis, percent, words } from '../ui/format.js';
import { Ago, Badge, Card, Choice, Facts, Trouble } from '../ui/parts.js';
import { address } from '../ui/router.js';
import { Id, Said, Turns } from './text.js';

const FORMS = [{ value: 'read', text: 'Read' }, { value: 'pretty', text: 'JSON' }, { value: 'raw', text: 'As sent' }];

function tokens(one) {
  if (one.input_tokens == null && one.output_tokens == null) {
    return '–';
  }
  return `${count(one.input_tokens)} in, ${count(one.output_tokens)} out`;
}

function Headers({ title, headers }) {
  return headers.length === 0 ? h('p', { class: 'note' }, `${title}: none is recorded.`)
    : h('details', null, h('summary', null, `${title} (${headers.length})`),
      h('table', { class: 'headers' },
        h('caption', { class: 'visually-hidden' }, title),
        h('tbody', null, headers.map(([name, value], i) => h('tr', { key: i }, h('th', { scope: 'row' }, name), h('td', null, value))))));
}

function Body({ title, body, form }) {
  if (body.sha256) {
    return h('p', { class: 'note' }, `${title}: not text, so only its digest is kept: ${body.sha256}`);
  }
  if (body.raw == null) {
    return h('p', { class: 'note' }, `${title}: nothing.`);
  }
  return [
    body.cut && h('p', { key: 'cut', class: 'note' }, 'Only its beginning is shown.'),
    body.encoding && h('p', { key: 'coded', class: 'note' }, `Not text: shown in ${body.encoding}.`),
    h(Said, { key: 'said', label: title, text: form === 'pretty' ? body.pretty ?? body.raw : body.raw, code: true, raw: true }),
  ];
}

function Texts({ one }) {
  const [form, setForm] = useState('read');
  return h('div', { class: 'stack' },
    h(Choice, { label: 'How it is shown', options: FORMS, value: form, onChoose: setForm }),
    form === 'read'
      ? [
        h(Card, { key: 'prompt', title: 'Prompt' }, h(Turns, { turns: one.prompt })),
        h(Card, { key: 'answer', title: 'Answer' }, h(Said, { label: 'Answer', text: one.answer })),
      ]
      : [
        h(Card, { key: 'request', title: 'Request' }, h(Body, { title: 'Request', body: one.request, form })),
        h(Card, { key: 'response', title: 'Response' }, h(Body, { title: 'Response', body: one.response, form })),
      ],
    h(Card, { title: 'Headers as recorded' },
      h(Headers, { title: 'Request headers', headers: one.request_headers }),
      h(Headers, { title: 'Response headers', headers: one.response_headers })));
}

/** Looks one exchange up and shows all of it. */
export function Exchange({ id }) {
  const { data: one, problem, again } = useJson(`/console/api/exchanges/${encodeURIComponent(id)}`);
  return h('div', { class: 'stack' },
    h('div', null,
      h('p', { class: 'crumbs' }, h('a', { href: address(['captures']) }, 'Captures')),
      h('h1', null, 'Exchange ', h(Id, { id }))),
    problem && h(Trouble, { problem, again }),
    !one ? !problem && h('p', { class: 'note' }, 'Looking it up.') : [
      h(Card, {
        key: 'facts', title: `${one.method} ${one.path}`,
        aside: h(Badge, { tone: one.outcome === 'complete' && one.status < 400 ? 'good' : 'bad' }, `${one.status ?? 'no answer'}, ${words(one.outcome)}`),
      },
      h(Facts, {
        facts: [
          ['Received', h(Ago, { at: one.received_at })],
          ['Role', one.role],
          ['Route', one.route, `launch ${one.launch}`],
          ['Upstream', one.upstream, one.model_served ?? one.model_requested],
          one.app && ['App', one.app],
          ['Tokens', tokens(one), one.tokens_estimated ? 'estimated' : one.cached_tokens ? `${count(one.cached_tokens)} cached` : null],
          one.cost_usd != null && ['Cost', dollars(one.cost_usd)],
          ['First byte', millis(one.first_byte_ms)],
          ['Whole', millis(one.duration_ms)],
          ['Size', `${bytes(one.request_bytes)} in, ${bytes(one.response_bytes)} out`, one.body_truncated ? 'cut at the limit' : null],
          one.confidence != null && ['Confidence', percent(one.confidence)],
          one.finish_reason && ['Ended', words(one.finish_reason)],
          one.error && ['Error', one.error],
          one.user_pseudonym && ['User', one.user_pseudonym],
          one.session && ['Session', one.session],
        ],
      }),
      h('p', { class: 'ids' }, `request ${one.request_id} · exchange ${one.exchange_id} · gateway ${one.instance}`, one.rules_version && ` · rules ${one.rules_version}`, ' · ',
        h('a', { href: address(['captures'], { id: one.request_id }) }, 'all exchanges of this request'))),
      one.prompts ? h(Texts, { key: 'texts', one }) : h('p', { key: 'hidden', class: 'banner' }, 'Prompts and answers are hidden from your role.'),
    ]);
}
