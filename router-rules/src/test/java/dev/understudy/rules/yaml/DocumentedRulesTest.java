package dev.understudy.rules.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/rules.md to what the reader does. */
class DocumentedRulesTest {
  private static final Path PAGE = Path.of("..", "docs", "rules.md");
  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern KEY = Pattern.compile("\"([a-z_]+)\": \\{\\s*\"(?:desc|\\$ref)");

  @Test
  void theFileWithAlmostEveryKeyIsWithoutProblems() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(PAGE));

    assertThat(block.find()).isTrue();
    assertThat(RulesFile.read("rules.md", block.group(1).getBytes(UTF_8), null).problems())
        .isEmpty();
  }

  @Test
  void everyKeyIsExplained() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(
            KEY.matcher(RulesSchema.text())
                .results()
                .map(each -> each.group(1))
                .distinct()
                .filter(key -> !key.equals("items")))
        .hasSizeGreaterThan(40)
        .allSatisfy(
            key -> assertThat(page).containsPattern("`(\\w+\\.)*" + key + "`|" + key + ":"));
  }

  @Test
  void everyVariableOfExpressionsIsExplained() throws IOException {
    String page = Files.readString(PAGE);
    String text = "version: 1\nroutes: [{name: a, teacher: teacher, match: {when: x}}]\n";

    String known =
        RulesFile.read("r", text.getBytes(UTF_8), URI.create("http://t"))
            .problems()
            .get(0)
            .message()
            .replaceAll(".*known: ", "");

    assertThat(known.split(", ", -1))
        .hasSize(12)
        .allSatisfy(each -> assertThat(page).contains("`" + each + "`"));
  }
}
