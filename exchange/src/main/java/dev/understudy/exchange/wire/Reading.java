package dev.understudy.exchange.wire;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Prompt;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange's bytes mean, as far as we understand them.
 *
 * @param api the API spoken: {@code chat}, {@code completions}, {@code embeddings}, {@code
 *     responses}, {@code messages}, or null where we do not know it
 * @param prompt what was asked, or null where the request could not be understood
 * @param answer what was answered, or null where the response could not be understood
 * @param requestText the request body decoded (content coding removed), or the bytes as they were
 *     where they could not be decoded
 * @param responseText the response body, likewise
 */
public record Reading(
    @Nullable String api,
    @Nullable Prompt prompt,
    @Nullable Answer answer,
    Text requestText,
    Text responseText) {

  /** A body as it can be put into a column: its content and whether that is valid UTF-8. */
  public static final class Text {
    private final byte[] bytes;
    private final boolean utf8;

    /**
     * The content; the array is not copied and must not be changed afterwards.
     *
     * @param bytes the content
     * @param utf8 whether all of it is valid UTF-8
     */
    public Text(byte[] bytes, boolean utf8) {
      this.bytes = Objects.requireNonNull(bytes, "bytes");
      this.utf8 = utf8;
    }

    /** The content itself, not a copy: treat it as read-only. */
    public byte[] bytes() {
      return bytes;
    }

    /** Whether the content is valid UTF-8. */
    public boolean isUtf8() {
      return utf8;
    }

    /** Never the content. */
    @Override
    public String toString() {
      return "Text[" + bytes.length + " bytes, utf8=" + utf8 + "]";
    }
  }
}
