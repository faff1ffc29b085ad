package dev.understudy.trainer.evaluation.recorded;

import dev.understudy.exchange.prompt.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prompt in which an input takes its place.
 *
 * @param text with {@code %s} where the input stands
 */
public record InputPrompt(String text) {
  /** The input is the whole prompt. */
  public static final InputPrompt INPUT_ALONE = new InputPrompt("%s");

  private static final String INPUT = "%s";

  public InputPrompt {
    if (!text.contains(INPUT)) {
      throw new IllegalArgumentException("a prompt must hold " + INPUT + " where the input stands");
    }
  }

  /**
   * Reads one from a file; an editor's last line break is none of the prompt's.
   *
   * @throws UnreadableRecording where the input has no place in it
   */
  public static InputPrompt read(Path file) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(INPUT)) {
      throw new UnreadableRecording(file + " must hold " + INPUT + " where the input stands");
    }
    return new InputPrompt(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
  }

  /** The same, or the input alone where no file is given. */
  public static InputPrompt readOrAlone(@Nullable Path file) throws IOException {
    return file == null ? INPUT_ALONE : read(file);
  }

  /** The prompt about an input. */
  public String about(String input) {
    return text.replace(INPUT, input);
  }

  /** The conversation in which a user asks about an input. */
  public List<Turn> conversation(String input) {
    return List.of(Turn.of("user", about(input)));
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "InputPrompt[" + text.length() + " characters]";
  }
}
