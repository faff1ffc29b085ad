/** What answers must be like to be given to a client, and whether one is. */
@NullMarked
package dev.understudy.gateway.output;

import org.jspecify.annotations.NullMarked;
