/** Loads any student from its folder; knows all that a student can be made of. */
@NullMarked
package dev.understudy.student.loading;

import org.jspecify.annotations.NullMarked;
