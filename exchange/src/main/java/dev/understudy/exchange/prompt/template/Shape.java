package dev.understudy.exchange.prompt.template;

import java.io.Serializable;
import java.util.Objects;

/**
 * What a message of a template looks like.
 *
 * @param role who speaks
 * @param text what is said
 */
public record Shape(String role, TextPattern text) implements Serializable {
  public Shape {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(text, "text");
  }
}
