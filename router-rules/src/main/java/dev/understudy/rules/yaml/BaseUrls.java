package dev.understudy.rules.yaml;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Base URLs of upstreams: {@code http} or {@code https}, a host, perhaps a port and a path, and
 * nothing else. Messages never repeat what may be a secret: user information and queries.
 */
final class BaseUrls {
  private BaseUrls() {}

  static URI read(String text) throws Mismatch {
    int schemeEnd = text.indexOf("://");
    if (schemeEnd < 0) {
      throw new Mismatch(
          "must be a URL such as https://api.openai.com/v1"
              + (mayHoldSecret(text) ? "" : ", got " + Mismatch.quoted(text) + suggestion(text)));
    }
    String scheme = text.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
    String rest = text.substring(schemeEnd + 3);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw Mismatch.of("must begin with http:// or https://", scheme + "://");
    }
    if (rest.indexOf('@') >= 0) {
      throw new Mismatch(
          "must not hold a user name or password ('@'); credentials travel in request headers");
    }
    if (rest.indexOf('?') >= 0) {
      throw new Mismatch("must not have a query ('?'); requests bring their own");
    }
    if (rest.indexOf('#') >= 0) {
      throw new Mismatch("must not have a fragment ('#'); it would never be sent");
    }
    return checked(scheme + "://" + rest.replaceAll("/+$", ""), text);
  }

  private static URI checked(String url, String text) throws Mismatch {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException broken) {
      throw Mismatch.of("must be a URL such as https://api.openai.com/v1", text);
    }
    if (uri.getHost() == null) {
      throw Mismatch.of(
          "must name a host of letters, digits, '-' and '.', perhaps with a port", text);
    }
    if (uri.getPort() == 0 || uri.getPort() > 65535) {
      throw Mismatch.of("must have a port within [1, 65535]", text);
    }
    return uri;
  }

  private static boolean mayHoldSecret(String text) {
    return text.indexOf('@') >= 0 || text.indexOf('?') >= 0;
  }

  private static String suggestion(String text) {
    if (!text.matches("[A-Za-z0-9.-]+(:[0-9]+)?(/.*)?") || text.startsWith("/")) {
      return "";
    }
    boolean local = text.startsWith("localhost") || text.startsWith("127.");
    return "; did you mean '" + (local ? "http://" : "https://") + text + "'?";
  }
}
