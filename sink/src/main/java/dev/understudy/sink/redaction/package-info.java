/** Removes what must never be stored, before anything is stored. */
@NullMarked
package dev.understudy.sink.redaction;

import org.jspecify.annotations.NullMarked;
