@NullMarked
package dev.understudy.student.serving.batch;

import org.jspecify.annotations.NullMarked;
