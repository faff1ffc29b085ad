/** Tells what differs between two answers to one request. Pure: no clock, file or socket. */
@NullMarked
package dev.understudy.diff;

import org.jspecify.annotations.NullMarked;
