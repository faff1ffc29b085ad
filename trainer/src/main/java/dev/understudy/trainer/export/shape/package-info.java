/** What a row of each export looks like, by the words of whoever reads it. */
@NullMarked
package dev.understudy.trainer.export.shape;

import org.jspecify.annotations.NullMarked;
