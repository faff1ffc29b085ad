/** Rows as they lie in files, copied from one to another without a look at what they mean. */
@NullMarked
package dev.understudy.sink.parquet.rows;

import org.jspecify.annotations.NullMarked;
