package dev.understudy.rules.yaml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Looks over a document's events before anything is built from them, and refuses what would cost
 * too much (depth, aliases) or would be ignored (further documents, tags).
 */
final class Guard {
  private static final int MOST_DEPTH = 32;
  private static final int MOST_ALIASES = 50;

  private int depth;
  private int aliases;
  private int documents;

  private Guard() {}

  /** The first thing that is refused, or null. */
  static @Nullable Problem firstRefused(String source, String text, LoadSettings settings) {
    Guard guard = new Guard();
    for (Event event : new Parse(settings).parseString(text)) {
      String refusal = guard.refusal(event);
      if (refusal != null) {
        return Place.of(event.getStartMark()).problem(source, refusal);
      }
    }
    return null;
  }

  private @Nullable String refusal(Event event) {
    if (event instanceof CollectionStartEvent start) {
      depth++;
      return depth > MOST_DEPTH
          ? "nested more than " + MOST_DEPTH + " deep"
          : tagRefusal(start.getTag());
    }
    if (event instanceof CollectionEndEvent) {
      depth--;
    } else if (event instanceof ScalarEvent scalar) {
      return tagRefusal(scalar.getTag());
    } else if (event instanceof AliasEvent) {
      aliases++;
      return aliases > MOST_ALIASES ? "more than " + MOST_ALIASES + " aliases (*name)" : null;
    } else if (event instanceof DocumentStartEvent) {
      documents++;
      return documents > 1 ? "only one document is read; remove what follows this '---'" : null;
    }
    return null;
  }

  private static @Nullable String tagRefusal(Optional<String> tag) {
    return tag.map(each -> "tags are not read; remove '" + each + "'").orElse(null);
  }
}
