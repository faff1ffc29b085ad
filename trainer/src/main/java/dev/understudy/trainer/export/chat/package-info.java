/**
 * Conversations in the form of OpenAI's chat API, read from JSON into values that exports can be
 * made from.
 */
@NullMarked
package dev.understudy.trainer.export.chat;

import org.jspecify.annotations.NullMarked;
