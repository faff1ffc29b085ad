package dev.understudy.exchange;

import java.util.Objects;

/**
 * One header field as it stood on the wire. Order and repetition are kept by the list it is in.
 *
 * @param name the field's name in the case it was sent in
 * @param value the field's value
 */
public record Header(String name, String value) {
  public Header {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }
}
