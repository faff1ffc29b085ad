/** Starts PyTorch in this process, once and offline, and tells which devices it has. */
@NullMarked
package dev.understudy.student.engine;

import org.jspecify.annotations.NullMarked;
