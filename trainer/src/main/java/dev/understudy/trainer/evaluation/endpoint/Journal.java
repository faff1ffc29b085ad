package dev.understudy.trainer.evaluation.endpoint;

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

/**
 * A file of JSON lines that grows by one line for each thing that was said, so that a run which
 * broke off goes on where it was. A torn last line is cut off. Any thread may append; one process
 * at a time may use it.
 */
public final class Journal implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final FileChannel file;

  private Journal(FileChannel file) {
    this.file = file;
  }

  /** Takes a line of a file. */
  @FunctionalInterface
  public interface LineReader {
    /**
     * Reads the line.
     *
     * @throws IllegalArgumentException if it is none of the kind
     */
    void read(JsonNode line);
  }

  /**
   * Opens a file, or makes it.
   *
   * @param kind what its lines are, such as {@code answer of a judge}
   * @param reader takes each line that is there
   * @throws IOException where it is no such file; the message names the line
   */
  public static Journal open(Path path, String kind, LineReader reader) throws IOException {
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      load(file, path, kind, reader);
    } catch (IOException | RuntimeException unreadable) {
      file.close();
      throw unreadable;
    }
    return new Journal(file);
  }

  private static void load(FileChannel file, Path path, String kind, LineReader reader)
      throws IOException {
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
        read(path, kind, line, Arrays.copyOfRange(bytes, from, at), reader);
        from = at + 1;
      }
    }
    file.truncate(from);
    file.position(from);
  }

  private static void read(Path path, String kind, int number, byte[] line, LineReader reader)
      throws IOException {
    try {
      reader.read(MAPPER.readTree(line));
    } catch (JsonProcessingException | IllegalArgumentException broken) {
      throw new IOException(
          "%s: line %d is no %s: delete the line, or name another file"
              .formatted(path, number, kind),
          broken);
    }
  }

  /** Keeps a line; once this returns it survives a crash of the process. */
  public synchronized void append(JsonNode line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
