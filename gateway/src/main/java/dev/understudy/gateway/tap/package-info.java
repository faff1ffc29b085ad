/** Copies what flows past, up to a limit, into an exchange. */
@NullMarked
package dev.understudy.gateway.tap;

import org.jspecify.annotations.NullMarked;
