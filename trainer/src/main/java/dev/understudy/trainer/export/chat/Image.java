package dev.understudy.trainer.export.chat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A picture in a message.
 *
 * @param url where it lies, or the picture itself as a {@code data:} URL
 * @param detail how closely to look, in OpenAI's words, or null
 */
public record Image(String url, @Nullable String detail) {
  public Image {
    Objects.requireNonNull(url, "url");
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Image[characters=" + url.length() + "]";
  }
}
