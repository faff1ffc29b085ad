// What an application does with Vercel's AI SDK, over OpenAI's APIs and Anthropic's.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { embedMany, experimental_transcribe, generateImage, generateObject, generateText, streamText, tool } from 'ai';
import { z } from 'zod';
import { all, base, describe, letGo, noise, scenario } from './transcript.mjs';

globalThis.AI_SDK_LOG_WARNINGS = false;
const baseURL = new URL('/v1', base).href;
const openai = createOpenAI({ baseURL, apiKey: 'sk-test', organization: 'org-1' });
const anthropic = createAnthropic({ baseURL, apiKey: 'sk-ant-test' });
const prompt = 'Grüße 👩‍👩‍👧‍👦?';
const city = z.object({ city: z.string() });
const tools = { weather: tool({ inputSchema: city }), time: tool({ inputSchema: city }) };

async function text(model, more) {
  const { content, finishReason, usage, response } = await generateText({ model, prompt, ...more });
  return { content, finishReason, usage, id: response.id, model: response.modelId };
}

async function stream(model, more) {
  const errors = [];
  const onError = ({ error }) => errors.push(describe(error));
  const { fullStream } = streamText({ model, prompt, onError, ...more });
  const { parts, error } = await all(fullStream);
  return { parts: parts.map(seen), errors, error };
}

/** A part without the times and ids that the client makes up itself. */
function seen(part) {
  const { request, response, warnings, providerMetadata, ...rest } = part;
  if (rest.error) rest.error = describe(rest.error);
  return rest;
}

for (const [name, model] of [
  ['chat', openai.chat('gpt-4')],
  ['responses', openai.responses('gpt-4.1')],
  ['messages', anthropic('claude-test')],
]) {
  await scenario(name, () => text(model, { temperature: 0.1 }));
  await scenario(`${name} streamed`, () => stream(model));
  await scenario(`${name} with tools`, () => text(model, { tools }));
  await scenario(`${name} with tools streamed`, () => stream(model, { tools }));
}
await scenario('log probabilities', () => text(openai.chat('gpt-4'), { providerOptions: { openai: { logprobs: 1 } } }));
await scenario('answer that does not match its schema', () => generateObject({ model: openai.chat('gpt-4'), schema: city, prompt }));
await scenario('embeddings', async () => (await embedMany({ model: openai.embedding('text-embedding-3-small'), values: ['a', 'b'] })).embeddings);
await scenario('image', async () => (await generateImage({ model: openai.image('gpt-image-1'), prompt })).image.base64.length);
await scenario('audio transcribed', async () => (await experimental_transcribe({ model: openai.transcription('whisper-1'), audio: noise(50_000) })).text);
await scenario('compressed stream', () => stream(openai.chat('gpt-4/gzip')));
await scenario('first words come while the rest is held', async () => {
  const words = [];
  for await (const word of streamText({ model: openai.chat('gpt-4/held-2'), prompt }).textStream) {
    words.push(word);
    if (words.length === 1) await letGo();
  }
  return words;
});
for (const status of [400, 401, 404]) {
  await scenario(`error ${status}`, () => text(openai.chat(`gpt-4/fails-${status}`)));
}
await scenario('busy twice, back after milliseconds', () => text(openai.chat('gpt-4/busy-20')));
await scenario('busy, back after a second', () => text(openai.chat('gpt-4/wait-1')));
await scenario('busy more often than we retry', () => text(openai.chat('gpt-4/busy-21'), { maxRetries: 1 }));
await scenario('failing once with 503', () => stream(anthropic('claude/flaky-503')));
await scenario('error in the stream', () => stream(openai.chat('gpt-4/breaks-3')));
await scenario('error in the messages stream', () => stream(anthropic('claude/breaks-5')));
await scenario('stream cut', () => stream(openai.chat('gpt-4/cut-700')));
await scenario('answer cut', () => text(openai.chat('gpt-4/cut-100'), { maxRetries: 0 }));
await scenario('application leaves in the stream', async () => {
  const leaving = new AbortController();
  const words = [];
  const { textStream } = streamText({ model: openai.chat('gpt-4/stall-3'), prompt, abortSignal: leaving.signal });
  for await (const word of textStream) {
    words.push(word);
    if (words.length === 2) leaving.abort();
  }
  return words;
});
