/** What the gateway does to bytes on the wire, seen by plain sockets. */
@NullMarked
package dev.understudy.deploy.wire;

import org.jspecify.annotations.NullMarked;
