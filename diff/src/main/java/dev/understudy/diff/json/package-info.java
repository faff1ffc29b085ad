/** Compares two JSON values place by place and says at which JSON pointers they differ. */
@NullMarked
package dev.understudy.diff.json;

import org.jspecify.annotations.NullMarked;
