/** main(), the scenarios and their tables; the only room that knows every other. */
@NullMarked
package dev.understudy.bench;

import org.jspecify.annotations.NullMarked;
