package dev.understudy.student.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.understudy.student.engine.TorchEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private NDManager arrays;

  @BeforeEach
  void open() {
    arrays = TorchEngine.start().newArrays(Device.cpu());
  }

  @AfterEach
  void close() {
    arrays.close();
  }

  private Map<String, NDArray> two() {
    Map<String, NDArray> two = new LinkedHashMap<>();
    two.put("b.weight", arrays.create(new float[] {1, 2, 3, 4, 5, 6.5f}, new Shape(2, 3)));
    two.put("a.bias", arrays.create(new float[] {-0f, Float.MIN_VALUE}));
    return two;
  }

  private Path file(String header, byte... data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(data);
    return Files.write(folder.resolve("made.safetensors"), bytes.array());
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Path file = folder.resolve("two.safetensors");

    SafetensorsWriter.write(file, two(), Map.of("format", "pt"));

    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      assertThat(reader.names()).containsExactly("b.weight", "a.bias");
      assertThat(reader.metadata()).containsExactly(Map.entry("format", "pt"));
      NDArray weight = reader.read("b.weight", arrays);
      assertThat(weight.getShape()).isEqualTo(new Shape(2, 3));
      assertThat(weight.toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6.5f);
      assertThat(reader.read("a.bias", arrays).toFloatArray())
          .containsExactly(-0f, Float.MIN_VALUE);
    }
    assertThat(folder.toFile().list()).containsExactly("two.safetensors");
  }

  @Test
  void anotherReaderReadsItToo() throws IOException {
    Path file = folder.resolve("two.safetensors");
    SafetensorsWriter.write(file, two(), Map.of("format", "pt"));

    NDList read = NDList.decode(arrays, Files.readAllBytes(file));

    assertThat(read.get("b.weight").toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6.5f);
  }

  @Test
  void numbersOf16BitsBecomeNumbersOf32() throws IOException {
    // Half floats: 1.5, -2, the smallest, infinity; the same of bfloat16 but for the smallest.
    Path file =
        file(
            "{\"h\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[8,12]}}",
            new byte[] {0, 0x3e, 0, (byte) 0xc0, 1, 0, 0, 0x7c, (byte) 0xc0, 0x3f, 0, (byte) 0xc0});

    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      assertThat(reader.read("h", arrays).toFloatArray())
          .containsExactly(1.5f, -2, 0x1p-24f, Float.POSITIVE_INFINITY);
      assertThat(reader.read("b", arrays).toFloatArray()).containsExactly(1.5f, -2);
    }
  }

  @Test
  void typeThatIsNotReadIsNamed() throws IOException {
    Path file =
        file("{\"i\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", new byte[8]);

    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      assertThatThrownBy(() -> reader.read("i", arrays))
          .hasMessage(file + ": array 'i' has the type I64; F32, F16 and BF16 are read");
      assertThatThrownBy(() -> reader.read("j", arrays)).hasMessage(file + ": no array named 'j'");
    }
  }

  @Test
  void fileThatEndsEarlyIsRefused() throws IOException {
    Path file =
        file("{\"f\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", new byte[7]);

    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      assertThatThrownBy(() -> reader.read("f", arrays))
          .hasMessage(file + ": the file ends within array 'f'; copy it again");
    }
  }

  @Test
  void sizesThatDoNotAgreeAreRefused() throws IOException {
    Path file =
        file("{\"f\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", new byte[8]);

    assertThatThrownBy(() -> SafetensorsReader.open(file))
        .hasMessage(file + ": array 'f' does not have as many bytes as its shape and type ask for");
  }

  @Test
  void noMemoryIsTakenForWhatAFileOnlyTellsOf() throws IOException {
    Path file =
        file(
            "{\"f\":{\"dtype\":\"F32\",\"shape\":[500000000],\"data_offsets\":[0,2000000000]}}",
            new byte[7]);

    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      assertThatThrownBy(() -> reader.tensor("f"))
          .hasMessage(file + ": the file ends within array 'f'; copy it again");
    }
  }

  @Test
  void everyOtherFileIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "not a file of arrays at all");
    Path tiny = Files.write(folder.resolve("tiny"), new byte[3]);
    Path noJson = file("{\"f\":");

    assertThatThrownBy(() -> SafetensorsReader.open(text))
        .hasMessageStartingWith(text + ": not a safetensors file: its header would be ");
    assertThatThrownBy(() -> SafetensorsReader.open(tiny))
        .hasMessage(tiny + ": the file ends within its header; copy it again");
    assertThatThrownBy(() -> SafetensorsReader.open(noJson))
        .hasMessage(noJson + ": not a safetensors file: its header is no JSON");
  }

  @Test
  void onlyNumbersOf32BitsAreWritten() {
    NDArray whole = arrays.create(new long[] {1}).toType(DataType.INT64, false);

    assertThatThrownBy(
            () -> SafetensorsWriter.write(folder.resolve("x"), Map.of("i", whole), Map.of()))
        .hasMessage("array 'i' must be of 32 bits to be written");
  }

  @Test
  void everyHalfFloatIsWhatTheStandardSays() {
    List<Float> found =
        Arrays.asList(
            HalfFloat.toFloat((short) 0x0000),
            HalfFloat.toFloat((short) 0x8000),
            HalfFloat.toFloat((short) 0x03ff),
            HalfFloat.toFloat((short) 0x0400),
            HalfFloat.toFloat((short) 0x7bff),
            HalfFloat.toFloat((short) 0xfc00),
            HalfFloat.toFloat((short) 0x7e00));

    assertThat(found)
        .containsExactly(
            0f, -0f, 1023 * 0x1p-24f, 0x1p-14f, 65504f, Float.NEGATIVE_INFINITY, Float.NaN);
  }
}
