package dev.understudy.student.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** An open file of named arrays. For one thread; whoever opened it closes it. */
public final class SafetensorsReader implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "__metadata__";
  private static final int LENGTH_BYTES = 8;

  /** Refuses headers no real file has, before memory is taken for them. */
  private static final long HEADER_LIMIT_BYTES = 100L << 20;

  private final Path file;
  private final FileChannel channel;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private SafetensorsReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws IOException if the file cannot be read or its header makes no sense
   */
  public static SafetensorsReader open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      SafetensorsReader reader = new SafetensorsReader(file, channel);
      reader.readHeader();
      return reader;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The names of all arrays, in the order of the header. */
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /** What else the header says. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  /**
   * The shape of an array.
   *
   * @throws IOException if there is none of that name
   */
  public Shape shape(String name) throws IOException {
    return entry(name).shape();
  }

  /**
   * Reads an array, as numbers of 32 bits.
   *
   * @param owner whom the array belongs to
   * @throws IOException if there is none of that name, its type is not read, or the file ends early
   */
  public NDArray read(String name, NDManager owner) throws IOException {
    FloatBuffer floats = numbers(entry(name), name);
    // What is made of a buffer stays in that buffer until a garbage collection; a copy does not.
    try (NDManager passing = owner.newSubManager()) {
      NDArray copy = passing.create(floats, entry(name).shape()).duplicate();
      copy.attach(owner);
      return copy;
    }
  }

  /**
   * Reads an array onto Java's heap.
   *
   * @throws IOException as {@link #read}
   */
  public Tensor tensor(String name) throws IOException {
    FloatBuffer floats = numbers(entry(name), name);
    float[] values = new float[floats.remaining()];
    floats.get(values);
    return new Tensor(entry(name).shape().getShape(), values);
  }

  private FloatBuffer numbers(Entry entry, String name) throws IOException {
    ByteBuffer bytes = bytes(entry.begin(), entry.bytes(), "array '" + name + "'");
    return switch (entry.type()) {
      case "F32" -> bytes.asFloatBuffer();
      case "BF16" -> fromBf16(bytes);
      case "F16" -> fromF16(bytes);
      default ->
          throw new IOException(
              file
                  + ": array '"
                  + name
                  + "' has the type "
                  + entry.type()
                  + "; F32, F16 and BF16 are read");
    };
  }

  private Entry entry(String name) throws IOException {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IOException(file + ": no array named '" + name + "'");
    }
    return entry;
  }

  private void readHeader() throws IOException {
    long length = bytes(0, LENGTH_BYTES, "its header").getLong();
    if (length < 2 || length > Math.min(HEADER_LIMIT_BYTES, channel.size() - LENGTH_BYTES)) {
      throw new IOException(
          file + ": not a safetensors file: its header would be " + length + " bytes long");
    }
    byte[] header = new byte[(int) length];
    bytes(LENGTH_BYTES, length, "its header").get(header);
    JsonNode root;
    try {
      root = JSON.readTree(header);
    } catch (JacksonException e) {
      throw new IOException(file + ": not a safetensors file: its header is no JSON", e);
    }
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        field.getValue().properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      } else {
        entries.put(
            field.getKey(), entryOf(field.getKey(), field.getValue(), LENGTH_BYTES + length));
      }
    }
  }

  private Entry entryOf(String name, JsonNode node, long dataBegin) throws IOException {
    JsonNode dimensions = node.path("shape");
    long[] shape = new long[dimensions.size()];
    long numbers = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = dimensions.get(i).asLong(-1);
      numbers *= shape[i];
    }
    String type = node.path("dtype").asText();
    long begin = node.path("data_offsets").path(0).asLong(-1);
    long bytes = node.path("data_offsets").path(1).asLong(-1) - begin;
    boolean known = type.equals("F32") || type.equals("F16") || type.equals("BF16");
    if (begin < 0 || bytes < 0 || (known && bytes != numbers * (type.equals("F32") ? 4 : 2))) {
      throw new IOException(
          file
              + ": array '"
              + name
              + "' does not have as many bytes as its shape and type ask for");
    }
    return new Entry(type, new Shape(shape), dataBegin + begin, bytes);
  }

  private ByteBuffer bytes(long begin, long length, String what) throws IOException {
    if (length > channel.size() - begin) { // before memory is taken for it
      throw endsWithin(what);
    }
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, begin + buffer.position()) < 0) {
        throw endsWithin(what);
      }
    }
    return buffer.flip();
  }

  private EOFException endsWithin(String what) {
    return new EOFException(file + ": the file ends within " + what + "; copy it again");
  }

  private static FloatBuffer fromBf16(ByteBuffer bytes) {
    FloatBuffer floats = FloatBuffer.allocate(bytes.remaining() / 2);
    while (bytes.hasRemaining()) {
      floats.put(Float.intBitsToFloat(bytes.getShort() << 16));
    }
    return floats.flip();
  }

  private static FloatBuffer fromF16(ByteBuffer bytes) {
    FloatBuffer floats = FloatBuffer.allocate(bytes.remaining() / 2);
    while (bytes.hasRemaining()) {
      floats.put(HalfFloat.toFloat(bytes.getShort()));
    }
    return floats.flip();
  }

  /** Closes the file. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  private record Entry(String type, Shape shape, long begin, long bytes) {}
}
