@NullMarked
package dev.understudy.student.pretrained;

import org.jspecify.annotations.NullMarked;
