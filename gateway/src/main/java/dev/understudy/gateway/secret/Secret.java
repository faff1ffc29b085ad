package dev.understudy.gateway.secret;

import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What nobody else may know, kept outside the YAML: in a variable of the environment or in a file
 * of its own.
 *
 * @param source where it is kept, as the YAML says: {@code env:NAME} or {@code file:PATH}
 * @param secret the secret itself
 */
public record Secret(String source, String secret) {
  private static final String ENV = "env:";
  private static final String FILE = "file:";
  private static final int SHORTEST = 16;

  public Secret {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(secret, "secret");
  }

  /** Reads {@code env:NAME} and {@code file:PATH}, paths from that folder. */
  public static Scalar<Secret> in(Map<String, String> environment, Path folder) {
    return Scalar.of(
        new Secret("env:UNREADABLE", ""),
        text -> {
          if (text.startsWith(ENV)) {
            return new Secret(text, sound(text, environment.get(text.substring(ENV.length()))));
          }
          if (text.startsWith(FILE)) {
            Path file = Scalar.path(folder).read(text.substring(FILE.length()));
            return new Secret(FILE + file, sound(text, content(file)));
          }
          // Whatever stands there may be the secret itself: it is not repeated.
          throw new Mismatch("must be env:NAME or file:PATH; the secret itself never stands here");
        });
  }

  private static @Nullable String content(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException missing) {
      return null;
    }
  }

  private static String sound(String source, @Nullable String secret) throws Mismatch {
    if (secret == null) {
      throw new Mismatch("must name what exists and can be read; " + source + " does not");
    }
    if (secret.length() < SHORTEST || !secret.matches("[!-~]+")) {
      throw new Mismatch(
          "must name a secret of at least %d printable ASCII characters without blanks; that of %s is"
                  .formatted(SHORTEST, source)
              + " none");
    }
    return secret;
  }

  /** Whether that is it; how long that takes tells nothing about it. */
  public boolean matches(String given) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }

  /** Where it is kept, never what it is. */
  @Override
  public String toString() {
    return "Secret[" + source + ", ***]";
  }
}
