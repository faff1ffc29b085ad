package dev.understudy.student.pretrained;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.student.encoder.EncoderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The config.json of an encoder, as the transformers library writes it for the BERT family. */
final class HuggingFaceConfig {
  private static final ObjectMapper JSON = new ObjectMapper();

  private HuggingFaceConfig() {}

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, or tells of a network that is not ours; the message
   *     names the field
   */
  static EncoderConfig read(Path file) throws IOException {
    JsonNode root = object(file);
    expect(file, root, "model_type", "bert", true);
    expect(file, root, "hidden_act", "gelu", true);
    expect(file, root, "position_embedding_type", "absolute", false);
    expect(file, root, "is_decoder", "false", false);
    try {
      return new EncoderConfig(
          integer(file, root, "vocab_size"),
          integer(file, root, "hidden_size"),
          integer(file, root, "num_hidden_layers"),
          integer(file, root, "num_attention_heads"),
          integer(file, root, "intermediate_size"),
          integer(file, root, "max_position_embeddings"),
          integer(file, root, "type_vocab_size"),
          root.path("layer_norm_eps").asDouble(1e-12));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** The object of a JSON file. */
  static JsonNode object(Path file) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new IOException(
          file
              + ":"
              + e.getLocation().getLineNr()
              + ":"
              + e.getLocation().getColumnNr()
              + ": not JSON",
          e);
    }
    if (!root.isObject()) {
      throw new IOException(file + ": expected a JSON object");
    }
    return root;
  }

  private static void expect(
      Path file, JsonNode root, String field, String expected, boolean required)
      throws IOException {
    JsonNode found = root.path(field);
    boolean absent = found.isMissingNode() || found.isNull();
    if (absent ? required : !found.asText().equals(expected)) {
      throw new IOException(
          file
              + ": "
              + field
              + " must be "
              + expected
              + ", "
              + (absent ? "but is missing" : "found " + found.asText())
              + "; encoders of the BERT family are read");
    }
  }

  private static int integer(Path file, JsonNode root, String field) throws IOException {
    JsonNode found = root.path(field);
    if (!found.isInt()) {
      throw new IOException(
          file
              + ": "
              + field
              + " must be a whole number, "
              + (found.isMissingNode() ? "but is missing" : "found " + found));
    }
    return found.intValue();
  }

  /** Writes a file that {@link #read} and the transformers library read. */
  static void write(Path file, EncoderConfig config) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.putArray("architectures").add("BertModel");
    root.put("model_type", "bert")
        .put("hidden_act", "gelu")
        .put("position_embedding_type", "absolute")
        .put("vocab_size", config.vocabulary())
        .put("hidden_size", config.hidden())
        .put("num_hidden_layers", config.layers())
        .put("num_attention_heads", config.heads())
        .put("intermediate_size", config.intermediate())
        .put("max_position_embeddings", config.maxPositions())
        .put("type_vocab_size", config.types())
        .put("layer_norm_eps", config.layerNormEps())
        .put("pad_token_id", 0)
        .put("torch_dtype", "float32");
    write(file, root);
  }

  /** Writes an object into a JSON file. */
  static void write(Path file, ObjectNode root) throws IOException {
    Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
  }

  /** A new object. */
  static ObjectNode object() {
    return JSON.createObjectNode();
  }
}
