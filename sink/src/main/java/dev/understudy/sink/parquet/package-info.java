/** The column layout of the tables: writing them, reading them. */
@NullMarked
package dev.understudy.sink.parquet;

import org.jspecify.annotations.NullMarked;
