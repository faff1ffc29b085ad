/** Expires, erases and compacts what is stored. */
@NullMarked
package dev.understudy.sink.upkeep;

import org.jspecify.annotations.NullMarked;
