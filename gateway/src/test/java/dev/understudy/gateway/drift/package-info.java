/** Tests of the room drift. */
@NullMarked
package dev.understudy.gateway.drift;

import org.jspecify.annotations.NullMarked;
