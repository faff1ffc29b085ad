@NullMarked
package dev.understudy.student.serving;

import org.jspecify.annotations.NullMarked;
