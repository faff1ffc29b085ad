/** Small models that stand in for a teacher, and the server that speaks for them. */
@NullMarked
package dev.understudy.student;

import org.jspecify.annotations.NullMarked;
