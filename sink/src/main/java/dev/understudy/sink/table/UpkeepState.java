package dev.understudy.sink.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.Versioned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who works on a store's files, and in which folders files were deleted because others hold their
 * rows. It is one small object, {@value #NAME}:
 *
 * <pre>{@code
 * {"holder": {"run": "5eed...", "job": "compact", "by": "host, process 7",
 *             "since": "2026-01-31T07:15:00Z", "until": "2026-01-31T07:17:00Z"},
 *  "changes": 7, "floor": 0, "folders": {"exchanges/date=2026-01-31/hour=07/": 7}}
 * }</pre>
 *
 * @param holder the job that may work now; null where none does
 * @param changes how often deletions were announced. A deletion is announced after the file that
 *     holds the rows was put and before the first file is deleted
 * @param floor the announcements up to that one are no longer listed
 * @param folders the later ones: a folder and its latest announcement, in their order
 */
public record UpkeepState(
    @Nullable Holder holder, long changes, long floor, Map<String, Long> folders) {
  /** Its name in the store. */
  public static final String NAME = "upkeep/lease.json";

  private static final int MOST_FOLDERS = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final UpkeepState FIRST = new UpkeepState(null, 0, 0, Map.of());

  public UpkeepState {
    folders = Collections.unmodifiableMap(new LinkedHashMap<>(folders));
  }

  /**
   * A job that has the store to itself.
   *
   * @param run names this run of it
   * @param job what it does
   * @param by where it runs, for people
   * @param since when it began
   * @param until from when on another may take over, unless it says otherwise before
   */
  public record Holder(String run, String job, String by, Instant since, Instant until) {
    public Holder {
      Objects.requireNonNull(run, "run");
      Objects.requireNonNull(job, "job");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(since, "since");
      Objects.requireNonNull(until, "until");
    }
  }

  /** The state as it stands in a store. */
  public static UpkeepState read(Store store) throws IOException {
    return of(store.read(NAME));
  }

  /** The state that an object tells; that of a store where no job ever ran for null. */
  public static UpkeepState of(@Nullable Versioned object) throws IOException {
    if (object == null) {
      return FIRST;
    }
    try {
      JsonNode json = JSON.readTree(object.bytes());
      Map<String, Long> folders = new LinkedHashMap<>();
      json.path("folders")
          .properties()
          .forEach(e -> folders.put(e.getKey(), e.getValue().asLong()));
      return new UpkeepState(
          holder(json.path("holder")),
          json.path("changes").asLong(),
          json.path("floor").asLong(),
          folders);
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IOException(
          NAME + ": expected the JSON that upkeep jobs write, found something else", e);
    }
  }

  private static @Nullable Holder holder(JsonNode json) {
    return json.isObject()
        ? new Holder(
            json.path("run").asText(),
            json.path("job").asText(),
            json.path("by").asText(),
            Instant.parse(json.path("since").asText()),
            Instant.parse(json.path("until").asText()))
        : null;
  }

  /** The object that tells this state. */
  public byte[] toBytes() {
    ObjectNode json = JSON.createObjectNode();
    if (holder != null) {
      json.putObject("holder")
          .put("run", holder.run())
          .put("job", holder.job())
          .put("by", holder.by())
          .put("since", holder.since().toString())
          .put("until", holder.until().toString());
    }
    json.put("changes", changes).put("floor", floor);
    ObjectNode list = json.putObject("folders");
    folders.forEach(list::put);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The same with another holder, or none. */
  public UpkeepState heldBy(@Nullable Holder next) {
    return new UpkeepState(next, changes, floor, folders);
  }

  /** The same with one announcement more: files of that folder are about to be deleted. */
  public UpkeepState announcing(String folder) {
    Map<String, Long> next = new LinkedHashMap<>(folders);
    next.remove(folder);
    next.put(folder, changes + 1);
    long forgotten = floor;
    if (next.size() > MOST_FOLDERS) {
      Map.Entry<String, Long> oldest = next.entrySet().iterator().next();
      forgotten = oldest.getValue();
      next.remove(oldest.getKey());
    }
    return new UpkeepState(holder, changes + 1, forgotten, next);
  }

  /** The folders announced since an earlier state; empty where they are no longer known. */
  Optional<Set<String>> announcedSince(UpkeepState earlier) {
    if (earlier.changes < floor || earlier.changes > changes) {
      return Optional.empty();
    }
    return Optional.of(
        folders.entrySet().stream()
            .filter(each -> each.getValue() > earlier.changes)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));
  }
}
