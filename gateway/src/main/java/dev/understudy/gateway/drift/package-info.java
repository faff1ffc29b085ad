/** Watches the requests of routes for drift away from what their students were trained on. */
@NullMarked
package dev.understudy.gateway.drift;

import org.jspecify.annotations.NullMarked;
