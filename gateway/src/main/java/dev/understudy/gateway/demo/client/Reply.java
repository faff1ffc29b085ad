package dev.understudy.gateway.demo.client;

/**
 * How a call ended, once its last byte had come.
 *
 * @param status the HTTP status
 * @param upstream who answered, as the gateway names it, or {@code nobody}
 * @param requestId the gateway's id of the request; empty where it gave none
 */
public record Reply(int status, String upstream, String requestId) {}
