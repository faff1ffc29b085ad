/** Carries sealed segments into delivery streams. */
@NullMarked
package dev.understudy.sink.firehose;

import org.jspecify.annotations.NullMarked;
