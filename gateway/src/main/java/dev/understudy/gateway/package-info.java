/** main(), wiring, lifecycle; the only room that knows every other. */
@NullMarked
package dev.understudy.gateway;

import org.jspecify.annotations.NullMarked;
