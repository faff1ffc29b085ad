package dev.understudy.rules.yaml;

import dev.understudy.rules.Upstream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the upstreams that routes name. */
final class UpstreamNames {
  private final Map<String, Upstream> upstreams;

  /** Names among these, which may still become more. */
  UpstreamNames(Map<String, Upstream> upstreams) {
    this.upstreams = upstreams;
  }

  /** The upstream of that name, which stands under the key; null, and a problem, for none. */
  @Nullable Upstream named(Section in, String key, @Nullable String name) {
    if (name == null || !in.isSound(key)) {
      return null;
    }
    Upstream upstream = upstreams.get(name);
    if (upstream == null) {
      String known =
          upstreams.isEmpty()
              ? "none is defined"
              : "defined: " + String.join(", ", upstreams.keySet());
      String remedy =
          name.equals(Upstream.TEACHER) ? "; this one is given at start by --teacher" : "";
      in.problem(key, "no upstream named " + Mismatch.quoted(name) + "; " + known + remedy);
    }
    return upstream;
  }
}
