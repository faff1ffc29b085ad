// What an application does with LangChain over OpenAI's APIs.
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { all, base, letGo, scenario } from './transcript.mjs';

const configuration = { baseURL: new URL('/v1', base).href };
const llm = (model, more) => new ChatOpenAI({ model, apiKey: 'sk-test', maxRetries: 0, configuration, ...more });
const ask = 'Grüße 👩‍👩‍👧‍👦?';
const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];
const stream = async (runnable) => {
  const { parts, error } = await all(await runnable.stream(ask));
  return { parts: parts.map(seen), error };
};

/** A message without the ids that the client makes up itself. */
function seen(message) {
  const { content, tool_calls, tool_call_chunks, invalid_tool_calls, usage_metadata, response_metadata } = message;
  return { content, tool_calls, tool_call_chunks, invalid_tool_calls, usage_metadata, response_metadata };
}

await scenario('chat', async () => seen(await llm('gpt-4').invoke(ask)));
await scenario('chat streamed', () => stream(llm('gpt-4')));
await scenario('chat streamed without usage', () => stream(llm('gpt-4', { streamUsage: false })));
await scenario('tools', async () => seen(await llm('gpt-4').bindTools(tools).invoke(ask)));
await scenario('tools streamed', () => stream(llm('gpt-4').bindTools(tools)));
await scenario('log probabilities', async () => seen(await llm('gpt-4', { logprobs: true, topLogprobs: 1 }).invoke(ask)));
await scenario('response', async () => seen(await llm('gpt-4.1', { useResponsesApi: true }).invoke(ask)));
await scenario('response streamed', () => stream(llm('gpt-4.1', { useResponsesApi: true })));
await scenario('batch', async () => (await llm('gpt-4', { maxConcurrency: 1 }).batch([ask, 'b', 'c'])).map(seen));
await scenario('embeddings', () => new OpenAIEmbeddings({ model: 'text-embedding-3-small', apiKey: 'sk-test', configuration }).embedDocuments(['a', 'b']));
await scenario('first words come while the rest is held', async () => {
  const words = [];
  for await (const part of await llm('gpt-4/held-2').stream(ask)) {
    words.push(part.content);
    if (part.content === 'Grüße') await letGo();
  }
  return words;
});
for (const status of [400, 401, 404, 429, 500]) {
  await scenario(`error ${status}`, () => llm(`gpt-4/fails-${status}`).invoke(ask));
}
await scenario('failing once with 500', async () => seen(await llm('gpt-4/flaky-500', { maxRetries: 1 }).invoke(ask)));
await scenario('error in the stream', () => stream(llm('gpt-4/breaks-3')));
await scenario('stream cut', () => stream(llm('gpt-4/cut-700')));
await scenario('application leaves in the stream', async () => {
  const leaving = new AbortController();
  const words = [];
  for await (const part of await llm('gpt-4/stall-3').stream(ask, { signal: leaving.signal })) {
    words.push(part.content);
    if (words.length === 3) leaving.abort();
  }
  return words;
});
