package dev.understudy.gateway.access;

import java.util.Locale;

/** What a caller of the admin port may do; each role may do what those before it may. */
public enum Role {
  /**
   * Sees figures, routes and rules, and no text of prompts or answers unless the settings say so.
   */
  VIEWER,
  /** Sees prompts and answers too, and says which of two answers is right. */
  JUDGE,
  /** Moves routes and changes rules too. */
  OPERATOR;

  /** Whether this role may do what that one may. */
  public boolean covers(Role other) {
    return compareTo(other) >= 0;
  }

  /** The role as settings and messages write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
