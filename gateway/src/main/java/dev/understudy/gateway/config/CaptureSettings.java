package dev.understudy.gateway.config;

import dev.understudy.gateway.secret.Secret;
import dev.understudy.rules.Redaction;
import dev.understudy.rules.yaml.ByteSizes;
import dev.understudy.rules.yaml.Durations;
import dev.understudy.rules.yaml.RedactionReader;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.sink.capture.Durability;
import dev.understudy.sink.capture.WhenFull;
import dev.understudy.sink.store.place.StorePlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of the traffic, where, and how safely.
 *
 * @param store where what was captured goes
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
 * @param redact what is taken out of records where the rules do not say
 * @param pseudonyms the key of the pseudonyms that users' ids are replaced by, or null to record
 *     them as they come
 * @param client which request headers carry facts about the client
 */
public record CaptureSettings(
    StoreSettings store,
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
    Redaction redact,
    @Nullable Secret pseudonyms,
    ClientFacts client) {
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;
  private static final long GIB = 1024 * MIB;

  /** The settings used where none are set, with that folder as the store. */
  public static CaptureSettings in(Path folder) {
    return into(StoreSettings.in(folder), folder.resolve(".spool"));
  }

  private static CaptureSettings into(StoreSettings store, Path spool) {
    return new CaptureSettings(
        store,
        spool,
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
        Redaction.NONE,
        null,
        ClientFacts.DEFAULT);
  }

  /**
   * Reads the section.
   *
   * @param environment where secrets are looked up
   * @param folder what paths in the file start from
   * @param store the name of the store given on the command line, else the usual one
   * @param storeIsGiven whether it was given on the command line, and so goes before the file's
   * @param captures the folder that the spool lies in where the store is none
   */
  static CaptureSettings read(
      Section in,
      Map<String, String> environment,
      Path folder,
      String store,
      boolean storeIsGiven,
      Path captures) {
    Scalar<Path> path = Scalar.path(folder);
    StoreSettings into = StoreSettings.read(in, environment, folder, store, storeIsGiven);
    Path beside =
        into.firehose() == null && into.place() instanceof StorePlace.Folder local
            ? local.folder()
            : captures;
    CaptureSettings usual = into(into, beside.resolve(".spool"));
    CaptureSettings read =
        new CaptureSettings(
            usual.store,
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
            redact(in, usual.redact),
            in.valueOrNull("pseudonyms", Secret.in(environment, folder)),
            in.section("client", ClientFacts::read));
    if (in.isSound()) {
      read.checkTogether(in);
    }
    return read;
  }

  private static Redaction redact(Section in, Redaction usual) {
    Redaction said = RedactionReader.read(in, "redact");
    return said == null ? usual : said;
  }

  private void checkTogether(Section in) {
    if (store.place().equals(new StorePlace.Folder(spool))) {
      in.problem("spool", "capture.spool must be another folder than capture.store");
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
    Map<String, Object> keys = new LinkedHashMap<>(store.written());
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
    keys.put("redact", RedactionReader.written(redact));
    if (pseudonyms != null) {
      keys.put("pseudonyms", pseudonyms.source());
    }
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
