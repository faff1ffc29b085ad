package dev.understudy.rules.request;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request for tests, as plain values; its body counts as read where one is given. */
public record SampleRequest(
    UUID id,
    String method,
    String path,
    Map<String, String> headers,
    boolean bodyRead,
    @Nullable RequestBody body)
    implements RequestFacts {
  /** A request whose body was not read. */
  public static SampleRequest head(String method, String path, Map<String, String> headers) {
    return new SampleRequest(new UUID(1, 2), method, path, headers, false, null);
  }

  /** The same request, its body read. */
  public SampleRequest with(@Nullable RequestBody read) {
    return new SampleRequest(id, method, path, headers, true, read);
  }

  @Override
  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
