// What an application does with Anthropic's own client.
import Anthropic from '@anthropic-ai/sdk';
import { all, base, letGo, scenario, visible } from './transcript.mjs';

const client = new Anthropic({ baseURL: base.origin, apiKey: 'sk-ant-test', maxRetries: 2 });
const body = (model, more) => ({ model, max_tokens: 99, messages: [{ role: 'user', content: 'Grüße 👩‍👩‍👧‍👦?' }], ...more });
const ask = (model, more, request) => client.messages.create(body(model, more), request);
const stream = async (model, more, request) => all(await ask(model, { stream: true, ...more }, request));
const tools = [{ name: 'weather', input_schema: { type: 'object', properties: { city: { type: 'string' } } } }];

await scenario('message', () => ask('claude-test', { system: 'Be brief.', metadata: { user_id: 'u-1' } }));
await scenario('message with its response', async () => {
  const { data, response, request_id } = await ask('claude-test').withResponse();
  return { data, status: response.status, headers: visible(response.headers), request_id };
});
await scenario('message streamed', () => stream('claude-test'));
await scenario('tools', () => ask('claude-test', { tools }));
await scenario('tools streamed', () => stream('claude-test', { tools }));
await scenario('tools streamed and put together', async () => {
  const deltas = [];
  const answer = client.messages.stream(body('claude-test', { tools })).on('inputJson', (part) => deltas.push(part));
  return { final: await answer.finalMessage(), deltas };
});
await scenario('tokens counted', () => client.messages.countTokens({ model: 'claude-test', messages: body().messages }));
await scenario('beta', () => client.beta.messages.create(body('claude-test', { betas: ['a-1', 'b-2'] })));
await scenario('compressed stream', () => stream('claude/gzip'));
await scenario('first words come while the rest is held', async () => {
  const parts = [];
  for await (const part of await ask('claude/held-4', { stream: true })) {
    parts.push(part);
    if (part.delta?.text === 'Grüße') await letGo();
  }
  return parts;
});
for (const status of [400, 401, 404, 413]) {
  await scenario(`error ${status}`, () => ask(`claude/fails-${status}`));
}
await scenario('busy twice, back after milliseconds', () => ask('claude/busy-20'));
await scenario('busy, back after a second', () => ask('claude/wait-1'));
for (const status of [500, 529]) {
  await scenario(`failing once with ${status}`, () => ask(`claude/flaky-${status}`));
}
await scenario('error in the stream', () => stream('claude/breaks-5'));
await scenario('stream cut', () => stream('claude/cut-700', {}, { maxRetries: 0 }));
await scenario('application leaves in the stream', async () => {
  const parts = [];
  const answer = await ask('claude/stall-4', { stream: true });
  for await (const part of answer) {
    parts.push(part);
    if (part.delta?.text === 'Grüße') answer.controller.abort();
  }
  return parts;
});
