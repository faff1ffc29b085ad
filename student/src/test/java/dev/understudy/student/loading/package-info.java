@NullMarked
package dev.understudy.student.loading;

import org.jspecify.annotations.NullMarked;
