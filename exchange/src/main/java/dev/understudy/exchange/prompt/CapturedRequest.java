package dev.understudy.exchange.prompt;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a row of the table {@code exchanges} tells of a request, under the names of its columns.
 *
 * @param api the API that was spoken, or null
 * @param messages the JSON of {@code messages}, {@code prompt} or {@code input} as it stood in the
 *     request, or null
 * @param input the same as a person reads it, or null
 * @param body the request's body where it is text, or null; it alone holds tools and response
 *     formats, and instructions given apart from the messages
 * @param truncated whether bytes of a body were left out because of a limit
 */
public record CapturedRequest(
    @Nullable String api,
    @Nullable String messages,
    @Nullable String input,
    @Nullable String body,
    boolean truncated)
    implements Serializable {
  /** Never the content. */
  @Override
  public String toString() {
    return "CapturedRequest[api=" + api + "]";
  }
}
