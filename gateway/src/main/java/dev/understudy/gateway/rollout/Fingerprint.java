package dev.understudy.gateway.rollout;

import dev.understudy.rules.Compare;
import dev.understudy.rules.Gate;
import dev.understudy.rules.Route;
import dev.understudy.rules.Share;
import dev.understudy.rules.Upstream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether evidence speaks about the same thing: the student (name, URL, model), the
 * comparison and the gate of a route. Each part is written out under its name, so that a later
 * version which knows more of them can leave out those that are not used and find the same.
 */
final class Fingerprint {
  private static final int DIGITS = 12;

  private Fingerprint() {}

  /** The first digits of the SHA-256 of those parts. */
  static String of(Route route) {
    StringBuilder parts = new StringBuilder();
    Upstream student = route.student();
    if (student != null) {
      add(parts, "student", student.name());
      add(parts, "url", student.url());
      add(parts, "model", student.model());
    }
    Compare compare = route.compare();
    add(parts, "as", compare.as());
    compare.fields().forEach(pointer -> add(parts, "field", pointer));
    compare.ignore().forEach(pointer -> add(parts, "ignore", pointer));
    compare.unordered().forEach(pointer -> add(parts, "unordered", pointer));
    add(parts, "tolerance", compare.tolerance());
    add(parts, "pick", compare.pick());
    add(parts, "threshold", compare.threshold());
    add(parts, "schema", compare.schema());
    Gate gate = route.gate();
    if (gate != null) {
      add(parts, "different", percentage(gate.different()));
      add(parts, "failed", percentage(gate.failed()));
      Gate.Slower slower = gate.slower();
      if (slower != null) {
        add(parts, "slower", slower.max());
        add(parts, "quantile", slower.quantile());
      }
      add(parts, "alpha", gate.alpha());
      add(parts, "onHarm", gate.onHarm());
      add(parts, "onPass", gate.onPass());
      add(parts, "budget", gate.budget());
      add(parts, "burst", gate.burst());
    }
    return HexFormat.of().formatHex(sha256(parts.toString())).substring(0, DIGITS);
  }

  private static @Nullable String percentage(@Nullable Share share) {
    return share == null ? null : share.toString();
  }

  private static void add(StringBuilder parts, String name, @Nullable Object value) {
    if (value != null) {
      parts.append(name).append('\0').append(value).append('\0');
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
