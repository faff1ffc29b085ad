@NullMarked
package dev.understudy.trainer.mistakes;

import org.jspecify.annotations.NullMarked;
