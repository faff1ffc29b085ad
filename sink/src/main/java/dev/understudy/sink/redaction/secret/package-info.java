/** Finds what opens doors: keys, tokens, passwords in addresses. */
@NullMarked
package dev.understudy.sink.redaction.secret;

import org.jspecify.annotations.NullMarked;
