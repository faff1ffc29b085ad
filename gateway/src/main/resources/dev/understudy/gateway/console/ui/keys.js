// Keys that act wherever the focus is, unless something is being typed; each is listed by '?'.
import { h, useEffect, useState } from './dom.js';
import { Dialog } from './dialog.js';

const STORED = 'understudy.keys';
const groups = new Set();
let held = '';
let heldUntil = 0;
let on = stored() !== 'off';

function stored() {
  try {
    return localStorage.getItem(STORED);
  } catch (denied) {
    return null;
  }
}

function isTyping(target) {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') != null;
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) {
    return;
  }
  const inDialog = document.querySelector('dialog[open]') != null;
  const key = performance.now() < heldUntil ? `${held} ${event.key}` : event.key;
  held = '';
  heldUntil = 0;
  for (const group of [...groups].reverse()) {
    for (const entry of group.current) {
      if ((on || entry.always) && entry.keys.includes(key) && (!inDialog || entry.inDialog)) {
        event.preventDefault();
        if (!event.repeat || !entry.changes) {
          entry.act(event);
        }
        return;
      }
    }
  }
  const begins = [...groups].some((group) => group.current.some((entry) => entry.keys.some((one) => one.startsWith(`${event.key} `))));
  if (begins && on && !inDialog) {
    held = event.key;
    heldUntil = performance.now() + 1200;
  }
}

addEventListener('keydown', pressed);

/**
 * Keys that act while the calling component is shown: a list of {keys: ['j'], what: 'next case',
 * act, changes}. What changes something acts once, however long its key is held. A key of two
 * strokes is written with a space: 'g r'. Later groups go before earlier ones.
 */
export function useKeys(title, entries) {
  const [group] = useState(() => ({ title, current: entries }));
  group.current = entries;
  group.title = title;
  useEffect(() => {
    groups.add(group);
    return () => groups.delete(group);
  }, [group]);
}

/** Lists all keys that act now, and switches them off for those whom they are in the way. */
export function KeyHelp({ onClose }) {
  const [active, setActive] = useState(on);
  const toggle = (event) => {
    on = event.currentTarget.checked;
    setActive(on);
    try {
      localStorage.setItem(STORED, on ? 'on' : 'off');
    } catch (denied) {
      // It holds until the page is left.
    }
  };
  return h(Dialog, { title: 'Keys', onClose },
    [...groups].filter((group) => group.current.length > 0).map((group) => h('section', { key: group.title },
      h('h3', null, group.title),
      h('dl', { class: 'keys' }, group.current.map((entry) => [
        h('dt', null, entry.keys.map((key, i) => [i > 0 && ' or ', ...key.split(' ').map((stroke, j) => [j > 0 && ' then ', h('kbd', null, stroke)])])),
        h('dd', null, entry.what),
      ])))),
    h('label', null, h('input', { type: 'checkbox', checked: active, onChange: toggle }), ' Single keys act'));
}
