/** Prints the Glue tables, and tells what of what was sent did not arrive. */
@NullMarked
package dev.understudy.sink.firehose.command;

import org.jspecify.annotations.NullMarked;
