@NullMarked
package dev.understudy.student.engine;

import org.jspecify.annotations.NullMarked;
