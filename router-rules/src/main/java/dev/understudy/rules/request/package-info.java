/** A request as rules see it. */
@NullMarked
package dev.understudy.rules.request;

import org.jspecify.annotations.NullMarked;
