/** Speaks HTTP with teachers and students: pools, deadlines, breakers, health. */
@NullMarked
package dev.understudy.gateway.upstream;

import org.jspecify.annotations.NullMarked;
