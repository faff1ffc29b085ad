/** What may happen to a request, as plain values. */
@NullMarked
package dev.understudy.rules;

import org.jspecify.annotations.NullMarked;
