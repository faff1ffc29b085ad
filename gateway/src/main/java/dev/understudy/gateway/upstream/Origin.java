package dev.understudy.gateway.upstream;

import java.net.URI;

/**
 * Where an upstream lives, and how a client's request target becomes the upstream's.
 *
 * <p>Applications write a base URL that ends in {@code /v1} or not, and so do upstreams. The rule:
 *
 * <ul>
 *   <li>a target that already begins with the upstream's base path goes as it is;
 *   <li>otherwise a target under {@code /v1} has that prefix replaced by the upstream's base path;
 *   <li>every other target goes as it is.
 * </ul>
 *
 * Nothing else in the target changes: escapes, double slashes and the query stay byte for byte.
 *
 * @param name the upstream's name
 * @param tls whether it is spoken to over TLS
 * @param host its host name or address
 * @param port its port
 * @param authority the value of the Host header: the host, with the port unless it is the scheme's
 *     own (RFC 9110, section 7.2)
 * @param basePath the path of its base URL without a trailing slash; empty for none
 */
public record Origin(
    String name, boolean tls, String host, int port, String authority, String basePath) {
  private static final String OPENAI_BASE = "/v1";

  /** The origin at that base URL, which must be absolute, http or https, and have a host. */
  public static Origin of(String name, URI url) {
    boolean tls = "https".equalsIgnoreCase(url.getScheme());
    String host = url.getHost();
    if (host == null) {
      throw new IllegalArgumentException("upstream '" + name + "' has no host in its URL: " + url);
    }
    int schemePort = tls ? 443 : 80;
    int port = url.getPort() < 0 ? schemePort : url.getPort();
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    String authority = port == schemePort ? host : host + ":" + port;
    return new Origin(name, tls, bare, port, authority, path);
  }

  /** The target to ask the upstream for, given the client's. */
  public String target(String target) {
    if (basePath.isEmpty() || isUnder(target, basePath)) {
      return target;
    }
    if (isUnder(target, OPENAI_BASE)) {
      return basePath + target.substring(OPENAI_BASE.length());
    }
    return target;
  }

  private static boolean isUnder(String target, String base) {
    if (!target.startsWith(base)) {
      return false;
    }
    if (target.length() == base.length()) {
      return true;
    }
    char next = target.charAt(base.length());
    return next == '/' || next == '?';
  }
}
