package dev.understudy.gateway.recent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a list, the newest first.
 *
 * @param items what was found
 * @param next from where on to ask for more, or null where there is no more
 */
public record Page<T>(List<T> items, @Nullable Moment next) {
  public Page {
    items = List.copyOf(items);
  }
}
