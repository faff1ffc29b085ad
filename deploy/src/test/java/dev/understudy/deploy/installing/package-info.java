/** Settings and rules that the installations bring, read by the gateway itself. */
@NullMarked
package dev.understudy.deploy.installing;

import org.jspecify.annotations.NullMarked;
