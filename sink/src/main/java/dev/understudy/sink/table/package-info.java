/**
 * Tells which of a store's files make up a table now, while some are merged into others, and which
 * of them are new.
 */
@NullMarked
package dev.understudy.sink.table;

import org.jspecify.annotations.NullMarked;
