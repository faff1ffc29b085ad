/**
 * Traces requests with OpenTelemetry: continues clients' traces, names what happened, tells a
 * collector.
 */
@NullMarked
package dev.understudy.gateway.tracing;

import org.jspecify.annotations.NullMarked;
