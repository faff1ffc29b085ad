package dev.understudy.rules.request;

import org.jspecify.annotations.Nullable;

/**
 * What a request's path says about the API that is called, whatever stands before the API's own
 * part of it. Allocates nothing but the names it gives.
 */
public final class ApiPath {
  /** Segments of paths that belong to these APIs; below them lies business of another kind. */
  private static final String[] BRANCHES = {
    "completions", "embeddings", "responses", "messages", "threads"
  };

  private static final String[] CALLS = {"completions", "embeddings", "responses", "messages"};

  private ApiPath() {}

  /**
   * Whether the path is that of a call: it ends with {@code chat/completions}, {@code completions},
   * {@code embeddings}, {@code responses} or {@code messages}, and no earlier segment is one of
   * these APIs' or {@code threads} ({@code /v1/messages/batches} is no call).
   */
  public static boolean isCall(String path) {
    int end = end(path);
    int last = path.lastIndexOf('/', end - 1) + 1;
    return last > 0 && isAnyOf(CALLS, path, last, end) && !hasBranchBefore(path, last - 1);
  }

  /**
   * Whether the path ends with {@code responses}, the API that keeps what it is not told not to.
   */
  static boolean isResponses(String path) {
    int end = end(path);
    return is("responses", path, path.lastIndexOf('/', end - 1) + 1, end);
  }

  /** The model that Azure names in the path, {@code /openai/deployments/NAME/...}, or null. */
  static @Nullable String deployment(String path) {
    String before = "/deployments/";
    int at = path.indexOf(before);
    if (at < 0) {
      return null;
    }
    int from = at + before.length();
    int to = path.indexOf('/', from);
    return to > from ? path.substring(from, to) : null;
  }

  private static int end(String path) {
    return path.endsWith("/") ? path.length() - 1 : path.length();
  }

  private static boolean hasBranchBefore(String path, int end) {
    for (int from = 0, to; from < end; from = to + 1) {
      int slash = path.indexOf('/', from);
      to = slash < 0 || slash > end ? end : slash;
      if (isAnyOf(BRANCHES, path, from, to)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAnyOf(String[] words, String path, int from, int to) {
    for (String word : words) {
      if (is(word, path, from, to)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(String word, String path, int from, int to) {
    return to - from == word.length() && path.startsWith(word, from);
  }
}
