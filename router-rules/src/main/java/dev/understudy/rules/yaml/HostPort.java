package dev.understudy.rules.yaml;

import java.util.Objects;

/**
 * Where to listen.
 *
 * @param host a host name or an IP address; IPv6 addresses without their brackets
 * @param port the TCP port, in [0, 65535]; 0 asks the system for any free one
 */
public record HostPort(String host, int port) {
  public HostPort {
    Objects.requireNonNull(host, "host");
    if (host.isBlank()) {
      throw new IllegalArgumentException("host must not be blank");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be within [0, 65535], got " + port);
    }
  }

  /** As it is written: {@code 127.0.0.1:8080}, {@code [::1]:8080}. */
  @Override
  public String toString() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
