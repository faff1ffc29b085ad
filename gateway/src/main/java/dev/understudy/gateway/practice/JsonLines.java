package dev.understudy.gateway.practice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of JSON lines, each a recorded call; blank lines are passed over. */
final class JsonLines {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private JsonLines() {}

  /** Takes a line. */
  @FunctionalInterface
  interface Taker {
    /**
     * Takes what stands in a line.
     *
     * @throws IllegalArgumentException saying what was expected and what found
     */
    void take(JsonNode row);
  }

  /**
   * Reads a file to its end.
   *
   * @param kind what a line has to have, for the message about a file without any
   * @throws UnreadableAnswers naming every line that is wrong; the others were taken all the same
   */
  static void read(Path file, String kind, Taker taker) throws UnreadableAnswers {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      read(file.toString(), lines, kind, taker);
    } catch (NoSuchFileException e) {
      throw new UnreadableAnswers(file + ": there is no such file", e);
    } catch (MalformedInputException e) {
      throw new UnreadableAnswers(file + ": expected UTF-8 text, found other bytes", e);
    } catch (IOException e) {
      throw new UnreadableAnswers(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The same from any source of text; {@code name} stands in the messages. */
  static void read(String name, Reader source, String kind, Taker taker)
      throws IOException, UnreadableAnswers {
    BufferedReader lines = new BufferedReader(source);
    List<String> problems = new ArrayList<>();
    int number = 0;
    int taken = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        taker.take(JSON.readTree(line));
        taken++;
      } catch (JsonProcessingException e) {
        problems.add(name + ":" + number + ": expected JSON, found " + defect(e));
      } catch (IllegalArgumentException e) {
        problems.add(name + ":" + number + ": " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new UnreadableAnswers(problems);
    }
    if (taken == 0) {
      throw new UnreadableAnswers(
          List.of(name + ": expected at least one line with " + kind + ", found none"));
    }
  }

  private static String defect(JsonProcessingException e) {
    String what = e.getOriginalMessage().lines().findFirst().orElse("something else");
    return e.getLocation() == null ? what : what + " at column " + e.getLocation().getColumnNr();
  }
}
