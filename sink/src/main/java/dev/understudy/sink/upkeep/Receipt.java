package dev.understudy.sink.upkeep;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * What a job leaves behind of what it did: {@code receipts/<kind>-<time>-<random>.json}. It is
 * there before the first file is touched; one without {@code finished_at} is of a job that was
 * broken off.
 */
final class Receipt {
  static final String FOLDER = "receipts/";

  private static final String TOOL = "Understudy 0.1.0";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Store store;
  private final Clock clock;
  private final String name;
  private final ObjectNode told;

  private Receipt(Store store, Clock clock, String name, ObjectNode told) {
    this.store = store;
    this.clock = clock;
    this.name = name;
    this.told = told;
  }

  /** Begins a receipt of a job of that kind; it is stored by the first {@link #put}. */
  static Receipt begin(Store store, String kind, Clock clock) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String name =
        String.format(
            Locale.ROOT, "%s%s-%s-%08x.json", FOLDER, kind, TIME.format(now), RANDOM.nextInt());
    ObjectNode told = JSON.createObjectNode();
    told.put("kind", kind).put("tool", TOOL).put("store", store.location());
    told.put("begun_at", now.toString());
    return new Receipt(store, clock, name, told);
  }

  /** Its name in the store. */
  String name() {
    return name;
  }

  /** What it tells, to be added to. */
  ObjectNode told() {
    return told;
  }

  /** Stores what it tells by now. */
  void put() throws IOException {
    Path staged = store.stage(name);
    try {
      Files.write(staged, JSON.writeValueAsBytes(told));
      List<StoredFile> there = store.list(name);
      boolean put =
          there.isEmpty()
              ? store.putIfAbsent(name, staged)
              : store.replaceFileIf(there.get(0), staged);
      if (!put) {
        throw new IOException(name + " was changed by somebody else: run the job again");
      }
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  /** Stores it for the last time, with the time. */
  void finish() throws IOException {
    told.put("finished_at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    put();
  }
}
