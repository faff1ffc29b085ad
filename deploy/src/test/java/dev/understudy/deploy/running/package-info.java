/** The gateway, started for a test. */
@NullMarked
package dev.understudy.deploy.running;

import org.jspecify.annotations.NullMarked;
