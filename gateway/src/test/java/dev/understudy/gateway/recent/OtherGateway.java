package dev.understudy.gateway.recent;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.sink.drain.Rows;
import dev.understudy.sink.parquet.TableFileWriter;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A gateway as the store knows it: what it puts there, and under which names. */
final class OtherGateway {
  private static final DateTimeFormatter BEGUN =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final Store store;
  private final String instance;
  private final Rows rows = new Rows(WireReader.withoutTokenEstimates()::read);
  private int segments;

  OtherGateway(Store store, String instance) {
    this.store = store;
    this.instance = instance;
  }

  /** Puts what a segment begun then holds, a file for each table and hour; answers their names. */
  List<String> put(Instant begun, List<? extends Entry> entries) throws IOException {
    String segment = "%s-%08x".formatted(BEGUN.format(begun), ++segments);
    Map<String, List<Entry>> files = new LinkedHashMap<>();
    for (Entry each : entries) {
      String name =
          TableLayout.of(each.table())
              .fileName(TableLayout.partition(each.at()), instance, segment);
      files.computeIfAbsent(name, any -> new ArrayList<>()).add(each);
    }
    for (Map.Entry<String, List<Entry>> file : files.entrySet()) {
      put(file.getKey(), segment, file.getValue());
    }
    return List.copyOf(files.keySet());
  }

  private void put(String name, String segment, List<Entry> entries) throws IOException {
    Path staged = store.stage(name);
    Table table = entries.get(0).table();
    try (TableFileWriter writer = TableFileWriter.create(staged, table, instance, segment)) {
      for (Entry each : entries) {
        writer.write(rows.of(each));
      }
    }
    if (!store.putIfAbsent(name, staged)) {
      throw new IOException(name + " is taken");
    }
  }
}
