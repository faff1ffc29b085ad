/** Carries examples through Spark: the session, and their columns. */
@NullMarked
package dev.understudy.trainer.spark;

import org.jspecify.annotations.NullMarked;
