/** Reads from an answer the one word that it comes down to, its label, where it has one. */
@NullMarked
package dev.understudy.diff.label;

import org.jspecify.annotations.NullMarked;
