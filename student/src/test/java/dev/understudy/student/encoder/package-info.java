@NullMarked
package dev.understudy.student.encoder;

import org.jspecify.annotations.NullMarked;
