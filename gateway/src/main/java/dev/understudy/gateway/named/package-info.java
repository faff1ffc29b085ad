/** Opens the files that rules name and that other modules know to read. */
@NullMarked
package dev.understudy.gateway.named;

import org.jspecify.annotations.NullMarked;
