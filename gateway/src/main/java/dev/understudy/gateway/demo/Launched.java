package dev.understudy.gateway.demo;

import org.jspecify.annotations.Nullable;

/**
 * How the program was started.
 *
 * @param launcher the path by which it was, and other commands of it can be, or null where it was
 *     started as a bare jar
 * @param fromTerminal whether a person sits before it who can be asked
 */
public record Launched(@Nullable String launcher, boolean fromTerminal) {
  /** What the launcher {@code understudy} told by system properties. */
  public static Launched fromSystem() {
    return new Launched(
        System.getProperty("understudy.launcher"), Boolean.getBoolean("understudy.terminal"));
  }
}
