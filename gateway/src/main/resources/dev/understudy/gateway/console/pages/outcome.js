// What evidence comes to, in a word.
import { h } from '../ui/dom.js';
import { Badge } from '../ui/parts.js';

const OUTCOMES = {
  continue: ['none', 'open'], promote: ['good', 'good enough'], roll_back: ['bad', 'harmful'], undecided: ['warn', 'undecided'],
};

/** What the evidence comes to so far. */
export function OutcomeBadge({ outcome }) {
  const [tone, text] = OUTCOMES[outcome] ?? ['none', outcome];
  return h(Badge, { tone }, text);
}
