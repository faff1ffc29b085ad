package dev.understudy.trainer.run;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Which program this is: what another one made is made anew. */
public final class Version {
  private static final String RELEASE = "0.1.0";
  private static final int DIGITS = 8;
  private static final String CURRENT = RELEASE + build();

  private Version() {}

  /** The release and, where the program is a jar, the beginning of that jar's SHA-256. */
  public static String current() {
    return CURRENT;
  }

  private static String build() {
    @Nullable CodeSource source = Version.class.getProtectionDomain().getCodeSource();
    try {
      Path jar = source == null ? Path.of("") : Path.of(source.getLocation().toURI());
      return Files.isRegularFile(jar) ? "+" + Sha256.of(jar).substring(0, DIGITS) : "";
    } catch (IOException | URISyntaxException unknown) {
      return "";
    }
  }
}
