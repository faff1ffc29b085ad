package dev.understudy.trainer.export.chat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a message: a text or a picture, never both.
 *
 * @param text the text, or null
 * @param image the picture, or null
 */
public record Part(@Nullable String text, @Nullable Image image) {
  public Part {
    if ((text == null) == (image == null)) {
      throw new IllegalArgumentException("a part must be either a text or an image");
    }
  }

  static Part of(String text) {
    return new Part(Objects.requireNonNull(text, "text"), null);
  }

  static Part of(Image image) {
    return new Part(null, Objects.requireNonNull(image, "image"));
  }

  /** Never the content. */
  @Override
  public String toString() {
    return image == null ? "Part[text]" : "Part[image]";
  }
}
