package dev.understudy.sink.upkeep;

import java.util.Set;

/**
 * Whose rows are to be erased.
 *
 * @param users the ids, as they stand in {@code user_pseudonym}
 * @param requests the ids of single requests
 */
public record Subjects(Set<String> users, Set<String> requests) {
  public Subjects {
    users = Set.copyOf(users);
    requests = Set.copyOf(requests);
    if (users.isEmpty() && requests.isEmpty()) {
      throw new IllegalArgumentException("expected a user or a request to erase, got none");
    }
  }

  /** Never the ids. */
  @Override
  public String toString() {
    return "Subjects[" + users.size() + " users, " + requests.size() + " requests]";
  }
}
