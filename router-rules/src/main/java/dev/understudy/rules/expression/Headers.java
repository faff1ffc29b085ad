package dev.understudy.rules.expression;

import dev.understudy.rules.request.RequestFacts;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The headers that an expression asks for.
 *
 * @param names their names as the expression writes them
 */
record Headers(Set<String> names) {
  Headers {
    names = Set.copyOf(names);
  }

  /** Those of them that the request has, as the map that CEL asks. */
  Map<String, String> of(RequestFacts request) {
    Map<String, String> found = new HashMap<>();
    for (String name : names) {
      String value = request.header(name.toLowerCase(Locale.ROOT));
      if (value != null) {
        found.put(name, value);
      }
    }
    return found;
  }
}
