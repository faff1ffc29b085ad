// The rules in force.
import { h } from '../ui/dom.js';
import { useLive } from '../ui/live.js';

export function Page() {
  const { overview } = useLive();
  return h('div', { class: 'stack' },
    h('div', { class: 'head' }, h('h1', null, 'Rules')),
    overview && h('p', { class: 'note' }, `Version ${overview.rules.version}`));
}
