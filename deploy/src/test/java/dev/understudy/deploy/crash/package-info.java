/** What survives when the gateway is killed. */
@NullMarked
package dev.understudy.deploy.crash;

import org.jspecify.annotations.NullMarked;
