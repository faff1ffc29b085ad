package dev.understudy.rules.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.understudy.rules.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The messages in {@code problems.txt}: files of rules, each followed by all its problems as {@code
 * -> line:column: message}.
 */
class RulesProblemsTest {
  private static final URI TEACHER = URI.create("http://teacher.example");
  private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();

  @ParameterizedTest
  @MethodSource
  void everyProblemIsToldWithItsPlace(Case each) {
    Stream<String> problems =
        RulesFile.read("r", each.yaml.getBytes(UTF_8), EXAMPLES, TEACHER).problems().stream()
            .map(problem -> problem.toString().replace(EXAMPLES.toString(), "FOLDER"));

    assertThat(problems).containsExactlyElementsOf(each.problems);
  }

  static Stream<Case> everyProblemIsToldWithItsPlace() throws IOException {
    try (InputStream in = RulesProblemsTest.class.getResourceAsStream("problems.txt")) {
      String all = new String(Objects.requireNonNull(in, "problems.txt").readAllBytes(), UTF_8);
      return Pattern.compile("^## ", Pattern.MULTILINE).splitAsStream(all).skip(1).map(Case::of);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.understudy.rules.yaml.ExamplesTest#names")
  void damagedFilesGiveRulesOrProblemsWithinTheFile(String name) throws IOException {
    byte[] whole = Files.readAllBytes(EXAMPLES.resolve(name));
    String spice = "{}[]:,-*&!|>'\"#%@`\t\n ?~\\\u00000159.x/";
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int length = random.nextBoolean() ? whole.length : 1 + random.nextInt(whole.length);
      byte[] damaged = Arrays.copyOf(whole, length);
      for (int i = random.nextInt(6); i >= 0; i--) {
        int at = random.nextInt(damaged.length);
        damaged[at] =
            random.nextInt(8) == 0
                ? (byte) random.nextInt(256)
                : (byte) spice.charAt(random.nextInt(spice.length()));
      }

      assertThatCode(() -> assertPlacesWithin(damaged))
          .as("seed %d", seed)
          .doesNotThrowAnyException();
    }
  }

  private static void assertPlacesWithin(byte[] file) {
    Parsed<Rules> parsed = RulesFile.read("r.yaml", file, EXAMPLES, TEACHER);
    String[] lines = new String(file, UTF_8).split("\r\n|\r|\n", -1);

    for (Problem problem : parsed.problems()) {
      if (problem.line() == 0) {
        continue; // not UTF-8: no characters, no places
      }
      assertThat(problem.line()).as(problem.toString()).isLessThanOrEqualTo(lines.length);
      assertThat(problem.column())
          .as(problem.toString())
          .isLessThanOrEqualTo(lines[problem.line() - 1].length() + 1);
    }
  }

  private record Case(String name, String yaml, List<String> problems) {
    static Case of(String text) {
      List<String> lines = text.lines().toList();
      return new Case(
          lines.get(0),
          String.join("\n", lines.stream().skip(1).filter(each -> !isProblem(each)).toList()),
          lines.stream().filter(Case::isProblem).map(each -> "r:" + each.substring(3)).toList());
    }

    private static boolean isProblem(String line) {
      return line.startsWith("-> ");
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
