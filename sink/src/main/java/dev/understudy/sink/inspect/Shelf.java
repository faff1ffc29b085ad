package dev.understudy.sink.inspect;

import dev.understudy.exchange.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The files of a store's tables, on a local disk where they can be read. */
interface Shelf extends AutoCloseable {
  /** The files that hold the rows of a table now, in the order of their names. */
  List<Path> files(Table table) throws IOException;

  /** A file as people know it. */
  String shown(Path file);

  /** Where the store is, as people write it. */
  String location();

  /** Whether a table is asked about from its beginning to its end. */
  boolean isWhole(Table table);

  @Override
  void close();
}
