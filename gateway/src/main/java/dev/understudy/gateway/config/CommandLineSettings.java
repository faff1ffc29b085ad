package dev.understudy.gateway.config;

import org.jspecify.annotations.Nullable;

/**
 * The settings given on the command line, as typed; null where a flag was not given. Paths are
 * relative to the working folder.
 *
 * @param config {@code --config}: the YAML file of all other settings
 * @param listen {@code --listen}
 * @param admin {@code --admin}
 * @param teacher {@code --teacher}
 * @param rules {@code --rules}
 * @param captures {@code --captures}
 */
public record CommandLineSettings(
    @Nullable String config,
    @Nullable String listen,
    @Nullable String admin,
    @Nullable String teacher,
    @Nullable String rules,
    @Nullable String captures) {
  /** No flag at all. */
  public static final CommandLineSettings NONE =
      new CommandLineSettings(null, null, null, null, null, null);
}
