/** Finds numbers that stand for a person, an account or a line, and checks them. */
@NullMarked
package dev.understudy.sink.redaction.number;

import org.jspecify.annotations.NullMarked;
