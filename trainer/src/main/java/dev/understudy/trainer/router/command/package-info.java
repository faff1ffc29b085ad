/** The command {@code understudy router}: fits routers and sets thresholds of confidence. */
@NullMarked
package dev.understudy.trainer.router.command;

import org.jspecify.annotations.NullMarked;
