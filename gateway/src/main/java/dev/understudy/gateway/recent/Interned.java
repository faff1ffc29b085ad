package dev.understudy.gateway.recent;

import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Short texts that come again and again, held once. Bounded; guarded by its owner. */
final class Interned {
  private static final int MOST = 4096;
  private static final int LEAST = 64;
  private static final int LONGEST = 64;
  private static final int BYTES_PER_TEXT = 16 * 1024;

  private final int most;
  private final Map<String, String> texts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > most;
        }
      };

  private Interned(int most) {
    this.most = most;
  }

  /** So many as are little beside all that is held. */
  static Interned within(long bytes) {
    return new Interned((int) Math.max(LEAST, Math.min(MOST, bytes / BYTES_PER_TEXT)));
  }

  String of(String text) {
    if (text.length() > LONGEST) {
      return text;
    }
    String known = texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  @Nullable String orNull(@Nullable String text) {
    return text == null ? null : of(text);
  }

  /** An equal comparison whose short texts are shared with others. */
  Comparison of(Comparison one) {
    List<Difference> differences =
        one.differences().stream()
            .map(d -> new Difference(of(d.pointer()), orNull(d.teacher()), orNull(d.student())))
            .toList();
    return new Comparison(
        one.requestId(),
        one.comparedAt(),
        of(one.instance()),
        orNull(one.rulesVersion()),
        of(one.route()),
        of(one.student()),
        orNull(one.studentVersion()),
        of(one.comparator()),
        one.verdict(),
        one.score(),
        differences,
        one.remarks().stream().map(this::of).toList(),
        one.echo(),
        one.duration(),
        one.firstByte());
  }
}
