package dev.understudy.student.pretrained;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an ONNX file says of weights: its tensors by name, and which operation takes which. Numbers
 * of fields are those of onnx.proto3 in the repository onnx/onnx.
 *
 * @param tensors of 32 bits, in the order of the file
 * @param nodes in the order of the file
 */
record OnnxGraph(Map<String, Tensor> tensors, List<Node> nodes) {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int NODE_INPUT = 1;
  private static final int NODE_NAME = 3;
  private static final int NODE_OPERATION = 4;
  private static final int TENSOR_DIMENSIONS = 1;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW = 9;
  private static final long FLOAT = 1;

  /**
   * Reads a file; tensors share memory with it.
   *
   * @param origin where it came from, for messages
   * @throws IOException if it is not an ONNX file
   */
  static OnnxGraph read(ByteBuffer file, String origin) throws IOException {
    OnnxGraph graph = new OnnxGraph(new LinkedHashMap<>(), new ArrayList<>());
    try {
      ProtoReader model = new ProtoReader(file);
      while (model.next()) {
        if (model.field() == MODEL_GRAPH && model.wire() == ProtoReader.BYTES) {
          graph.readGraph(model.message());
        } else {
          model.skip();
        }
      }
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new IOException(origin + ": not an ONNX file, or cut short", e);
    }
    if (graph.tensors.isEmpty()) {
      throw new IOException(origin + ": an ONNX file without weights of 32 bits");
    }
    return graph;
  }

  private void readGraph(ProtoReader graph) {
    while (graph.next()) {
      switch (graph.field()) {
        case GRAPH_NODE -> nodes.add(node(graph.message()));
        case GRAPH_INITIALIZER -> readTensor(graph.message());
        default -> graph.skip();
      }
    }
  }

  private static Node node(ProtoReader node) {
    String name = "";
    String operation = "";
    List<String> inputs = new ArrayList<>();
    while (node.next()) {
      switch (node.field()) {
        case NODE_INPUT -> inputs.add(node.text());
        case NODE_NAME -> name = node.text();
        case NODE_OPERATION -> operation = node.text();
        default -> node.skip();
      }
    }
    return new Node(name, operation, inputs);
  }

  private void readTensor(ProtoReader tensor) {
    String name = "";
    long type = 0;
    List<Long> dimensions = new ArrayList<>();
    ByteBuffer raw = ByteBuffer.allocate(0);
    while (tensor.next()) {
      switch (tensor.field()) {
        case TENSOR_DIMENSIONS -> readDimensions(tensor, dimensions);
        case TENSOR_TYPE -> type = tensor.varint();
        case TENSOR_NAME -> name = tensor.text();
        case TENSOR_RAW -> raw = tensor.bytes();
        default -> tensor.skip();
      }
    }
    long numbers = dimensions.stream().reduce(1L, Math::multiplyExact);
    if (type == FLOAT && raw.remaining() == numbers * Float.BYTES) {
      tensors.put(name, new Tensor(dimensions, raw));
    }
  }

  /** One number, or several in a row; both ways are allowed. */
  private static void readDimensions(ProtoReader tensor, List<Long> dimensions) {
    if (tensor.wire() == ProtoReader.VARINT) {
      dimensions.add(tensor.varint());
      return;
    }
    ProtoReader several = tensor.message();
    while (several.hasMore()) {
      dimensions.add(several.varint());
    }
  }

  /**
   * A weight.
   *
   * @param dimensions its shape
   * @param raw its numbers, little-endian
   */
  record Tensor(List<Long> dimensions, ByteBuffer raw) {
    /** Its numbers, row after row. */
    float[] floats() {
      float[] floats = new float[raw.remaining() / Float.BYTES];
      raw.duplicate().order(raw.order()).asFloatBuffer().get(floats);
      return floats;
    }

    /** Its numbers with rows and columns changed; for matrices alone. */
    float[] transposed() {
      int rows = Math.toIntExact(dimensions.get(0));
      int columns = Math.toIntExact(dimensions.get(1));
      float[] from = floats();
      float[] to = new float[from.length];
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          to[column * rows + row] = from[row * columns + column];
        }
      }
      return to;
    }
  }

  /**
   * An operation.
   *
   * @param name its path in the network, such as {@code /encoder/layer.0/output/dense/MatMul}
   * @param operation what it does, such as {@code MatMul}
   * @param inputs names of tensors and of other operations' results
   */
  record Node(String name, String operation, List<String> inputs) {}
}
