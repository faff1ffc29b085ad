// How all routes stand, told by the gateway as it changes.
import { useEffect, useState } from './dom.js';
import { announce } from './announce.js';
import { get } from './api.js';
import { words } from './format.js';

const LOST_MILLIS = 5000;
const REFUSED_MILLIS = 30_000;

let now = { overview: null, state: 'connecting', reason: null };
let source = null;
let again = 0;
const listeners = new Set();

function set(change) {
  now = { ...now, ...change };
  listeners.forEach((listen) => listen(now));
}

function tellChanges(before, after) {
  const known = new Map(before.routes.map((route) => [route.name, route]));
  for (const route of after.routes) {
    const old = known.get(route.name);
    if (old && (old.share !== route.share || old.state !== route.state)) {
      announce(`Route ${route.name}: ${words(route.state)}, share ${route.share}, before ${old.share}.`);
    }
  }
  if (before.rules.version !== after.rules.version) {
    announce(`Rules ${after.rules.version} are in force.`);
  }
}

/**
 * Begins to listen while the page is seen: a browser has six connections to a gateway for all its
 * windows, and those that nobody looks at must not hold them.
 */
export function listen() {
  document.addEventListener('visibilitychange', turn);
  turn();
}

function turn() {
  clearTimeout(again);
  source?.close();
  source = null;
  if (document.hidden) {
    set({ state: 'hidden', reason: null });
  } else {
    set({ state: 'connecting', reason: null });
    open();
  }
}

function comeBackAfter(millis) {
  clearTimeout(again);
  again = setTimeout(comeBack, millis);
}

/** Opens the connection; browsers come back by themselves when it is lost. */
function open() {
  const opened = new EventSource('/console/api/events');
  source = opened;
  opened.addEventListener('open', () => set({ state: 'live', reason: null }));
  opened.addEventListener('overview', (event) => {
    const overview = JSON.parse(event.data);
    if (now.overview) {
      tellChanges(now.overview, overview);
    }
    set({ overview, state: 'live', reason: null });
  });
  opened.addEventListener('error', () => {
    set({ state: 'lost' });
    if (source === opened && opened.readyState === EventSource.CLOSED) {
      comeBackAfter(LOST_MILLIS);
    }
  });
}

/** Refused for good, says the browser; whether that is so, and why, the gateway tells. */
async function comeBack() {
  try {
    await get('/console/api/me');
    const reason = await refusal();
    if (reason && !document.hidden) {
      set({ state: 'refused', reason });
      comeBackAfter(REFUSED_MILLIS);
      return;
    }
  } catch (problem) {
    // A stranger is led to the login; anybody else tries again below.
    if (problem.status === 401) {
      return;
    }
  }
  turn();
}

/** Why the gateway tells no events, or null: an EventSource is not told that. */
async function refusal() {
  const abort = new AbortController();
  const response = await fetch('/console/api/events', { credentials: 'same-origin', signal: abort.signal });
  if (response.ok) {
    abort.abort();
    return null;
  }
  return (await response.json()).error;
}

/** The overview and whether it is live: {overview, state: connecting|live|lost|refused|hidden, reason}. */
export function useLive() {
  const [seen, setSeen] = useState(now);
  useEffect(() => {
    setSeen(now);
    listeners.add(setSeen);
    return () => listeners.delete(setSeen);
  }, []);
  return seen;
}
