package dev.understudy.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.diff.json.JsonTerms;
import dev.understudy.exchange.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What two real models answered to the same moderation requests, compared, and checked against what
 * a search for the label says. Runs where the recorded answers are, which are no part of the
 * project: in the folder that the environment's {@code UNDERSTUDY_JIGSAW} names, or beside the
 * project.
 */
class RecordedAnswersTest {
  private static final Pattern LABEL = Pattern.compile("[\"']?is_bad[\"']?\\s*[:=]\\s*(\\d)");

  @Test
  void realAnswersAreTheSameJustWhereTheirLabelsAre() throws IOException {
    Path folder =
        Path.of(System.getenv().getOrDefault("UNDERSTUDY_JIGSAW", "../../shared/data/jigsaw"));
    assumeTrue(
        Files.isDirectory(folder),
        "skipped: no recorded answers in " + folder + "; UNDERSTUDY_JIGSAW can name their folder");
    Map<String, String> teacher = new HashMap<>();
    lines(folder.resolve("teacher.gpt-4.jsonl"))
        .forEach(line -> teacher.put(line.path("id").asText(), line.path("answer").asText()));
    AnswerComparator json =
        AnswerComparators.json(new JsonTerms(List.of("/is_bad"), List.of(), List.of(), 0));
    AnswerComparator label = AnswerComparators.label("is_bad[\"']?\\s*[:=]\\s*(\\d)");
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    int invalid = 0;

    for (JsonNode line : lines(folder.resolve("teacher.gpt-3.5.jsonl"))) {
      String ours = teacher.get(line.path("id").asText());
      if (ours == null) {
        continue;
      }
      String theirs = line.path("answer").asText();
      boolean agree = Objects.equals(labelOf(ours), labelOf(theirs));
      Finding byPointer = json.compare(Sides.text(ours), Sides.text(theirs));
      Finding byPattern = label.compare(Sides.text(ours), Sides.text(theirs));

      verdicts.merge(byPointer.verdict(), 1, Integer::sum);
      assertThat(byPattern.verdict()).isEqualTo(agree ? Verdict.SAME : Verdict.DIFFERENT);
      if (byPointer.remarks().contains(Remark.STUDENT_INVALID_JSON)) {
        invalid++;
      } else {
        assertThat(byPointer.verdict()).isEqualTo(agree ? Verdict.SAME : Verdict.DIFFERENT);
      }
    }

    System.out.println("recorded answers: " + verdicts + ", student's JSON invalid: " + invalid);
    assertThat(verdicts.get(Verdict.SAME)).isGreaterThan(100);
    assertThat(verdicts).doesNotContainKey(Verdict.INCOMPARABLE);
  }

  private static @Nullable String labelOf(String answer) {
    Matcher matcher = LABEL.matcher(answer);
    return matcher.find() ? matcher.group(1) : null;
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    JsonMapper mapper = new JsonMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(mapper.readTree(line));
    }
    return lines;
  }
}
