package dev.understudy.rules.match;

import org.jspecify.annotations.Nullable;

/** What rules may ask about a request: its head. Called on the request's own thread only. */
public interface RequestFacts {
  /** The HTTP method as sent, such as {@code POST}. */
  String method();

  /** The request target's path as sent, percent-encoding included, without the query. */
  String path();

  /** The value of the first header of that name, which is in lower case, or null. */
  @Nullable String header(String name);
}
