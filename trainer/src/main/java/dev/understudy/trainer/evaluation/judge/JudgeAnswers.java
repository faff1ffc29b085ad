package dev.understudy.trainer.evaluation.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.trainer.evaluation.endpoint.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a judge said, kept in a file of JSON lines: {@code key} (a digest of judge and texts),
 * {@code preference} ({@code first}, {@code second}, {@code tie} or {@code unreadable}) and {@code
 * tokens}. A torn last line is cut off. Used by one thread and one process at a time.
 */
final class JudgeAnswers implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();

  /**
   * What was said to one call.
   *
   * @param preference which answer is better
   * @param tokens what the call took
   */
  record Said(Preference preference, long tokens) {}

  private final Journal file;
  private final Map<String, Said> said;

  private JudgeAnswers(Journal file, Map<String, Said> said) {
    this.file = file;
    this.said = said;
  }

  /**
   * Opens a file, or makes it.
   *
   * @throws IOException where it is no such file; the message names the line
   */
  static JudgeAnswers open(Path path) throws IOException {
    Map<String, Said> said = new HashMap<>();
    return new JudgeAnswers(
        Journal.open(path, "answer of a judge", line -> said.put(key(line), said(line))), said);
  }

  private static String key(JsonNode line) {
    return line.required("key").asText();
  }

  private static Said said(JsonNode line) {
    String preference = line.required("preference").asText();
    return new Said(
        Preference.valueOf(preference.toUpperCase(Locale.ROOT)), line.required("tokens").asLong());
  }

  /** What was said to that call, or null. */
  @Nullable Said get(String key) {
    return said.get(key);
  }

  /** Keeps what was said; once this returns it survives a crash of the process. */
  void put(String key, Said answer) throws IOException {
    file.append(
        MAPPER
            .createObjectNode()
            .put("key", key)
            .put("preference", answer.preference().word())
            .put("tokens", answer.tokens()));
    said.put(key, answer);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
