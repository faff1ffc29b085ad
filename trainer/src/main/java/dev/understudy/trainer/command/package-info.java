/** The commands of {@code understudy dataset}. */
@NullMarked
package dev.understudy.trainer.command;

import org.jspecify.annotations.NullMarked;
