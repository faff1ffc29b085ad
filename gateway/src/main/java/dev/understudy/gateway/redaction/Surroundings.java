package dev.understudy.gateway.redaction;

/** A few words around a place in a text, on one line. */
final class Surroundings {
  private static final int BEFORE = 40;
  private static final int BEHIND = 50;

  private Surroundings() {}

  static String of(String text, int at) {
    int from = Math.max(0, at - BEFORE);
    int to = Math.min(text.length(), at + BEHIND);
    String cut = text.substring(from, to).replaceAll("\\s+", " ").strip();
    return (from > 0 ? "..." : "") + cut + (to < text.length() ? "..." : "");
  }
}
