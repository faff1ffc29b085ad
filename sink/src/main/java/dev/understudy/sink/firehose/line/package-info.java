/** A row as a delivery stream takes it: a line of JSON, and the Glue table that line fits into. */
@NullMarked
package dev.understudy.sink.firehose.line;

import org.jspecify.annotations.NullMarked;
