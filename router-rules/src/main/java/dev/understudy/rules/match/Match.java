package dev.understudy.rules.match;

import dev.understudy.rules.expression.Condition;
import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.request.RequestFacts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The requests a route speaks about: those for which every condition holds.
 *
 * @param path what the path must fit, or null for any
 * @param method what the method must be, or null for any
 * @param headers what headers must be there, and what their first values must fit
 * @param model what the model asked for must fit, or null for any
 * @param when what else must hold, or null for nothing
 */
public record Match(
    @Nullable Glob path,
    @Nullable String method,
    List<HeaderMatch> headers,
    @Nullable Glob model,
    @Nullable Condition when) {
  /** Every request. */
  public static final Match ALL = new Match(null, null, List.of(), null);

  /**
   * One header's condition.
   *
   * @param name the header's name in lower case
   * @param value what its first value must fit
   */
  public record HeaderMatch(String name, Glob value) {
    public HeaderMatch {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }

    private boolean matches(RequestFacts request) {
      String found = request.header(name);
      return found != null && value.matches(found);
    }

    private boolean covers(HeaderMatch other) {
      return name.equals(other.name) && value.covers(other.value);
    }
  }

  public Match {
    headers = List.copyOf(headers);
  }

  /** The requests that fit all of these, whatever else they are. */
  public Match(
      @Nullable Glob path,
      @Nullable String method,
      List<HeaderMatch> headers,
      @Nullable Glob model) {
    this(path, method, headers, model, null);
  }

  /** Whether some condition is about the body. */
  public boolean needsBody() {
    return model != null || (when != null && when.needsBody());
  }

  /** Whether every condition holds for the request, whose body was read if that is needed. */
  public boolean matches(RequestFacts request) {
    return matchesHead(request)
        && (model == null || matchesModel(request))
        && (when == null || !when.needsBody() || when.holds(request));
  }

  /** Whether every condition about the head holds. Allocates nothing, save for {@code when}. */
  public boolean matchesHead(RequestFacts request) {
    if (path != null && !path.matches(request.path())) {
      return false;
    }
    if (method != null && !method.equals(request.method())) {
      return false;
    }
    for (int i = 0; i < headers.size(); i++) { // an index, as an iterator would be allocated
      if (!headers.get(i).matches(request)) {
        return false;
      }
    }
    return when == null || when.needsBody() || when.holds(request);
  }

  private boolean matchesModel(RequestFacts request) {
    RequestBody body = request.body();
    String asked = body == null ? null : body.model();
    return model != null && asked != null && model.matches(asked);
  }

  /** Whether every request that fits the other fits this one too, condition by condition. */
  public boolean covers(Match other) {
    boolean coversPath =
        path == null || (other.path == null ? path.matchesAll() : path.covers(other.path));
    boolean coversMethod = method == null || method.equals(other.method);
    boolean coversModel = model == null || (other.model != null && model.covers(other.model));
    boolean coversWhen = when == null || when.equals(other.when);
    return coversPath
        && coversMethod
        && coversModel
        && coversWhen
        && headers.stream().allMatch(mine -> other.headers.stream().anyMatch(mine::covers));
  }
}
