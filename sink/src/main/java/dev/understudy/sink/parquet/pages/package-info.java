/**
 * Reads Parquet files page by page. Parquet's own reader takes memory for whatever length a file
 * tells; here no memory is taken for a length before it was held against what the file can hold.
 */
@NullMarked
package dev.understudy.sink.parquet.pages;

import org.jspecify.annotations.NullMarked;
