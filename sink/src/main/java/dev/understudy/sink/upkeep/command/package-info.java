/** Expiry, erasure and compaction on the command line. */
@NullMarked
package dev.understudy.sink.upkeep.command;

import org.jspecify.annotations.NullMarked;
