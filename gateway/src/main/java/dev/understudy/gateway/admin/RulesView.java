package dev.understudy.gateway.admin;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules as the admin API shows them.
 *
 * @param version the version in force, or null where there is no file
 * @param file the file they come from, or null
 * @param since when they came into force
 * @param problems what is wrong with the newest edit; empty where that is in force
 */
public record RulesView(
    @Nullable String version, @Nullable Path file, Instant since, List<String> problems) {
  public RulesView {
    Objects.requireNonNull(since, "since");
    problems = List.copyOf(problems);
  }
}
