/** Copies of the traffic that a student, or the teacher once more, answers for comparison alone. */
@NullMarked
package dev.understudy.gateway.rehearsal;

import org.jspecify.annotations.NullMarked;
