@NullMarked
package dev.understudy.trainer.training.command;

import org.jspecify.annotations.NullMarked;
