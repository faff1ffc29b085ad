/**
 * Finds its way to every text in JSON, event streams and plain text, and takes out what is found.
 */
@NullMarked
package dev.understudy.sink.redaction.body;

import org.jspecify.annotations.NullMarked;
