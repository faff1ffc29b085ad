package dev.understudy.sink.parquet;

import java.util.Map;
import java.util.Objects;

/**
 * Where a file's rows came from, kept in its footer: two files with equal origins hold the same
 * rows.
 *
 * @param instance the gateway that captured them
 * @param segment the segment that held them
 * @param rows how many there are
 * @param idsSha256 the SHA-256 over what tells them apart, in order: the exchange ids, or the
 *     request ids and times
 */
public record Origin(String instance, String segment, long rows, String idsSha256) {
  private static final String INSTANCE = "understudy.instance";
  private static final String SEGMENT = "understudy.segment";
  private static final String ROWS = "understudy.rows";
  private static final String IDS = "understudy.ids_sha256";
  private static final String IDS_BEFORE = "understudy.exchange_ids_sha256";

  public Origin {
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(segment, "segment");
    Objects.requireNonNull(idsSha256, "idsSha256");
  }

  /** Whether both are of one segment of one gateway; a segment's name is never used twice. */
  public boolean isOfSegment(Origin other) {
    return instance.equals(other.instance) && segment.equals(other.segment);
  }

  /** The origin as a footer keeps it. */
  public Map<String, String> toMetadata() {
    return Map.of(INSTANCE, instance, SEGMENT, segment, ROWS, Long.toString(rows), IDS, idsSha256);
  }

  /** The origin a footer tells; fields it does not tell are empty. */
  public static Origin of(Map<String, String> metadata) {
    String rows = metadata.getOrDefault(ROWS, "");
    return new Origin(
        metadata.getOrDefault(INSTANCE, ""),
        metadata.getOrDefault(SEGMENT, ""),
        rows.matches("\\d{1,18}") ? Long.parseLong(rows) : -1,
        metadata.getOrDefault(IDS, metadata.getOrDefault(IDS_BEFORE, "")));
  }
}
