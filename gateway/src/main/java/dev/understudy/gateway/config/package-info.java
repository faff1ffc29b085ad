/** The gateway's settings, checked before anything starts. */
@NullMarked
package dev.understudy.gateway.config;

import org.jspecify.annotations.NullMarked;
