/** Takes an exchange at once, or counts the drop; never makes callers wait unasked. */
@NullMarked
package dev.understudy.sink.capture;

import org.jspecify.annotations.NullMarked;
