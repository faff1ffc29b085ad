/** Pairs of answers to one request of which one is better, to learn preferences from. */
@NullMarked
package dev.understudy.trainer.preference;

import org.jspecify.annotations.NullMarked;
