/** Plays a plan: teacher, dark, canary, hybrid, student. */
@NullMarked
package dev.understudy.gateway.launch;

import org.jspecify.annotations.NullMarked;
