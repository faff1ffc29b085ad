/** Lets people look at what was captured, and say which of two answers is right. */
@NullMarked
package dev.understudy.gateway.judging;

import org.jspecify.annotations.NullMarked;
