/** The commands that train students: one, variations of it, and on shares of its rows. */
@NullMarked
package dev.understudy.trainer.training.command;

import org.jspecify.annotations.NullMarked;
