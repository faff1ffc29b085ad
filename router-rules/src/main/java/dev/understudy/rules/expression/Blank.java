package dev.understudy.rules.expression;

import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.request.RequestFacts;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request that says nothing, to ask a condition about before the first real one comes. */
final class Blank implements RequestFacts {
  static final Blank REQUEST = new Blank();

  private static final UUID ID = new UUID(0, 0);
  private static final RequestBody BODY =
      new RequestBody("", "", "", false, 0L, 0.0, 0, 0, 0, null);

  private Blank() {}

  @Override
  public UUID id() {
    return ID;
  }

  @Override
  public String method() {
    return "";
  }

  @Override
  public String path() {
    return "";
  }

  @Override
  public @Nullable String header(String name) {
    return null;
  }

  @Override
  public boolean bodyRead() {
    return true;
  }

  @Override
  public RequestBody body() {
    return BODY;
  }
}
