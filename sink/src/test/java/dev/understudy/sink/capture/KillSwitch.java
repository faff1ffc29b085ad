package dev.understudy.sink.capture;

import dev.understudy.sink.spool.ChannelAround;
import dev.understudy.sink.spool.SegmentFiles;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoreAround;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Ends this process at one moment of its work with the spool and the store, as a kill would: no
 * hook runs, nothing is flushed.
 */
final class KillSwitch {
  /** The exit status of a process that ended so. */
  static final int STATUS = 86;

  /** A moment to end at. */
  enum Moment {
    BEFORE_CREATE,
    AFTER_CREATE,
    HALF_A_WRITE,
    BEFORE_CUT,
    AFTER_CUT,
    BEFORE_RENAME,
    AFTER_RENAME,
    BEFORE_STAGE,
    BEFORE_PUT,
    AFTER_PUT,
    BEFORE_READING_WHAT_IS_THERE,
    AFTER_READING_WHAT_IS_THERE,
    BEFORE_DELETE,
    AFTER_DELETE
  }

  private final Moment wanted;
  private final int occurrence;
  private final Map<Moment, Integer> seen = new EnumMap<>(Moment.class);

  /** Ends the process when that moment comes for the so-manieth time, counted from 1. */
  KillSwitch(Moment wanted, int occurrence) {
    this.wanted = wanted;
    this.occurrence = occurrence;
  }

  private synchronized void passes(Moment moment) {
    if (isNow(moment)) {
      Runtime.getRuntime().halt(STATUS);
    }
  }

  private synchronized boolean isNow(Moment moment) {
    return seen.merge(moment, 1, Integer::sum) == occurrence && moment == wanted;
  }

  /** The disk, with this switch at every step. */
  SegmentFiles disk() {
    return new SegmentFiles() {
      @Override
      public FileChannel create(Path file) throws IOException {
        passes(Moment.BEFORE_CREATE);
        FileChannel channel = SegmentFiles.ON_DISK.create(file);
        passes(Moment.AFTER_CREATE);
        return new Writing(channel);
      }

      @Override
      public void cut(Path file, long bytes) throws IOException {
        passes(Moment.BEFORE_CUT);
        SegmentFiles.ON_DISK.cut(file, bytes);
        passes(Moment.AFTER_CUT);
      }

      @Override
      public void rename(Path from, Path to) throws IOException {
        passes(Moment.BEFORE_RENAME);
        SegmentFiles.ON_DISK.rename(from, to);
        passes(Moment.AFTER_RENAME);
      }

      @Override
      public void delete(Path file) throws IOException {
        passes(Moment.BEFORE_DELETE);
        SegmentFiles.ON_DISK.delete(file);
        passes(Moment.AFTER_DELETE);
      }
    };
  }

  private final class Writing extends ChannelAround {
    Writing(FileChannel channel) {
      super(channel);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      if (isNow(Moment.HALF_A_WRITE)) {
        super.write(from.slice(from.position(), from.remaining() / 2));
        Runtime.getRuntime().halt(STATUS);
      }
      return super.write(from);
    }
  }

  /** A store, with this switch at every step. */
  Store store(Store store) {
    return new StoreAround(store) {
      @Override
      public Path stage(String name) throws IOException {
        passes(Moment.BEFORE_STAGE);
        return super.stage(name);
      }

      @Override
      public boolean putIfAbsent(String name, Path staged) throws IOException {
        passes(Moment.BEFORE_PUT);
        boolean put = super.putIfAbsent(name, staged);
        passes(Moment.AFTER_PUT);
        return put;
      }

      @Override
      public SeekableByteChannel open(String name) throws IOException {
        passes(Moment.BEFORE_READING_WHAT_IS_THERE);
        SeekableByteChannel there = super.open(name);
        passes(Moment.AFTER_READING_WHAT_IS_THERE);
        return there;
      }
    };
  }
}
