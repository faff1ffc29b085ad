// Speaks with the gateway. Calls that change something prove by a header that a page of its own makes them.
import { useCallback, useEffect, useRef, useState } from './dom.js';

/** Who uses the console: {name, role: viewer|judge|operator, csrf, prompts}; null until known. */
export let me = null;

/** Something the gateway refused, with its own words. */
export class Problem extends Error {
  constructor(status, message, answer) {
    super(message);
    this.status = status;
    this.answer = answer;
  }
}

const RANKS = ['viewer', 'judge', 'operator'];

/** Whether the user may do what that role may. */
export function may(role) {
  return me != null && RANKS.indexOf(me.role) >= RANKS.indexOf(role);
}

/** Finds out who uses the console. */
export async function meet() {
  me = await get('/console/api/me');
  return me;
}

/** The JSON at a path. */
export function get(path, options = {}) {
  return call(path, { ...options, method: 'GET' });
}

/** The JSON that comes of sending some. */
export function post(path, body, options = {}) {
  return call(path, {
    ...options,
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'x-understudy-csrf': me?.csrf ?? '' },
  });
}

/** Takes back what is at a path. */
export function remove(path, options = {}) {
  return call(path, { ...options, method: 'DELETE', headers: { 'x-understudy-csrf': me?.csrf ?? '' } });
}

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, {
      ...options,
      credentials: 'same-origin',
      redirect: 'error',
      headers: { accept: 'application/json', ...options.headers },
    });
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new Problem(0, 'The gateway cannot be reached.');
  }
  const text = await response.text();
  let answer;
  try {
    answer = text === '' ? null : JSON.parse(text);
  } catch (notJson) {
    answer = null;
  }
  if (response.status === 401) {
    dispatchEvent(new CustomEvent('understudy:stranger'));
  }
  if (!response.ok) {
    throw new Problem(response.status, answer?.error ?? `The gateway answered ${response.status}.`, answer);
  }
  return answer;
}

/**
 * The JSON at a path, asked again every so many milliseconds while the page is seen, and by
 * `again()`. What was there stays while it is asked for; an answer to an earlier path is dropped.
 * Until there is an answer, `stale` is what an earlier path had last, which who shows it must tell.
 */
export function useJson(path, everyMillis = 0) {
  const [state, setState] = useState({ path: null, data: null, problem: null });
  const asked = useRef(null);
  const ask = useCallback(async () => {
    if (path == null) {
      return;
    }
    asked.current?.abort();
    const abort = new AbortController();
    asked.current = abort;
    try {
      const data = await get(path, { signal: abort.signal });
      setState({ path, data, problem: null });
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        setState((before) => ({ path, data: before.path === path ? before.data : null, problem }));
      }
    }
  }, [path]);
  useEffect(() => {
    ask();
    const timer = everyMillis > 0 ? setInterval(() => document.hidden || ask(), everyMillis) : 0;
    return () => {
      clearInterval(timer);
      asked.current?.abort();
    };
  }, [ask, everyMillis]);
  return state.path === path
    ? { data: state.data, problem: state.problem, stale: null, again: ask }
    : { data: null, problem: null, stale: state.data, again: ask };
}
