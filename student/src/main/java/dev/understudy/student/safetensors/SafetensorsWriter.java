package dev.understudy.student.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Writes files of named arrays. */
public final class SafetensorsWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * Writes arrays into a file, under a temporary name first, so that the file is there whole or not
   * at all. The same arrays give the same bytes.
   *
   * @param arrays of 32 bits, in the order they are to have in the file
   * @param metadata what else the header shall say
   * @throws IllegalArgumentException if an array is of another type
   */
  public static void write(Path file, Map<String, NDArray> arrays, Map<String, String> metadata)
      throws IOException {
    Map<String, Part> parts = new LinkedHashMap<>();
    arrays.forEach((name, array) -> parts.put(name, part(name, array)));
    writeParts(file, parts, metadata);
  }

  /** The same of arrays on Java's heap. */
  public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    Map<String, Part> parts = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> parts.put(name, part(tensor)));
    writeParts(file, parts, Map.of());
  }

  /** An array whose numbers are looked at when they are written. */
  private record Part(List<Long> shape, long bytes, Supplier<ByteBuffer> numbers) {}

  private static Part part(String name, NDArray array) {
    if (array.getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException("array '" + name + "' must be of 32 bits to be written");
    }
    List<Long> shape = Arrays.stream(array.getShape().getShape()).boxed().toList();
    return new Part(shape, array.size() * Float.BYTES, array::toByteBuffer);
  }

  private static Part part(Tensor tensor) {
    float[] values = tensor.values();
    return new Part(
        Arrays.stream(tensor.shape()).boxed().toList(),
        (long) values.length * Float.BYTES,
        () -> {
          ByteBuffer bytes =
              ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                  .order(ByteOrder.LITTLE_ENDIAN);
          bytes.asFloatBuffer().put(values);
          return bytes;
        });
  }

  private static void writeParts(Path file, Map<String, Part> parts, Map<String, String> metadata)
      throws IOException {
    byte[] header = header(parts, metadata);
    Path temporary = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel out =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      writeAll(out, length.putLong(header.length).flip());
      writeAll(out, ByteBuffer.wrap(header));
      for (Part each : parts.values()) {
        writeAll(out, each.numbers().get());
      }
      out.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] header(Map<String, Part> parts, Map<String, String> metadata) {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = root.putObject("__metadata__");
      metadata.forEach(texts::put);
    }
    long offset = 0;
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      ObjectNode entry = root.putObject(part.getKey()).put("dtype", "F32");
      part.getValue().shape().forEach(entry.putArray("shape")::add);
      long end = offset + part.getValue().bytes();
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    String json = root.toString();
    // The format lets headers end with blanks, so that the numbers lie on even addresses.
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    int blanks = (ALIGNMENT - bytes.length % ALIGNMENT) % ALIGNMENT;
    return (json + " ".repeat(blanks)).getBytes(StandardCharsets.UTF_8);
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
