/** What rules take out of records: made ready for the capture, and tried on what is stored. */
@NullMarked
package dev.understudy.gateway.redaction;

import org.jspecify.annotations.NullMarked;
