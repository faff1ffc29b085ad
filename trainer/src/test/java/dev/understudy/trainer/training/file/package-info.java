@NullMarked
package dev.understudy.trainer.training.file;

import org.jspecify.annotations.NullMarked;
