// Fields of forms.
import { h, useLayoutEffect, useState } from './dom.js';

/**
 * A field whose text is asked for once it is entered or left: a word on its way is many others, and
 * so is a time. What is typed stays while the page around it is rendered again.
 */
export function Typed({ value, onAsk, ...field }) {
  const [text, setText] = useState(value);
  useLayoutEffect(() => setText(value), [value]);
  const ask = (event) => {
    const asked = text.trim();
    setText(asked);
    if (asked !== value && !event.currentTarget.validity.badInput) {
      onAsk(asked);
    }
  };
  return h('input', {
    type: 'text',
    ...field,
    value: text,
    autocomplete: 'off',
    onInput: (event) => setText(event.currentTarget.value),
    onBlur: ask,
    onKeyDown: (event) => event.key === 'Enter' && !event.isComposing && ask(event),
  });
}
