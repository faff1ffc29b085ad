/** Checks and explains rules on the command line, and tells what others would do. */
@NullMarked
package dev.understudy.rules.command;

import org.jspecify.annotations.NullMarked;
