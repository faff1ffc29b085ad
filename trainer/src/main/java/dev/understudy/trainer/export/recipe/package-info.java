/** Configs with which trainers of others learn from an export as it lies. */
@NullMarked
package dev.understudy.trainer.export.recipe;

import org.jspecify.annotations.NullMarked;
