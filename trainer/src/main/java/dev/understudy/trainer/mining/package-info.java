/**
 * Finds the templates that prompts were made from.
 *
 * <p>Texts of one role are parted by what they begin and end with, token by token, as far as many
 * share it. Where the next token is anybody's, a slot begins. What was parted off must be long
 * enough to be no chance: many inputs begin with the same few words. What remains between beginning
 * and end is searched for constants inside. Then messages make up conversations, and conversations
 * of the same patterns a template.
 */
@NullMarked
package dev.understudy.trainer.mining;

import org.jspecify.annotations.NullMarked;
