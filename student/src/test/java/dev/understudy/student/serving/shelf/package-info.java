@NullMarked
package dev.understudy.student.serving.shelf;

import org.jspecify.annotations.NullMarked;
