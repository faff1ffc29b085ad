/** Finds addresses of mail and of machines. */
@NullMarked
package dev.understudy.sink.redaction.address;

import org.jspecify.annotations.NullMarked;
