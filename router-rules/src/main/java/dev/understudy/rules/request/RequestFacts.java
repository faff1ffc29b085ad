package dev.understudy.rules.request;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What rules may ask about a request. Called on the request's own thread only. */
public interface RequestFacts {
  /** The request's own id. */
  UUID id();

  /** The HTTP method as sent, such as {@code POST}. */
  String method();

  /** The request target's path as sent, percent-encoding included, without the query. */
  String path();

  /** The value of the first header of that name, which is in lower case, or null. */
  @Nullable String header(String name);

  /** Whether the body was read, whatever it was found to be. */
  boolean bodyRead();

  /** The body, or null where it was not read yet or is not a JSON object that could be read. */
  @Nullable RequestBody body();

  /**
   * All bytes of the body, which must not be changed; null where they were not read, or are not at
   * hand any more.
   */
  default byte @Nullable [] bytes() {
    return null;
  }
}
