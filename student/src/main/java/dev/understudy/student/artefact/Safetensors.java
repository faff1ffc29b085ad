package dev.understudy.student.artefact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads and writes tensors of 32-bit floats as safetensors: the header's length in 8 bytes, a JSON
 * header, then the numbers, all little-endian (format of huggingface/safetensors). Half and
 * bfloat16 tensors are read too, widened; other types are refused.
 */
public final class Safetensors {
  private static final int MOST_HEADER_BYTES = 100_000_000;
  private static final int CHUNK_BYTES = 1 << 20;
  private static final JsonMapper MAPPER = new JsonMapper();

  private Safetensors() {}

  /** Writes tensors in the order of their names; the same tensors give the same bytes. */
  public static void write(Map<String, Tensor> tensors, Path file) throws IOException {
    ObjectNode header = MAPPER.createObjectNode();
    long offset = 0;
    for (Map.Entry<String, Tensor> each : new TreeMap<>(tensors).entrySet()) {
      Tensor tensor = each.getValue();
      ObjectNode entry = header.putObject(each.getKey()).put("dtype", "F32");
      Arrays.stream(tensor.shape()).forEach(entry.putArray("shape")::add);
      long end = offset + 4L * tensor.values().length;
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    // Numbers begin at a multiple of eight bytes, so that readers can map them.
    StringBuilder text = new StringBuilder(MAPPER.writeValueAsString(header));
    while (text.toString().getBytes(StandardCharsets.UTF_8).length % 8 != 0) {
      text.append(' ');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer length = little(8).putLong(0, bytes.length);
      writeAll(length, channel);
      writeAll(ByteBuffer.wrap(bytes), channel);
      for (Tensor tensor : new TreeMap<>(tensors).values()) {
        write(tensor.values(), channel);
      }
      channel.force(true);
    }
  }

  private static void write(float[] values, FileChannel channel) throws IOException {
    ByteBuffer chunk = little(CHUNK_BYTES);
    for (int from = 0; from < values.length; from += CHUNK_BYTES / 4) {
      int count = Math.min(CHUNK_BYTES / 4, values.length - from);
      chunk.clear().asFloatBuffer().put(values, from, count);
      writeAll(chunk.limit(4 * count), channel);
    }
  }

  private static void writeAll(ByteBuffer bytes, FileChannel channel) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Reads all tensors of a file.
   *
   * @throws IOException if it cannot be read or is no such file; the message names the file, and
   *     the tensor where one is at fault
   */
  public static Map<String, Tensor> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = readFully(little(8), 0, channel).getLong(0);
      if (length < 2 || length > Math.min(MOST_HEADER_BYTES, channel.size() - 8)) {
        throw new IOException("its header would have " + length + " bytes");
      }
      byte[] header = readFully(little((int) length), 8, channel).array();
      JsonNode entries = MAPPER.readTree(header);
      Map<String, Tensor> tensors = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : entries.properties()) {
        if (!entry.getKey().equals("__metadata__")) {
          tensors.put(
              entry.getKey(), tensor(entry.getKey(), entry.getValue(), 8 + length, channel));
        }
      }
      return tensors;
    } catch (IOException | IllegalArgumentException broken) {
      throw new IOException(
          "%s is no whole file of safetensors: %s".formatted(file, broken.getMessage()), broken);
    }
  }

  private static Tensor tensor(String name, JsonNode entry, long data, FileChannel channel)
      throws IOException {
    String type = entry.path("dtype").asText();
    int width =
        switch (type) {
          case "F32" -> 4;
          case "F16", "BF16" -> 2;
          default ->
              throw new IOException(
                  "tensor '%s' has type %s; expected F32, F16 or BF16".formatted(name, type));
        };
    JsonNode shape = entry.path("shape");
    long[] lengths = new long[shape.size()];
    Arrays.setAll(lengths, axis -> shape.get(axis).asLong());
    long size = Arrays.stream(lengths).reduce(1, Math::multiplyExact);
    long from = entry.path("data_offsets").path(0).asLong(-1);
    long to = entry.path("data_offsets").path(1).asLong(-1);
    if (from < 0 || to - from != size * width || data + to > channel.size()) {
      throw new IOException("tensor '%s' does not lie where the header says".formatted(name));
    }
    float[] values = new float[Math.toIntExact(size)];
    ByteBuffer chunk = little(CHUNK_BYTES);
    for (int done = 0; done < values.length; ) {
      int count = Math.min(CHUNK_BYTES / width, values.length - done);
      readFully(chunk.clear().limit(count * width), data + from + (long) done * width, channel);
      for (int i = 0; i < count; i++) {
        values[done + i] = value(chunk, i, type);
      }
      done += count;
    }
    return new Tensor(lengths, values);
  }

  private static float value(ByteBuffer chunk, int index, String type) {
    return switch (type) {
      case "F32" -> chunk.getFloat(4 * index);
      case "BF16" -> Float.intBitsToFloat(chunk.getShort(2 * index) << 16);
      default -> half(chunk.getShort(2 * index));
    };
  }

  /** IEEE 754 binary16, widened. */
  private static float half(short bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    float size =
        switch (exponent) {
          case 0 -> Math.scalb((float) fraction, -24);
          case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb(1 + fraction / 1024f, exponent - 15);
        };
    return bits < 0 ? -size : size;
  }

  private static ByteBuffer readFully(ByteBuffer into, long from, FileChannel channel)
      throws IOException {
    long at = from;
    while (into.hasRemaining()) {
      int read = channel.read(into, at);
      if (read < 0) {
        throw new EOFException("it ends before byte " + (at + into.remaining()));
      }
      at += read;
    }
    return into;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
