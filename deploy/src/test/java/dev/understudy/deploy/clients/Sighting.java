package dev.understudy.deploy.clients;

import dev.understudy.deploy.upstream.Received;
import dev.understudy.exchange.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an upstream can tell about one request, comparable between two runs: without the header
 * fields that belong to a single connection (RFC 9110, section 7.6.1), without Host, and with a
 * fixed multipart boundary, which clients draw by lot.
 *
 * @param request method and target
 * @param headers the header fields in order, in the case they were sent in
 * @param body the body's bytes, each as one character
 * @param left whether the other side left before the answer was finished
 */
record Sighting(String request, List<String> headers, String body, boolean left) {
  private static final Set<String> OF_ONE_CONNECTION =
      Set.of("host", "connection", "keep-alive", "te", "proxy-connection", "upgrade");
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\"; ]+)");

  static Sighting of(Received received) {
    String type = received.header("content-type");
    String boundary = "";
    if (type != null && type.startsWith("multipart/")) {
      Matcher matcher = BOUNDARY.matcher(type);
      boundary = matcher.find() ? matcher.group(1) : "";
    }
    String drawn = boundary;
    return new Sighting(
        received.toString(),
        received.headers().stream()
            .filter(header -> !OF_ONE_CONNECTION.contains(header.name().toLowerCase(Locale.ROOT)))
            .map(header -> fixed(text(header), drawn))
            .toList(),
        fixed(new String(received.body(), StandardCharsets.ISO_8859_1), drawn),
        received.wasLeft());
  }

  static List<Sighting> of(List<Received> all) {
    return all.stream().map(Sighting::of).toList();
  }

  private static String text(Header header) {
    return header.name() + ": " + header.value();
  }

  private static String fixed(String text, String boundary) {
    return boundary.isEmpty() ? text : text.replace(boundary, "BOUNDARY");
  }

  /** Readable in a failed test: large bodies by their length and hash alone. */
  @Override
  public String toString() {
    String shown = body.length() < 2000 ? body : body.length() + " bytes, hash " + body.hashCode();
    return request + "\n  " + String.join("\n  ", headers) + "\n  left: " + left + "\n  " + shown;
  }
}
