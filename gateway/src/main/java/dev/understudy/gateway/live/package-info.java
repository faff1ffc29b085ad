/**
 * The rules in force: read again when their file changes, and never worse than the last good ones.
 */
@NullMarked
package dev.understudy.gateway.live;

import org.jspecify.annotations.NullMarked;
