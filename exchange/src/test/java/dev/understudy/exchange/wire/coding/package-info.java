/** Tests of the content codings. */
@NullMarked
package dev.understudy.exchange.wire.coding;

import org.jspecify.annotations.NullMarked;
