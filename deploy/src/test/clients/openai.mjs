// What an application does with OpenAI's own client.
import { createHash } from 'node:crypto';
import OpenAI, { toFile } from 'openai';
import { all, base, letGo, noise, scenario, stalled, visible } from './transcript.mjs';

const options = { baseURL: new URL('/v1', base).href, apiKey: 'sk-test', maxRetries: 2 };
const client = new OpenAI({ ...options, organization: 'org-1', project: 'proj-1' });
const ask = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Grüße, 世界 👩‍👩‍👧‍👦\u2028?' },
];
const tool = (name) => ({
  type: 'function',
  function: { name, parameters: { type: 'object', properties: { city: { type: 'string' } } } },
});
const tools = [tool('weather'), tool('time')];
const chat = (model, more, request) => client.chat.completions.create({ model, messages: ask, ...more }, request);
const stream = async (model, more, request) => all(await chat(model, { stream: true, ...more }, request));
const digest = (bytes) => `${bytes.byteLength} ${createHash('sha256').update(Buffer.from(bytes)).digest('hex')}`;

await scenario('chat', () => chat('gpt-4', { temperature: 0.1, user: 'u-1' }));
await scenario('chat with its response', async () => {
  const { data, response, request_id } = await chat('gpt-4').withResponse();
  return { data, status: response.status, headers: visible(response.headers), request_id };
});
await scenario('chat, three choices', () => chat('gpt-4', { n: 3 }));
await scenario('chat streamed', () => stream('gpt-4'));
await scenario('chat streamed with usage', () => stream('gpt-4', { stream_options: { include_usage: true } }));
await scenario('tools', () => chat('gpt-4', { tools }));
await scenario('tools streamed', () => stream('gpt-4', { tools }));
await scenario('tools streamed and put together', async () => {
  const events = [];
  const runner = client.chat.completions
    .stream({ model: 'gpt-4', messages: ask, tools })
    .on('tool_calls.function.arguments.delta', (event) => events.push(event));
  return { final: await runner.finalChatCompletion(), events };
});
await scenario('log probabilities', () => chat('gpt-4', { logprobs: true, top_logprobs: 1 }));
await scenario('log probabilities streamed', () => stream('gpt-4', { logprobs: true, top_logprobs: 1 }));
await scenario('legacy completion', () => client.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: 'Say' }));
await scenario('response', () => client.responses.create({ model: 'gpt-4.1', input: 'Hi' }));
await scenario('response streamed', async () => all(await client.responses.create({ model: 'gpt-4.1', input: 'Hi', stream: true })));
const flat = [{ type: 'function', name: 'weather', strict: false, parameters: tools[0].function.parameters }];
await scenario('response with tools', () => client.responses.create({ model: 'gpt-4.1', input: 'Hi', tools: flat }));
await scenario('response with tools streamed', async () => all(await client.responses.create({ model: 'gpt-4.1', input: 'Hi', tools: flat, stream: true })));
await scenario('embeddings', () => client.embeddings.create({ model: 'text-embedding-3-small', input: ['a', 'b'] }));
await scenario('embeddings as floats', () => client.embeddings.create({ model: 'text-embedding-3-small', input: 'a', encoding_format: 'float' }));
await scenario('embeddings as base64', () => client.embeddings.create({ model: 'text-embedding-3-small', input: 'a', encoding_format: 'base64' }));
await scenario('file uploaded', async () => client.files.create({ purpose: 'fine-tune', file: await toFile(noise(300_000), 'Zürich "1".jsonl') }));
await scenario('files listed', () => all(client.files.list({ limit: 2, after: 'file/&=ü' })));
await scenario('file read', async () => digest(await (await client.files.content('file-1')).arrayBuffer()));
await scenario('file deleted', () => client.files.delete('file-1'));
const audio = () => toFile(noise(100_000), 'speech.mp3', { type: 'audio/mpeg' });
await scenario('audio transcribed', async () => client.audio.transcriptions.create({ model: 'whisper-1', file: await audio() }));
await scenario('audio transcribed, streamed', async () => all(await client.audio.transcriptions.create({ model: 'gpt-4o-transcribe', file: await audio(), stream: true })));
await scenario('speech', async () => digest(await (await client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'Hi' })).arrayBuffer()));
await scenario('image', async () => digest(Buffer.from((await client.images.generate({ model: 'gpt-image-1', prompt: 'A cat' })).data[0].b64_json)));
await scenario('models', () => all(client.models.list()));
await scenario('model', () => client.models.retrieve('gpt-4'));
await scenario('path of our own', () => client.get('/assistants/a%2Fb?x=1&&y=%7e', { headers: { 'X-Twice': 'a, b' } }));

await scenario('large prompt', () => chat('gpt-4', { messages: [{ role: 'user', content: 'ü'.repeat(1_500_000) }] }));
await scenario('compressed', () => chat('gpt-4/gzip'));
await scenario('compressed stream', () => stream('gpt-4/gzip'));
await scenario('CR LF and comments', () => stream('gpt-4/crlf'));
await scenario('first words come while the rest is held', async () => {
  const parts = [];
  for await (const part of await chat('gpt-4/held-3', { stream: true })) {
    parts.push(part.choices[0].delta);
    if (parts.length === 3) await letGo();
  }
  return parts;
});

for (const status of [400, 403, 404, 422]) {
  await scenario(`error ${status}`, () => chat(`gpt-4/fails-${status}`));
}
await scenario('error 400 streamed', () => stream('gpt-4/fails-400'));
await scenario('wrong key', () => new OpenAI({ ...options, apiKey: 'wrong' }).models.list());
await scenario('unknown model', () => client.models.retrieve('gpt-5/x?y'));
await scenario('busy twice, back after milliseconds', () => chat('gpt-4/busy-20'));
await scenario('busy twice, streamed', () => stream('gpt-4/busy-21'));
await scenario('busy more often than we retry', () => chat('gpt-4/busy-22', {}, { maxRetries: 1 }));
await scenario('busy, back after a second', () => chat('gpt-4/wait-1'));
for (const status of [408, 409, 500, 502, 503, 504]) {
  await scenario(`failing once with ${status}`, () => chat(`gpt-4/flaky-${status}`));
}
await scenario('error 500 not retried', () => chat('gpt-4/fails-500', {}, { maxRetries: 0 }));
await scenario('error in the stream', () => stream('gpt-4/breaks-3'));
await scenario('stream cut', () => stream('gpt-4/cut-700', {}, { maxRetries: 0 }));
await scenario('stream cut between two events', () => stream('gpt-4/drop-3', {}, { maxRetries: 0 }));
await scenario('answer cut', () => chat('gpt-4/cut-100', {}, { maxRetries: 0 }));
await scenario('no answer in time', () => chat('gpt-4/silent', {}, { timeout: 2000, maxRetries: 1 }));
await scenario('application leaves before the answer', () => {
  const leaving = new AbortController();
  const answer = chat('gpt-4/silent', {}, { signal: leaving.signal });
  stalled(3).then(() => leaving.abort()); // two were given up above
  return answer;
});
await scenario('application leaves in the stream', async () => {
  const parts = [];
  const answer = await chat('gpt-4/stall-3', { stream: true });
  for await (const part of answer) {
    parts.push(part);
    if (parts.length === 3) answer.controller.abort();
  }
  return parts;
});
await scenario('many at once', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => stream('gpt-4')));
  return answers.map((answer) => answer.parts.length);
});
