/** A text as detectors see it, and the walk over it from anchor to anchor. */
@NullMarked
package dev.understudy.sink.redaction.text;

import org.jspecify.annotations.NullMarked;
