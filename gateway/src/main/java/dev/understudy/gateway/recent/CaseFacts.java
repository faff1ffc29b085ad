package dev.understudy.gateway.recent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the request and the answers of a disagreement, apart from their texts.
 *
 * @param app the application as it names itself, or null
 * @param tags what the request's {@code metadata} says, each {@code key=value}; at most 16
 * @param confidence how sure the student says it was, within [0, 1], or null
 */
public record CaseFacts(@Nullable String app, List<String> tags, @Nullable Double confidence) {
  /** Nothing is known. */
  public static final CaseFacts NONE = new CaseFacts(null, List.of(), null);

  public CaseFacts {
    tags = List.copyOf(tags);
  }

  /** What this and others know together; this goes before. */
  CaseFacts and(CaseFacts others) {
    return new CaseFacts(
        app == null ? others.app : app,
        tags.isEmpty() ? others.tags : tags,
        confidence == null ? others.confidence : confidence);
  }

  long bytes() {
    long chars = app == null ? 0 : app.length();
    for (String tag : tags) {
      chars += 32 + tag.length();
    }
    return 64 + 2 * chars;
  }
}
