/** What any student can do, whatever it is made of: answer conversations, many at a time. */
@NullMarked
package dev.understudy.student.model;

import org.jspecify.annotations.NullMarked;
