package dev.understudy.gateway.config;

import dev.understudy.rules.yaml.ByteSizes;
import dev.understudy.rules.yaml.Durations;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.sink.capture.Durability;
import dev.understudy.sink.capture.WhenFull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What is recorded of the traffic, where, and how safely.
 *
 * @param directory the folder store the Parquet files rest in
 * @param spool the folder of segments not yet drained
 * @param durability how safe a record is before the answer's last bytes are released
 * @param patience how long the last bytes of an answer wait at most for the record to be that safe
 * @param onTrouble what happens to traffic when recording fails or patience runs out
 * @param bodyLimitBytes how much of one body is kept; the rest is cut and the record marked
 * @param memoryBytes the most memory for bodies in flight and queued
 * @param binary what is kept of bodies that are not text
 * @param segment when a segment is sealed
 * @param spoolLimitBytes the most bytes the spool may hold on disk
 * @param whenFull what happens when the spool is full
 * @param estimateTokens whether tokens are estimated where the provider sent no usage
 * @param requestHeaders the request headers that are recorded
 * @param responseHeaders the response headers that are recorded
 * @param client which request headers carry facts about the client
 */
public record CaptureSettings(
    Path directory,
    Path spool,
    Durability durability,
    Duration patience,
    OnTrouble onTrouble,
    int bodyLimitBytes,
    long memoryBytes,
    Binary binary,
    SegmentLimits segment,
    long spoolLimitBytes,
    WhenFull whenFull,
    boolean estimateTokens,
    RecordedHeaders requestHeaders,
    RecordedHeaders responseHeaders,
    ClientFacts client) {
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;
  private static final long GIB = 1024 * MIB;

  /** The settings used where none are set, with that folder as the store. */
  public static CaptureSettings in(Path directory) {
    return new CaptureSettings(
        directory,
        directory.resolve(".spool"),
        Durability.OS,
        Duration.ofMillis(250),
        OnTrouble.SERVE,
        (int) (8 * MIB),
        256 * MIB,
        Binary.DIGEST,
        SegmentLimits.DEFAULT,
        8 * GIB,
        WhenFull.DROP,
        true,
        RecordedHeaders.REQUEST_DEFAULT,
        RecordedHeaders.RESPONSE_DEFAULT,
        ClientFacts.DEFAULT);
  }

  /**
   * Reads the section.
   *
   * @param folder what paths in the file start from
   * @param directory the store given on the command line, else the usual one
   * @param directoryIsGiven whether it was given on the command line, and so goes before the file's
   */
  static CaptureSettings read(Section in, Path folder, Path directory, boolean directoryIsGiven) {
    Scalar<Path> path = Scalar.path(folder);
    Path inFile = in.value("directory", path, directory);
    CaptureSettings usual = in(directoryIsGiven ? directory : inFile);
    CaptureSettings read =
        new CaptureSettings(
            usual.directory,
            in.value("spool", path, usual.spool),
            in.value("durability", Scalar.word(Durability.class), usual.durability),
            in.value("patience", Scalar.DURATION_OR_ZERO, usual.patience),
            in.value("on_trouble", Scalar.word(OnTrouble.class), usual.onTrouble),
            in.value("body_limit", Scalar.bytes(0, GIB), (long) usual.bodyLimitBytes).intValue(),
            in.value("memory", Scalar.bytes(MIB, 1024 * GIB), usual.memoryBytes),
            in.value("binary", Scalar.word(Binary.class), usual.binary),
            in.section("segment", SegmentLimits::read),
            in.value("spool_limit", Scalar.bytes(MIB, 1024 * 1024 * GIB), usual.spoolLimitBytes),
            in.value("when_full", Scalar.word(WhenFull.class), usual.whenFull),
            in.value("estimate_tokens", Scalar.BOOLEAN, usual.estimateTokens),
            RecordedHeaders.read(in, "request_headers", usual.requestHeaders),
            RecordedHeaders.read(in, "response_headers", usual.responseHeaders),
            in.section("client", ClientFacts::read));
    if (in.isSound()) {
      read.checkTogether(in);
    }
    return read;
  }

  private void checkTogether(Section in) {
    if (spool.equals(directory)) {
      in.problem("spool", "capture.spool must be another folder than capture.directory");
    }
    if (memoryBytes < bodyLimitBytes) {
      in.problem(
          "memory",
          "capture.memory (%s) must be at least capture.body_limit (%s)"
              .formatted(ByteSizes.write(memoryBytes), ByteSizes.write(bodyLimitBytes)));
    }
    if (spoolLimitBytes < segment.bytes) {
      in.problem(
          "spool_limit",
          "capture.spool_limit (%s) must be at least capture.segment.bytes (%s)"
              .formatted(ByteSizes.write(spoolLimitBytes), ByteSizes.write(segment.bytes)));
    }
  }

  Map<String, Object> written() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("directory", directory.toString());
    keys.put("spool", spool.toString());
    keys.put("durability", word(durability));
    keys.put("patience", Durations.write(patience));
    keys.put("on_trouble", word(onTrouble));
    keys.put("body_limit", ByteSizes.write(bodyLimitBytes));
    keys.put("memory", ByteSizes.write(memoryBytes));
    keys.put("binary", word(binary));
    keys.put("segment", segment.written());
    keys.put("spool_limit", ByteSizes.write(spoolLimitBytes));
    keys.put("when_full", word(whenFull));
    keys.put("estimate_tokens", estimateTokens);
    keys.put("request_headers", requestHeaders.entries());
    keys.put("response_headers", responseHeaders.entries());
    keys.put("client", client.written());
    return keys;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** What happens to traffic when recording fails or takes longer than patience allows. */
  public enum OnTrouble {
    /** The answer goes out; the loss is counted. */
    SERVE,
    /** The answer is broken off, or the request refused where no byte has been sent. */
    REFUSE
  }

  /** What is kept of bodies that are not text, such as audio. */
  public enum Binary {
    /** Their length and SHA-256. */
    DIGEST,
    /** Their bytes, up to the limit of a body. */
    KEEP
  }

  /**
   * When a segment is sealed and drained: at whichever comes first.
   *
   * @param bytes its size
   * @param age the time since its first record
   */
  public record SegmentLimits(long bytes, Duration age) {
    /** In the store within about a minute. */
    public static final SegmentLimits DEFAULT = new SegmentLimits(64 * MIB, Duration.ofSeconds(60));

    static SegmentLimits read(Section in) {
      return new SegmentLimits(
          in.value("bytes", Scalar.bytes(KIB, 1024 * MIB), DEFAULT.bytes),
          in.value("age", Scalar.DURATION, DEFAULT.age));
    }

    Map<String, Object> written() {
      Map<String, Object> keys = new LinkedHashMap<>();
      keys.put("bytes", ByteSizes.write(bytes));
      keys.put("age", Durations.write(age));
      return keys;
    }
  }

  /**
   * The names of request headers that carry facts about the client, in lower case. Their values are
   * recorded as they come; a user's id may be personal data.
   *
   * @param app the application's name
   * @param user the end user's id
   * @param session the conversation's id
   */
  public record ClientFacts(String app, String user, String session) {
    /** The names used where none are set. */
    public static final ClientFacts DEFAULT = new ClientFacts("x-app", "x-user-id", "x-session-id");

    static ClientFacts read(Section in) {
      return new ClientFacts(
          in.value("app", RecordedHeaders.NAME, DEFAULT.app),
          in.value("user", RecordedHeaders.NAME, DEFAULT.user),
          in.value("session", RecordedHeaders.NAME, DEFAULT.session));
    }

    Map<String, Object> written() {
      Map<String, Object> keys = new LinkedHashMap<>();
      keys.put("app", app);
      keys.put("user", user);
      keys.put("session", session);
      return keys;
    }
  }
}
