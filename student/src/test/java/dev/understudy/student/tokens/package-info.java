@NullMarked
package dev.understudy.student.tokens;

import org.jspecify.annotations.NullMarked;
