package dev.understudy.student.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With files written here field by field, as the format tells. */
class OnnxGraphTest {
  private static final byte[] FLOATS =
      ByteBuffer.allocate(24)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putFloat(1)
          .putFloat(2)
          .putFloat(3)
          .putFloat(4)
          .putFloat(5)
          .putFloat(6)
          .array();

  private static byte[] field(int number, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(number << 3 | 2);
    for (int left = value.length; ; left >>>= 7) {
      out.write(left > 0x7f ? (left & 0x7f) | 0x80 : left);
      if (left <= 0x7f) {
        break;
      }
    }
    out.writeBytes(value);
    return out.toByteArray();
  }

  private static byte[] field(int number, String text) {
    return field(number, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] field(int number, int value) {
    return new byte[] {(byte) (number << 3), (byte) value};
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] model(byte[] dimensions) {
    byte[] tensor = join(dimensions, field(2, 1), field(8, "w"), field(9, FLOATS));
    byte[] node =
        join(
            field(1, "x"), field(1, "w"), field(2, "y"), field(3, "/a/MatMul"), field(4, "MatMul"));
    return join(field(1, 8), field(2, "maker"), field(7, join(field(1, node), field(5, tensor))));
  }

  @Test
  void tensorsAndWhatTakesThemAreRead() throws IOException {
    byte[] file = model(join(field(1, 2), field(1, 3)));

    OnnxGraph graph = OnnxGraph.read(ByteBuffer.wrap(file), "x.onnx");

    OnnxGraph.Tensor tensor = graph.tensors().get("w");
    assertThat(tensor).isNotNull();
    assertThat(tensor.dimensions()).containsExactly(2L, 3L);
    assertThat(tensor.floats()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(tensor.transposed()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(graph.nodes())
        .containsExactly(new OnnxGraph.Node("/a/MatMul", "MatMul", List.of("x", "w")));
  }

  @Test
  void dimensionsMayBeWrittenInARow() throws IOException {
    byte[] file = model(field(1, new byte[] {3, 2}));

    OnnxGraph graph = OnnxGraph.read(ByteBuffer.wrap(file), "x.onnx");

    assertThat(graph.tensors().get("w"))
        .extracting(OnnxGraph.Tensor::dimensions)
        .isEqualTo(List.of(3L, 2L));
  }

  @Test
  void fileThatIsCutAnywhereIsRefused() {
    byte[] file = model(join(field(1, 2), field(1, 3)));

    for (int length = 0; length < file.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(file, 0, length);
      assertThatThrownBy(() -> OnnxGraph.read(cut, "x.onnx"))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("x.onnx: ");
    }
  }

  @Test
  void otherFilesAreRefused() {
    ByteBuffer text = ByteBuffer.wrap("<html>not found</html>".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> OnnxGraph.read(text, "x.onnx"))
        .hasMessage("x.onnx: not an ONNX file, or cut short");
    assertThatThrownBy(() -> OnnxGraph.read(ByteBuffer.allocate(0), "x.onnx"))
        .hasMessage("x.onnx: an ONNX file without weights of 32 bits");
  }
}
