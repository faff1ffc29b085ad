/**
 * Turns what was captured of a request into the conversation a student learns from.
 *
 * <p>A conversation is a compact JSON array of messages in the form of OpenAI's chat API, whatever
 * API was spoken: {@code role} first, then {@code content}, then what else the message has:
 *
 * <pre>{@code
 * [{"role":"system","content":"Be kind."},
 *  {"role":"user","content":"Weather in Oslo?"},
 *  {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
 *   "function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}]},
 *  {"role":"tool","content":"-3","tool_call_id":"c1"}]
 * }</pre>
 *
 * <p>Content is a text, or null, or a list of parts where one of them is no text. Text parts alone
 * are joined with line breaks, as a person reads them.
 */
@NullMarked
package dev.understudy.exchange.prompt;

import org.jspecify.annotations.NullMarked;
