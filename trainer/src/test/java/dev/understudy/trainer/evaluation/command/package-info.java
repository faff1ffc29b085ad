@NullMarked
package dev.understudy.trainer.evaluation.command;

import org.jspecify.annotations.NullMarked;
