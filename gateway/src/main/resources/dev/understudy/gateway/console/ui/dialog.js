// Dialogs: the browser's own, which keep the focus inside and give it back.
import { h, useLayoutEffect, useRef, useState } from './dom.js';

let numbers = 0;

/** A dialog that is open while it is rendered; Escape and its buttons call onClose. */
export function Dialog({ title, onClose, children }) {
  const box = useRef(null);
  const [id] = useState(() => `dialog-${(numbers += 1)}`);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const dialog = box.current;
    dialog.showModal();
    return () => {
      dialog.close(); // while it is open, nothing behind it takes the focus
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus();
      }
    };
  }, []);
  return h('dialog', {
    ref: box,
    'aria-labelledby': id,
    onCancel: (event) => {
      event.preventDefault();
      onClose();
    },
  },
  h('h2', { id }, title),
  children,
  );
}

/**
 * Asks before something is done, and why: calls onConfirm with the reason, and shows what it throws.
 */
export function Confirm({ title, children, verb, danger, onConfirm, onClose }) {
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const confirm = async (event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await onConfirm(reason.trim());
      onClose();
    } catch (failure) {
      setProblem(failure.message);
      setBusy(false);
    }
  };
  return h(Dialog, { title, onClose },
    h('form', { class: 'stack', onSubmit: confirm },
      h('div', null, children),
      h('label', { class: 'field' }, 'Reason ', h('span', { class: 'hint' }, '(is noted in the history)'),
        h('input', {
          type: 'text', name: 'reason', maxLength: 500, value: reason, autocomplete: 'off', autofocus: true,
          onInput: (event) => setReason(event.currentTarget.value),
        })),
      problem && h('p', { class: 'banner', 'data-tone': 'bad', role: 'alert' }, problem),
      h('div', { class: 'buttons' },
        h('button', { type: 'button', class: 'button', onClick: onClose }, 'Cancel'),
        h('button', { type: 'submit', class: 'button', 'data-kind': danger ? 'danger' : 'main', disabled: busy }, verb))));
}
