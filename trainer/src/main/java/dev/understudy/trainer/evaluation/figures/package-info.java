/** What systems achieved on the same frozen rows, each figure with how far it may be off. */
@NullMarked
package dev.understudy.trainer.evaluation.figures;

import org.jspecify.annotations.NullMarked;
