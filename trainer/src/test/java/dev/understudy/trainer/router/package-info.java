@NullMarked
package dev.understudy.trainer.router;

import org.jspecify.annotations.NullMarked;
