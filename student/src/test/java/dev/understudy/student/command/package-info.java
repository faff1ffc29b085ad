@NullMarked
package dev.understudy.student.command;

import org.jspecify.annotations.NullMarked;
