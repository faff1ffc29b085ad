/** Tells who calls the admin port, and what they may do there. */
@NullMarked
package dev.understudy.gateway.access;

import org.jspecify.annotations.NullMarked;
