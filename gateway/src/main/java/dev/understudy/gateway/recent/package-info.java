/**
 * Remembers what was captured and compared lately, within bounded memory, for people to look at.
 */
@NullMarked
package dev.understudy.gateway.recent;

import org.jspecify.annotations.NullMarked;
