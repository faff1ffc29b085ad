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
import java.util.Map;

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
    byte[] header = header(arrays, metadata);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel out =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      writeAll(out, length.putLong(header.length).flip());
      writeAll(out, ByteBuffer.wrap(header));
      for (NDArray array : arrays.values()) {
        writeAll(out, array.toByteBuffer());
      }
      out.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] header(Map<String, NDArray> arrays, Map<String, String> metadata) {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = root.putObject("__metadata__");
      metadata.forEach(texts::put);
    }
    long offset = 0;
    for (Map.Entry<String, NDArray> array : arrays.entrySet()) {
      if (array.getValue().getDataType() != DataType.FLOAT32) {
        throw new IllegalArgumentException(
            "array '" + array.getKey() + "' must be of 32 bits to be written");
      }
      ObjectNode entry = root.putObject(array.getKey()).put("dtype", "F32");
      for (long dimension : array.getValue().getShape().getShape()) {
        entry.withArray("shape").add(dimension);
      }
      long end = offset + array.getValue().size() * Float.BYTES;
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
