/**
 * Takes content codings (gzip, deflate, br, zstd) off captured bytes and tells text from binary.
 */
@NullMarked
package dev.understudy.exchange.wire.coding;

import org.jspecify.annotations.NullMarked;
