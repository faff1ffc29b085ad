// How all routes stand, told by the gateway as it changes.
import { useEffect, useState } from './dom.js';
import { announce } from './announce.js';
import { get } from './api.js';
import { words } from './format.js';

let now = { overview: null, state: 'connecting', reason: null };
const REFUSED_MILLIS = 30_000;

let source = null;
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

/** Begins to listen; browsers come back by themselves when the connection is lost. */
export function listen() {
  source = new EventSource('/console/api/events');
  source.addEventListener('open', () => set({ state: 'live', reason: null }));
  source.addEventListener('overview', (event) => {
    const overview = JSON.parse(event.data);
    if (now.overview) {
      tellChanges(now.overview, overview);
    }
    set({ overview, state: 'live', reason: null });
  });
  source.addEventListener('error', () => {
    set({ state: 'lost' });
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(comeBack, 5000);
    }
  });
}

/** Refused for good, says the browser; whether that is so, and why, the gateway tells. */
async function comeBack() {
  try {
    await get('/console/api/me');
    const reason = await refusal();
    if (reason) {
      set({ state: 'refused', reason });
      setTimeout(comeBack, REFUSED_MILLIS);
      return;
    }
  } catch (problem) {
    // A stranger is led to the login; anybody else tries again below.
    if (problem.status === 401) {
      return;
    }
  }
  listen();
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

/** The overview and whether it is live: {overview, state: connecting|live|lost|refused, reason}. */
export function useLive() {
  const [seen, setSeen] = useState(now);
  useEffect(() => {
    setSeen(now);
    listeners.add(setSeen);
    return () => listeners.delete(setSeen);
  }, []);
  return seen;
}
