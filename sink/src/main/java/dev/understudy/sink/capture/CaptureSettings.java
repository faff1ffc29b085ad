package dev.understudy.sink.capture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How entries are captured.
 *
 * @param instance this gateway's name, part of every stored file's name: letters, digits, {@code
 *     .}, {@code _}, {@code -}
 * @param spool the folder of the spool; one process at a time
 * @param durability how safe a record is when its receipt comes
 * @param segmentBytes a segment is sealed once it holds so many bytes
 * @param segmentAge a segment is sealed so long after its first record
 * @param spoolBytes the most bytes the spool may hold
 * @param whenFull what happens to new exchanges while the spool has no room
 * @param memoryBytes the most bytes of bodies that may wait for the writer
 * @param memoryRecords the most records that may wait for the writer
 */
public record CaptureSettings(
    String instance,
    Path spool,
    Durability durability,
    long segmentBytes,
    Duration segmentAge,
    long spoolBytes,
    WhenFull whenFull,
    long memoryBytes,
    int memoryRecords) {
  private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final long MIB = 1024 * 1024;

  public CaptureSettings {
    if (!INSTANCE.matcher(instance).matches()) {
      throw new IllegalArgumentException(
          "instance must be 1 to 100 letters, digits, '.', '_' or '-', got '" + instance + "'");
    }
    Objects.requireNonNull(spool, "spool");
    Objects.requireNonNull(durability, "durability");
    Objects.requireNonNull(whenFull, "whenFull");
    atLeastOne("segmentBytes", segmentBytes);
    atLeastOne("spoolBytes", spoolBytes);
    atLeastOne("memoryBytes", memoryBytes);
    atLeastOne("memoryRecords", memoryRecords);
    if (segmentAge.isNegative() || segmentAge.isZero()) {
      throw new IllegalArgumentException("segmentAge must be positive, got " + segmentAge);
    }
  }

  /**
   * The defaults: {@code os} durability, segments of 64 MiB or 60 s, a spool of 8 GiB that drops
   * when full, 128 MiB and 65,536 records of memory.
   */
  public static CaptureSettings of(String instance, Path spool) {
    return new CaptureSettings(
        instance,
        spool,
        Durability.OS,
        64 * MIB,
        Duration.ofSeconds(60),
        8 * 1024 * MIB,
        WhenFull.DROP,
        128 * MIB,
        65_536);
  }

  /** These settings with another durability. */
  public CaptureSettings withDurability(Durability other) {
    return new CaptureSettings(
        instance,
        spool,
        other,
        segmentBytes,
        segmentAge,
        spoolBytes,
        whenFull,
        memoryBytes,
        memoryRecords);
  }

  /** These settings with segments of another size and age. */
  public CaptureSettings withSegments(long bytes, Duration age) {
    return new CaptureSettings(
        instance, spool, durability, bytes, age, spoolBytes, whenFull, memoryBytes, memoryRecords);
  }

  /** These settings with another bound of the spool and another policy when it is reached. */
  public CaptureSettings withSpool(long bytes, WhenFull policy) {
    return new CaptureSettings(
        instance,
        spool,
        durability,
        segmentBytes,
        segmentAge,
        bytes,
        policy,
        memoryBytes,
        memoryRecords);
  }

  /** These settings with another bound of what may wait in memory. */
  public CaptureSettings withMemory(long bytes, int records) {
    return new CaptureSettings(
        instance,
        spool,
        durability,
        segmentBytes,
        segmentAge,
        spoolBytes,
        whenFull,
        bytes,
        records);
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }
}
