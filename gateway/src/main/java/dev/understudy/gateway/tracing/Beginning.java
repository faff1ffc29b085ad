package dev.understudy.gateway.tracing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request when its trace begins.
 *
 * @param requestId the request's id
 * @param method its method
 * @param path its path, without the query
 * @param receivedNanos {@link System#nanoTime()} when its head arrived
 * @param route the route that speaks about it
 * @param launch how the route serves it
 * @param share the share of the keys that the student is dealt, in [0, 1], or null where none are
 * @param rulesVersion the version of the rules that decided, or null
 */
public record Beginning(
    UUID requestId,
    String method,
    String path,
    long receivedNanos,
    String route,
    String launch,
    @Nullable Double share,
    @Nullable String rulesVersion) {}
