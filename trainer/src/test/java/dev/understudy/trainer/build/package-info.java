/** Whole datasets, built of captures that tests make. */
@NullMarked
package dev.understudy.trainer.build;

import org.jspecify.annotations.NullMarked;
