/** Finds words in what was said, for one search of a person at a time. */
@NullMarked
package dev.understudy.gateway.judging.words;

import org.jspecify.annotations.NullMarked;
