/** Shows the whole at work in one command: a practice teacher, the gateway, calls, captures. */
@NullMarked
package dev.understudy.gateway.demo;

import org.jspecify.annotations.NullMarked;
