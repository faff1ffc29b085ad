package dev.understudy.sink.firehose.command;

import dev.understudy.sink.firehose.sent.Indexes;
import dev.understudy.sink.firehose.sent.SegmentId;
import dev.understudy.sink.firehose.sent.SegmentId.RecordId;
import dev.understudy.sink.firehose.sent.SentSegment;
import dev.understudy.sink.firehose.sent.TableHour;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Holds what was sent against what arrived, record by record. Of a segment it keeps some bits for
 * each record, whatever the records' size.
 */
final class Reconciliation {
  private final Map<SegmentId, Segment> segments = new LinkedHashMap<>();
  private long unknown;

  /** A segment that was sent; one told again counts once. */
  void sent(SentSegment segment) {
    segments.putIfAbsent(segment.id(), new Segment(segment));
  }

  /** A record that arrived. */
  void arrived(String id) {
    RecordId record = RecordId.parse(id).orElse(null);
    Segment segment = record == null ? null : segments.get(record.segment());
    if (record == null || segment == null || !segment.all.contains(record.index())) {
      unknown++;
    } else if (!segment.arrived.add(record.index())) {
      segment.doubled.add(record.index());
    }
  }

  /** How many records arrived that nobody is known to have sent. */
  long unknown() {
    return unknown;
  }

  /** How it stands with the rows of each table and hour, in their order. */
  List<Standing> standings(int firstIds) {
    Map<TableHour, Standing> standings = new TreeMap<>();
    for (Segment each : segments.values()) {
      each.sent
          .records()
          .forEach(
              (where, indexes) ->
                  standings.merge(
                      where,
                      each.standing(where, indexes, firstIds),
                      (one, other) -> one.plus(other, firstIds)));
    }
    return List.copyOf(standings.values());
  }

  /** One segment's records. */
  private static final class Segment {
    private final SentSegment sent;
    private final Indexes all = new Indexes();
    private final Indexes arrived = new Indexes();
    private final Indexes doubled = new Indexes();

    Segment(SentSegment sent) {
      this.sent = sent;
      sent.records().values().forEach(all::addAll);
    }

    Standing standing(TableHour where, Indexes indexes, int firstIds) {
      SegmentId id = sent.id();
      int there = indexes.countIn(arrived);
      return new Standing(
          where,
          indexes.count(),
          there,
          indexes.countIn(doubled),
          indexes.without(arrived).limit(firstIds).mapToObj(id::record).toList(),
          indexes.stream().filter(doubled::contains).limit(firstIds).mapToObj(id::record).toList());
    }
  }

  /**
   * How it stands with the rows of one table and hour.
   *
   * @param where which rows
   * @param sent how many were sent
   * @param arrived how many of those arrived, however often
   * @param doubled how many of those arrived more than once
   * @param firstMissing the ids of the first that did not arrive
   * @param firstDoubled the ids of the first that arrived more than once
   */
  record Standing(
      TableHour where,
      long sent,
      long arrived,
      long doubled,
      List<String> firstMissing,
      List<String> firstDoubled) {

    long missing() {
      return sent - arrived;
    }

    private Standing plus(Standing other, int firstIds) {
      return new Standing(
          where,
          sent + other.sent,
          arrived + other.arrived,
          doubled + other.doubled,
          first(firstMissing, other.firstMissing, firstIds),
          first(firstDoubled, other.firstDoubled, firstIds));
    }

    private static List<String> first(List<String> ids, List<String> more, int firstIds) {
      return Stream.concat(ids.stream(), more.stream()).limit(firstIds).toList();
    }
  }
}
