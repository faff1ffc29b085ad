package dev.understudy.rules.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.rules.decision.Familiarity;
import dev.understudy.rules.decision.Withheld;
import dev.understudy.rules.named.ForeignFiles;
import dev.understudy.rules.preview.CaptureFiles;
import dev.understudy.rules.preview.UnreadableCaptures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * What a run of {@code understudy rules} gave.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it complained of
 */
record CommandRun(int status, String out, String err) {
  static CommandRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int status =
        new CommandLine(
                new RulesCommand(
                    new WordyStudents(), (place, notes) -> new InFolder(Path.of(place))))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words);
    return new CommandRun(status, out.toString(), err.toString());
  }

  /**
   * Students here say in their description, {@code {"trained_on": WORD}}, which word a request must
   * have; schemas say {@code {"type": ...}}.
   */
  private static final class WordyStudents implements ForeignFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Familiarity trained(Path student) throws IOException {
      JsonNode word = JSON.readTree(Files.readString(student)).path("trained_on");
      if (!word.isTextual()) {
        throw new IOException(student + ": has no word; train the student again");
      }
      return (body, path) ->
          new String(body, UTF_8).contains(word.textValue()) ? null : Withheld.UNTRAINED_LANGUAGE;
    }

    @Override
    public void checkSchema(Path schema) throws IOException {
      if (!JSON.readTree(Files.readString(schema)).has("type")) {
        throw new IOException("the schema " + schema + " cannot be used: it has no type");
      }
    }
  }

  /** Files as they lie in a folder, each captured once. */
  private record InFolder(Path folder) implements CaptureFiles {
    @Override
    public String location() {
      return folder.toString();
    }

    @Override
    public List<Path> files() throws UnreadableCaptures {
      try (Stream<Path> walk = Files.walk(folder)) {
        return walk.filter(file -> file.getFileName().toString().matches("[^.].*[.]parquet"))
            .sorted()
            .toList();
      } catch (IOException e) {
        throw new UnreadableCaptures(folder + ": there is no such folder", e);
      }
    }

    @Override
    public boolean leaveOutUnreadable() {
      return false;
    }

    @Override
    public List<String> leftOut() {
      return List.of();
    }

    @Override
    public boolean olderLeftOut() {
      return false;
    }

    @Override
    public void close() {}
  }

  /** Writes a file and tells where. */
  static Path file(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
