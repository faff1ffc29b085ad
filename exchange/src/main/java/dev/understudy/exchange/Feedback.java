package dev.understudy.exchange;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person or a program says of the answer to a request. Of several rows about one request the
 * newest label and the newest correction count; an empty one takes back those before it.
 *
 * @param requestId the request (UUIDv7), as the gateway named it in the answer's header
 * @param givenAt when the gateway took it
 * @param instance the name of that gateway
 * @param score how good the answer was, in the application's own scale, or null
 * @param label the application's own word for the answer, or null
 * @param correction what the answer should have been: a gold answer, or null
 * @param annotator who says so: {@code human}, {@code model}, {@code program}, or another word;
 *     null where not told
 * @param comment free text, or null
 */
public record Feedback(
    UUID requestId,
    Instant givenAt,
    String instance,
    @Nullable Double score,
    @Nullable String label,
    @Nullable String correction,
    @Nullable String annotator,
    @Nullable String comment)
    implements Entry {
  public Feedback {
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(givenAt, "givenAt");
    Objects.requireNonNull(instance, "instance");
  }

  @Override
  public Table table() {
    return Table.FEEDBACK;
  }

  @Override
  public Instant at() {
    return givenAt;
  }

  @Override
  public long keptBytes() {
    long chars = 0;
    for (String text : new @Nullable String[] {label, correction, annotator, comment}) {
      chars += text == null ? 0 : text.length();
    }
    return chars * Character.BYTES;
  }

  /** Never what was said. */
  @Override
  public String toString() {
    return "Feedback[" + requestId + "]";
  }
}
