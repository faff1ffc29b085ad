/** Conditions about a request as expressions in CEL: compiled once, bounded in cost. */
@NullMarked
package dev.understudy.rules.expression;

import org.jspecify.annotations.NullMarked;
