/**
 * What OpenAI's chat completions API says and hears, as far as a student can heed it: requests and
 * refusals, answers whole and as chunks. Knows nothing of sockets.
 */
@NullMarked
package dev.understudy.student.serving.chat;

import org.jspecify.annotations.NullMarked;
