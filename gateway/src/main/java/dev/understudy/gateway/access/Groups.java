package dev.understudy.gateway.access;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the role of who is in certain groups.
 *
 * @param claim the claim with a person's groups, a text or a list of texts; where there is no claim
 *     of that name, its dots lead into objects
 * @param roles the role of each group that has one
 */
record Groups(String claim, Map<String, Role> roles) {
  /** The highest role of the groups among these claims, or null where none has one. */
  @Nullable Role role(JsonObject claims) {
    Role highest = null;
    for (Object group : in(claims)) {
      Role role = group instanceof String name ? roles.get(name) : null;
      if (role != null && (highest == null || role.covers(highest))) {
        highest = role;
      }
    }
    return highest;
  }

  private List<?> in(JsonObject claims) {
    Object found = claims.getValue(claim);
    if (found == null) {
      found = claims;
      for (String part : claim.split("\\.", -1)) {
        found = found instanceof JsonObject object ? object.getValue(part) : null;
      }
    }
    return found instanceof JsonArray many
        ? many.getList()
        : found == null ? List.of() : List.of(found);
  }
}
