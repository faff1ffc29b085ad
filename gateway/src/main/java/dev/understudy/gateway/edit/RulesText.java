package dev.understudy.gateway.edit;

import dev.understudy.rules.yaml.Problem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file of rules as it lies on the disk now, which may differ from the rules in force.
 *
 * @param name the file's name
 * @param text all of it
 * @param version what its content has as its version
 * @param problems what is wrong with it, by place
 * @param readOnly why it cannot be written here, or null where it can
 */
public record RulesText(
    String name, String text, String version, List<Problem> problems, @Nullable String readOnly) {
  public RulesText {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(version, "version");
    problems = List.copyOf(problems);
  }
}
