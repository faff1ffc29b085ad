package dev.understudy.student.serving;

import java.time.Duration;
import java.util.Objects;

/**
 * How the server hears its clients.
 *
 * @param host the host name or address to listen at
 * @param port the TCP port, in [0, 65535]; 0 takes a free one
 * @param timeout how long a request may take from its body's end to its answer, at least 1 ms
 * @param limitBytes the largest body that is read, at least 1
 */
public record ServerSettings(String host, int port, Duration timeout, long limitBytes) {
  /** Bodies of up to 4 MiB are read: far more than any student can. */
  public static final long USUAL_LIMIT_BYTES = 4L << 20;

  public ServerSettings {
    Objects.requireNonNull(host, "host");
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be within [0, 65535], got " + port);
    }
    if (timeout.toMillis() < 1) {
      throw new IllegalArgumentException("timeout must be at least 1 ms, got " + timeout);
    }
    if (limitBytes < 1) {
      throw new IllegalArgumentException("limitBytes must be at least 1, got " + limitBytes);
    }
  }
}
