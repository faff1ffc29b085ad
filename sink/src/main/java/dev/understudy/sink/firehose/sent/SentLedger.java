package dev.understudy.sink.firehose.sent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder that tells for some days which records were sent: a file for each segment that was
 * taken whole, in a folder for the day on which it was. One gateway writes it, anybody may read it.
 */
public final class SentLedger {
  private static final Pattern DAY = Pattern.compile("date=\\d{4}-\\d\\d-\\d\\d");
  private static final String FILE = ".ids";

  private final Path folder;

  /** The ledger in that folder, which need not be there yet. */
  public SentLedger(Path folder) {
    this.folder = Objects.requireNonNull(folder, "folder");
  }

  /** The segment as it was sent, or empty where it was not taken whole yet. */
  public Optional<SentSegment> find(SegmentId segment) throws IOException {
    for (Path day : days()) {
      Path file = day.resolve(segment + FILE);
      if (Files.exists(file)) {
        return Optional.of(read(file));
      }
    }
    return Optional.empty();
  }

  /** Adds a segment that was taken whole; that survives a power loss when this returns. */
  public void add(SentSegment segment) throws IOException {
    Path day = folder.resolve(day(segment.sentAt()));
    Files.createDirectories(day);
    Path file = day.resolve(segment.id() + FILE);
    Path staged = day.resolve("." + segment.id() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            staged,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer text = ByteBuffer.wrap(segment.toText().getBytes(StandardCharsets.UTF_8));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
    Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
    force(day);
    force(folder);
  }

  private static String day(Instant at) {
    return "date=" + at.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Removes the days that ended so long before now. */
  public void forget(Duration kept, Instant now) throws IOException {
    String first = day(now.minus(kept));
    for (Path day : days()) {
      if (day.getFileName().toString().compareTo(first) < 0) {
        for (Path file : list(day)) {
          Files.deleteIfExists(file);
        }
        Files.deleteIfExists(day);
      }
    }
  }

  /** The files of the ledger, in order. */
  public List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path day : days()) {
      for (Path file : list(day)) {
        if (file.getFileName().toString().endsWith(FILE)) {
          files.add(file);
        }
      }
    }
    return files;
  }

  /**
   * Reads one of its files.
   *
   * @throws IOException if it is not whole; the message names it
   */
  public static SentSegment read(Path file) throws IOException {
    try {
      return SentSegment.parse(Files.readString(file));
    } catch (IOException e) {
      throw new IOException(file + ": is no whole file of sent ids: " + e.getMessage(), e);
    }
  }

  private List<Path> days() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    return list(folder).stream()
        .filter(path -> DAY.matcher(path.getFileName().toString()).matches())
        .toList();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }
}
