@NullMarked
package dev.understudy.student.head;

import org.jspecify.annotations.NullMarked;
