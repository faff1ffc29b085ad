/** Chooses the plan for one request; pure: no clock, dice or I/O. */
@NullMarked
package dev.understudy.rules.decision;

import org.jspecify.annotations.NullMarked;
