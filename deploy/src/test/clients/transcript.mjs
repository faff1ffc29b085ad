// Writes down everything an application can see of its calls, one JSON line for each scenario, so
// that two runs can be compared. The base URL is given as the first argument and shown as <base>.
import diagnostics from 'node:diagnostics_channel';

export const base = new URL(process.argv[2]);

// What Node's own fetch saw on the wire: every request, so that retries count, and every response's
// head with its raw header list.
let wire = [];
const entries = new WeakMap();
const on = (name, note) => diagnostics.subscribe(`undici:request:${name}`, note);

on('create', ({ request }) => {
  const entry = { request: `${request.method} ${request.path}` };
  entries.set(request, entry);
  wire.push(entry);
});
on('headers', ({ request, response }) => {
  const entry = entries.get(request);
  entry.status = `${response.statusCode} ${response.statusText}`;
  entry.headers = rawHeaders(response.headers);
});
// Connection management is the business of two neighbours; what the gateway adds is announced.
const unseen = /^(connection|keep-alive|x-understudy-.*)$/i;

function rawHeaders(raw) {
  const list = [];
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i].toString('latin1');
    if (!unseen.test(name)) list.push(`${name}: ${raw[i + 1].toString('latin1')}`);
  }
  return list;
}

/** Runs what an application would do and writes down its result or its error. */
export async function scenario(name, play) {
  wire = [];
  const line = { scenario: name };
  const deadline = setTimeout(() => {
    console.error(`scenario ${name} did not end within 60 s; saw ${masked(JSON.stringify(wire))}`);
    process.exit(1);
  }, 60_000);
  try {
    line.saw = await play();
  } catch (error) {
    line.error = describe(error);
  }
  clearTimeout(deadline);
  line.wire = wire;
  console.log(masked(JSON.stringify(line)));
}

/** All that a stream gives, in order, and the error that ended it, if one did. */
export async function all(stream) {
  const parts = [];
  try {
    for await (const part of stream) parts.push(part);
  } catch (error) {
    return { parts, error: describe(error) };
  }
  return { parts };
}

/** Everything an application can ask an error. */
export function describe(error, depth = 0) {
  if (!(error instanceof Error) || depth > 4) return error;
  const seen = { class: error.constructor.name, name: error.name, message: error.message };
  for (const key of ['status', 'statusCode', 'code', 'type', 'param', 'requestID', 'error', 'isRetryable', 'reason', 'responseBody', 'data', 'lc_error_code']) {
    if (error[key] !== undefined) seen[key] = error[key];
  }
  for (const key of ['headers', 'responseHeaders']) {
    if (error[key]) seen[key] = visible(error[key]);
  }
  if (error.errors) seen.errors = error.errors.map((each) => describe(each, depth + 1));
  if (error.cause) seen.cause = describe(error.cause, depth + 1);
  return seen;
}

/** Response headers as an application gets them. */
export function visible(headers) {
  const pairs = typeof headers.entries === 'function' ? [...headers.entries()] : Object.entries(headers);
  return Object.fromEntries(pairs.filter(([name]) => !unseen.test(name)));
}

/** Lets the upstream's held answer go on: proof that what came before was not kept back. */
export const letGo = () => fetch(new URL('/v1/models/let-go', base)).then((answer) => answer.text());

/** Waits until the upstream has so many requests, over all scenarios, that it lets wait for ever. */
export const stalled = (requests) => fetch(new URL(`/stalled/${requests}`, base)).then((answer) => answer.text());

function masked(text) {
  return text.replaceAll(base.host, '<base>').replaceAll(`127.0.0.1:${base.port}`, '<base>');
}

/** Bytes that are not text, the same in every run. */
export function noise(size) {
  const bytes = new Uint8Array(size);
  for (let i = 0, state = size; i < size; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}
