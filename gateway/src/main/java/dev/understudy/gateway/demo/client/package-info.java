/** What the demo does from outside the gateway: asks as applications do, looks as operators do. */
@NullMarked
package dev.understudy.gateway.demo.client;

import org.jspecify.annotations.NullMarked;
