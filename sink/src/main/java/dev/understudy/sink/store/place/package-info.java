/** Opens the store that a place in words names. */
@NullMarked
package dev.understudy.sink.store.place;

import org.jspecify.annotations.NullMarked;
