/** Serves students over HTTP as OpenAI's API: chat completions, models, health, metrics. */
@NullMarked
package dev.understudy.student.serving;

import org.jspecify.annotations.NullMarked;
