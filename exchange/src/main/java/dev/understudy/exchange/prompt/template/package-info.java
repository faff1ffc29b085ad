/**
 * What is the same in many prompts, and what varies: applied to prompts in training and serving.
 *
 * <p>Templates and what students are to see of them rest in {@code prompts.json}:
 *
 * <pre>{@code
 * {"format":"understudy-prompts","version":1,
 *  "templates":[
 *   {"name":"translate-from-to-3f9c2a1b","rows":812,"tail":false,
 *    "messages":[{"role":"user","text":["Translate from "," to ",": ",""]}],
 *    "prune":"{1}>{2}: {3}"}]}
 * }</pre>
 *
 * <p>{@code rows} is how many prompts of the sample had the template. {@code text} holds what
 * stands before, between and after the slots: one text for a message that is always the same,
 * {@code ["",""]} for one that varies wholly. {@code tail} says that any messages may follow.
 * {@code prune} is {@code none}, {@code input}, or a text with {@code {input}} or {@code {1}}, the
 * slots by number. Templates are listed in the order in which they are tried.
 */
@NullMarked
package dev.understudy.exchange.prompt.template;

import org.jspecify.annotations.NullMarked;
