package dev.understudy.gateway.relay;

import io.vertx.core.buffer.Buffer;

/**
 * What was taken in of a request's body before it was known where the request goes.
 *
 * @param bytes the bytes, which nobody changes any more
 * @param whole whether they are all of the body and the request has ended
 */
public record Taken(Buffer bytes, boolean whole) {
  /** Nothing yet. */
  public static final Taken NOTHING = new Taken(Buffer.buffer(), false);

  /** Never the content. */
  @Override
  public String toString() {
    return "Taken[" + bytes.length() + " bytes, whole=" + whole + "]";
  }
}
