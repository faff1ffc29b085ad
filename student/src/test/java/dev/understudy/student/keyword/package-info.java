/** A small but real student: it counts words, and answers by how many are bad ones. */
@NullMarked
package dev.understudy.student.keyword;

import org.jspecify.annotations.NullMarked;
