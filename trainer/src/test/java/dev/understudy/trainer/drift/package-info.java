@NullMarked
package dev.understudy.trainer.drift;

import org.jspecify.annotations.NullMarked;
