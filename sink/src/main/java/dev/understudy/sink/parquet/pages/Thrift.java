package dev.understudy.sink.parquet.pages;

import java.io.IOException;
import java.nio.ByteBuffer;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.protocol.TList;
import shaded.parquet.org.apache.thrift.protocol.TMap;
import shaded.parquet.org.apache.thrift.transport.TEndpointTransport;
import shaded.parquet.org.apache.thrift.transport.TTransportException;

/**
 * Reads the structures of Parquet's footers and page headers, which are in Thrift's compact
 * protocol, from bytes in memory. No list, text or nesting in them is taken for larger than the
 * bytes that are left.
 */
final class Thrift {
  private static final int DEEPEST = 32; // Parquet's own nest 6 deep

  /** About what an element of a footer's lists takes as an object, with all that hangs on it. */
  private static final int ELEMENT_BYTES = 512;

  private Thrift() {}

  /**
   * Reads a structure, and moves the position behind it.
   *
   * @param bytes lies in an array
   * @param where the byte of the file at which they begin
   */
  static void read(TBase<?, ?> into, ByteBuffer bytes, long where, String what, Room room)
      throws IOException {
    try {
      into.read(new Bounded(new Bytes(bytes), room.left() / ELEMENT_BYTES));
    } catch (TException | RuntimeException e) {
      String found = String.valueOf(e.getMessage()).replaceFirst(" Struct: .*", ""); // a Java name
      IOException damage = Damage.at(where, what, "a structure of Parquet's", found);
      damage.initCause(e);
      throw damage;
    }
  }

  private static final class Bytes extends TEndpointTransport {
    private final ByteBuffer bytes;

    Bytes(ByteBuffer bytes) throws TTransportException {
      super(new TConfiguration());
      this.bytes = bytes;
    }

    @Override
    public void checkReadBytesAvailable(long count) throws TTransportException {
      if (count < 0 || count > bytes.remaining()) {
        throw new TTransportException(
            "a length of " + count + " where " + bytes.remaining() + " bytes are left");
      }
    }

    @Override
    public int read(byte[] into, int from, int count) {
      int read = Math.min(count, bytes.remaining());
      bytes.get(into, from, read);
      return read;
    }

    @Override
    public byte[] getBuffer() {
      return bytes.array();
    }

    @Override
    public int getBufferPosition() {
      return bytes.arrayOffset() + bytes.position();
    }

    @Override
    public int getBytesRemainingInBuffer() {
      return bytes.remaining();
    }

    @Override
    public void consumeBuffer(int count) {
      bytes.position(bytes.position() + count);
    }

    @Override
    public void write(byte[] from, int at, int count) {
      throw new UnsupportedOperationException("for reading only");
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void open() {}

    @Override
    public void close() {}
  }

  private static final class Bounded extends TCompactProtocol {
    private static final long serialVersionUID = 1L;
    private final long mostElements;
    private long elements;

    Bounded(Bytes bytes, long mostElements) {
      super(bytes);
      this.mostElements = mostElements;
    }

    @Override
    public TList readListBegin() throws TException {
      TList list = super.readListBegin();
      count(list.size);
      return list;
    }

    @Override
    public TMap readMapBegin() throws TException {
      TMap map = super.readMapBegin();
      count(map.size);
      return map;
    }

    private void count(int size) throws TException {
      getTransport().checkReadBytesAvailable(size); // each takes a byte at least
      elements += size;
      if (elements > mostElements) {
        throw new TException("lists of more than " + mostElements + " elements");
      }
    }

    @Override
    public void skip(byte type, int depth) throws TException {
      super.skip(type, Math.min(depth, DEEPEST));
    }
  }
}
