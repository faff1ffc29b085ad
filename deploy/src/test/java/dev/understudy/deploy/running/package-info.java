/** The program, started for a test, and what it may need beside it. */
@NullMarked
package dev.understudy.deploy.running;

import org.jspecify.annotations.NullMarked;
