/** Compares two answers to one request. Pure: nothing here reads a clock, a file or a socket. */
@NullMarked
package dev.understudy.diff;

import org.jspecify.annotations.NullMarked;
