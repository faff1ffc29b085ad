@NullMarked
package dev.understudy.trainer.router.command;

import org.jspecify.annotations.NullMarked;
