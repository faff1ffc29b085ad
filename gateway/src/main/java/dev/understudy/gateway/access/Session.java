package dev.understudy.gateway.access;

import java.time.Instant;

/**
 * A browser that signed in.
 *
 * @param who the name of the token, or of the person at the provider
 * @param role what may be done in it
 * @param csrf what its pages say with every call that changes something, which pages of other
 *     origins cannot know
 * @param begun when it began
 */
record Session(String who, Role role, String csrf, Instant begun) {
  /** Without what its pages say. */
  @Override
  public String toString() {
    return "Session[" + who + ", " + role + ", " + begun + "]";
  }
}
