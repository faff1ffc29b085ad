/** The command {@code understudy student}: serves models until it is told to stop. */
@NullMarked
package dev.understudy.student.command;

import org.jspecify.annotations.NullMarked;
