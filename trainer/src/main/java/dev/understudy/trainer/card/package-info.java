/**
 * What a training set is made of, and what to know before learning from it: the data card, as
 * values and as JSON.
 */
@NullMarked
package dev.understudy.trainer.card;

import org.jspecify.annotations.NullMarked;
