package dev.understudy.trainer.evaluation.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
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

  private final FileChannel file;
  private final Map<String, Said> said = new HashMap<>();

  private JudgeAnswers(FileChannel file) {
    this.file = file;
  }

  /**
   * Opens a file, or makes it.
   *
   * @throws IOException where it is no such file; the message names the line
   */
  static JudgeAnswers open(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    JudgeAnswers answers = new JudgeAnswers(file);
    try {
      answers.load(path);
    } catch (IOException | RuntimeException unreadable) {
      file.close();
      throw unreadable;
    }
    return answers;
  }

  private void load(Path path) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(file.size())];
    ByteBuffer into = ByteBuffer.wrap(bytes);
    while (into.hasRemaining() && file.read(into) >= 0) {
      // reads on until all is there
    }
    int from = 0;
    int line = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        line++;
        read(path, line, Arrays.copyOfRange(bytes, from, at));
        from = at + 1;
      }
    }
    file.truncate(from);
    file.position(from);
  }

  private void read(Path path, int number, byte[] line) throws IOException {
    try {
      JsonNode json = MAPPER.readTree(line);
      said.put(
          json.required("key").asText(),
          new Said(
              Preference.valueOf(json.required("preference").asText().toUpperCase(Locale.ROOT)),
              json.required("tokens").asLong()));
    } catch (JsonProcessingException | IllegalArgumentException broken) {
      throw new IOException(
          "%s: line %d is no answer of a judge: delete the line, or name another file"
              .formatted(path, number),
          broken);
    }
  }

  /** What was said to that call, or null. */
  @Nullable Said get(String key) {
    return said.get(key);
  }

  /** Keeps what was said; once this returns it survives a crash of the process. */
  void put(String key, Said answer) throws IOException {
    String line =
        MAPPER
                .createObjectNode()
                .put("key", key)
                .put("preference", answer.preference().word())
                .put("tokens", answer.tokens())
            + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    said.put(key, answer);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
