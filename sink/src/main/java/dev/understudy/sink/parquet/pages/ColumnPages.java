package dev.understudy.sink.parquet.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/** The pages of one column of a row group, unpacked and checked one by one. One thread. */
final class ColumnPages implements PageReader {
  /** About what Parquet keeps of each value of a dictionary. */
  private static final int ENTRY_BYTES = 64;

  /** A page as it lies in the file; its bytes begin there. */
  private record Packed(PageHeader header, ByteBuffer bytes, long where) {}

  private final ColumnDescriptor column;
  private final CompressionCodecName codec;
  private final long values;
  private final String what;
  private final Unpacking unpacking;
  private final Room room;
  private final Queue<Packed> pages = new ArrayDeque<>();
  private @Nullable Packed dictionary;
  private long held;

  private ColumnPages(
      ColumnDescriptor column,
      ColumnChunkMetaData chunk,
      String what,
      Unpacking unpacking,
      Room room) {
    this.column = column;
    this.codec = chunk.getCodec();
    this.values = chunk.getValueCount();
    this.what = what;
    this.unpacking = unpacking;
    this.room = room;
  }

  /** Finds the pages in the bytes of a column. */
  static ColumnPages read(
      ByteBuffer bytes,
      ColumnChunkMetaData chunk,
      ColumnDescriptor column,
      String what,
      Unpacking unpacking,
      Room room)
      throws IOException {
    ColumnPages pages = new ColumnPages(column, chunk, what, unpacking, room);
    long begin = chunk.getStartingPos();
    for (long found = 0; found < pages.values; ) {
      long where = begin + bytes.position();
      if (!bytes.hasRemaining()) {
        throw Damage.at(where, what, pages.values + " values", found);
      }
      PageHeader header = new PageHeader();
      Thrift.read(header, bytes, where, what + ", a page's header", room);
      int packed = header.getCompressed_page_size();
      Damage.unlessWithin(
          0, packed, bytes.remaining(), where, what + ", a page's bytes in the file");
      Damage.unlessWithin(
          0,
          header.getUncompressed_page_size(),
          Integer.MAX_VALUE,
          where,
          what + ", a page's bytes");
      Packed page =
          new Packed(header, bytes.slice(bytes.position(), packed), begin + bytes.position());
      bytes.position(bytes.position() + packed);
      int count = pages.add(page);
      Damage.unlessWithin(
          0, count, pages.values - found, where, what + ", a page's number of values");
      found += count;
    }
    return pages;
  }

  /** Answers how many of the column's values it holds. */
  private int add(Packed page) throws IOException {
    return switch (told(page.header.getType(), page, "type")) {
      case DICTIONARY_PAGE -> {
        if (dictionary != null) {
          throw Damage.at(page.where, what, "one dictionary", "a second");
        }
        dictionary = page;
        yield 0;
      }
      case DATA_PAGE -> {
        pages.add(page);
        yield told(page.header.getData_page_header(), page, "header").getNum_values();
      }
      case DATA_PAGE_V2 -> {
        pages.add(page);
        yield told(page.header.getData_page_header_v2(), page, "header").getNum_values();
      }
      case INDEX_PAGE -> 0;
    };
  }

  private <T> T told(@Nullable T part, Packed page, String name) throws IOException {
    if (part == null) {
      throw Damage.at(page.where, what, "the " + name + " of a page", "none");
    }
    return part;
  }

  private Encoding encoding(org.apache.parquet.format.@Nullable Encoding encoding, Packed page)
      throws IOException {
    return Encoding.valueOf(told(encoding, page, "encoding").name());
  }

  @Override
  public long getTotalValueCount() {
    return values;
  }

  @Override
  public @Nullable DictionaryPage readDictionaryPage() {
    try {
      return dictionary == null ? null : dictionary(dictionary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable DataPage readPage() {
    room.give(held);
    held = 0;
    Packed page = pages.poll();
    try {
      if (page == null) {
        return null;
      }
      return page.header.getType() == PageType.DATA_PAGE ? first(page) : second(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DictionaryPage dictionary(Packed page) throws IOException {
    DictionaryPageHeader header = told(page.header.getDictionary_page_header(), page, "header");
    ByteBuffer plain = unpack(page, page.bytes, page.header.getUncompressed_page_size());
    room.take(plain.remaining(), page.where, what);
    int count = header.getNum_values();
    Values.checkDictionary(column, plain, count, page.where, what + ", the dictionary");
    room.take((long) count * ENTRY_BYTES, page.where, what + ", the dictionary");
    return new DictionaryPage(BytesInput.from(plain), count, encoding(header.getEncoding(), page));
  }

  /** A page of Parquet's first format. */
  private DataPage first(Packed page) throws IOException {
    DataPageHeader header = told(page.header.getData_page_header(), page, "header");
    int count = header.getNum_values();
    ByteBuffer plain = unpack(page, page.bytes, page.header.getUncompressed_page_size());
    hold(plain, page);
    Values values = new Values(plain, count, page.where, what, room);
    Encoding repetitions = encoding(header.getRepetition_level_encoding(), page);
    Encoding definitions = encoding(header.getDefinition_level_encoding(), page);
    values.checkLevels(column.getMaxRepetitionLevel(), repetitions);
    values.checkLevels(column.getMaxDefinitionLevel(), definitions);
    values.check(encoding(header.getEncoding(), page));
    return new DataPageV1(
        BytesInput.from(plain),
        count,
        plain.remaining(),
        Statistics.noopStats(column.getPrimitiveType()),
        repetitions,
        definitions,
        encoding(header.getEncoding(), page));
  }

  /** A page of Parquet's second format, which keeps the levels beside what is compressed. */
  private DataPage second(Packed page) throws IOException {
    DataPageHeaderV2 header = told(page.header.getData_page_header_v2(), page, "header");
    int count = header.getNum_values();
    int size = page.header.getUncompressed_page_size();
    int most = Math.min(size, page.bytes.remaining());
    int repetitions = header.getRepetition_levels_byte_length();
    int definitions = header.getDefinition_levels_byte_length();
    Damage.unlessWithin(0, repetitions, most, page.where, what + ", bytes of levels");
    Damage.unlessWithin(0, definitions, most - repetitions, page.where, what + ", bytes of levels");
    int levels = repetitions + definitions;
    ByteBuffer repetition = page.bytes.slice(0, repetitions);
    ByteBuffer definition = page.bytes.slice(repetitions, definitions);
    ByteBuffer rest = page.bytes.slice(levels, page.bytes.remaining() - levels);
    ByteBuffer plain = header.isIs_compressed() ? unpack(page, rest, size - levels) : rest;
    hold(plain, page);
    new Values(repetition, count, page.where, what, room).checkRuns(column.getMaxRepetitionLevel());
    new Values(definition, count, page.where, what, room).checkRuns(column.getMaxDefinitionLevel());
    new Values(plain, count, page.where, what, room).check(encoding(header.getEncoding(), page));
    return DataPageV2.uncompressed(
        header.getNum_rows(),
        header.getNum_nulls(),
        count,
        BytesInput.from(repetition),
        BytesInput.from(definition),
        encoding(header.getEncoding(), page),
        BytesInput.from(plain),
        Statistics.noopStats(column.getPrimitiveType()));
  }

  private ByteBuffer unpack(Packed page, ByteBuffer packed, int size) throws IOException {
    return unpacking.unpack(codec, packed, size, page.where, what + ", a page's bytes", room);
  }

  /** The page is held until the next is asked for. */
  private void hold(ByteBuffer plain, Packed page) throws IOException {
    room.take(plain.remaining(), page.where, what);
    held = plain.remaining();
  }
}
