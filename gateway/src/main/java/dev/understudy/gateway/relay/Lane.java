package dev.understudy.gateway.relay;

import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.gateway.tap.Ids;
import dev.understudy.gateway.tap.Recorder;
import dev.understudy.gateway.tracing.Tracing;
import dev.understudy.gateway.upstream.Deadlines;
import dev.understudy.gateway.upstream.UpstreamClient;
import io.vertx.core.Context;

/**
 * What one event loop has for its calls.
 *
 * @param context the event loop's context
 * @param client connections to upstreams
 * @param deadlines the deadlines of calls in flight
 * @param ids makes identifiers
 * @param recorder takes finished exchanges
 * @param meters counts and times
 * @param tracing traces requests
 * @param config the gateway's settings
 */
public record Lane(
    Context context,
    UpstreamClient client,
    Deadlines deadlines,
    Ids ids,
    Recorder recorder,
    RelayMeters meters,
    Tracing tracing,
    GatewayConfig config) {}
