package dev.understudy.student.tokens;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.student.engine.TorchEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The tokenizer of a pretrained network, from its tokenizer.json. What that file says of truncation
 * and padding does not count. Any number of threads may use it at the same time, none after it was
 * closed.
 */
public final class Tokenizer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HuggingFaceTokenizer tokenizer;
  private final byte[] json;
  private final long[] before;
  private final long[] after;
  private final long padding;
  private final int vocabulary;

  private Tokenizer(HuggingFaceTokenizer tokenizer, byte[] json, long padding, int vocabulary) {
    this.tokenizer = tokenizer;
    this.json = json;
    this.padding = padding;
    this.vocabulary = vocabulary;
    Encoding sample = tokenizer.encode("a", true, false);
    long[] special = sample.getSpecialTokenMask();
    int first = 0;
    while (first < special.length && special[first] == 1) {
      first++;
    }
    int end = special.length;
    while (end > first && special[end - 1] == 1) {
      end--;
    }
    this.before = Arrays.copyOfRange(sample.getIds(), 0, first);
    this.after = Arrays.copyOfRange(sample.getIds(), end, special.length);
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it cannot be read or is not a tokenizer.json
   */
  public static Tokenizer open(Path file) throws IOException {
    return open(Files.readAllBytes(file), file.toString());
  }

  /**
   * Opens the content of a file.
   *
   * @param json the content of a tokenizer.json
   * @param origin where it came from, for messages
   * @throws IOException if it is not a tokenizer.json
   */
  public static Tokenizer open(byte[] json, String origin) throws IOException {
    TorchEngine.workOffline();
    ObjectNode root = parse(json, origin);
    long padding = padding(root);
    root.putNull("truncation").putNull("padding");
    byte[] plain = JSON.writeValueAsBytes(root);
    Map<String, String> options =
        Map.of("truncation", "do_not_truncate", "padding", "false", "addSpecialTokens", "false");
    try {
      HuggingFaceTokenizer tokenizer =
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(plain), options);
      return new Tokenizer(tokenizer, json.clone(), padding, vocabulary(root));
    } catch (RuntimeException e) {
      throw new IOException(origin + ": not a tokenizer.json: " + e.getMessage(), e);
    }
  }

  private static ObjectNode parse(byte[] json, String origin) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JacksonException e) {
      throw new IOException(
          origin
              + ": not a tokenizer.json: no JSON at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr(),
          e);
    }
    if (!(root instanceof ObjectNode object) || !object.path("model").isObject()) {
      throw new IOException(
          origin
              + ": not a tokenizer.json: expected an object with the field 'model';"
              + " take the file of that name from the folder of the pretrained model");
    }
    return object;
  }

  /** The token that fills up: masked in all that is computed, so that 0 will do. */
  private static long padding(ObjectNode root) {
    return root.path("padding").path("pad_id").asLong(0);
  }

  /** One more than the highest number of a token: words by number, or in their order. */
  private static int vocabulary(ObjectNode root) {
    JsonNode words = root.path("model").path("vocab");
    int most = words.isArray() ? words.size() : 0;
    for (JsonNode number : words) {
      most = Math.max(most, number.isInt() ? number.intValue() + 1 : 0);
    }
    for (JsonNode added : root.path("added_tokens")) {
      most = Math.max(most, added.path("id").intValue() + 1);
    }
    return most;
  }

  /** How many numbers tokens have: all are below. */
  public int vocabulary() {
    return vocabulary;
  }

  /**
   * A text as tokens.
   *
   * @param limit how many tokens there may be, those included that mark beginning and end
   * @param keep which part is kept of a text that is longer
   */
  public Tokens encode(String text, int limit, Keep keep) {
    return encode("", text, limit, keep);
  }

  /**
   * The same of a text with another before it that is never cut.
   *
   * @param prefix what the network expects before each text; may be empty
   */
  public Tokens encode(String prefix, String text, int limit, Keep keep) {
    int first = prefix.isEmpty() ? 0 : count(prefix);
    int room = limit - before.length - first - after.length;
    if (room < 1) {
      throw new IllegalArgumentException(
          "limit must leave room for a token beside the "
              + (limit - room)
              + " that mark beginning and end, got "
              + limit);
    }
    long[] own = tokenizer.encode(prefix + text, false, false).getIds();
    first = Math.min(first, own.length);
    int kept = Math.min(own.length - first, room);
    int head = first + fromBeginning(kept, own.length - first, keep);
    int tail = first + kept - head;
    long[] ids = new long[before.length + first + kept + after.length];
    System.arraycopy(before, 0, ids, 0, before.length);
    System.arraycopy(own, 0, ids, before.length, head);
    System.arraycopy(own, own.length - tail, ids, before.length + head, tail);
    System.arraycopy(after, 0, ids, before.length + head + tail, after.length);
    return new Tokens(ids, first + kept < own.length);
  }

  private static int fromBeginning(int kept, int all, Keep keep) {
    if (kept == all) {
      return kept;
    }
    return switch (keep) {
      case BEGINNING -> kept;
      case END -> 0;
      case BOTH_ENDS -> (kept + 1) / 2;
    };
  }

  /** Several texts as tokens, each as {@link #encode(String, int, Keep)} does it, in one batch. */
  public TokenBatch encode(List<String> texts, int limit, Keep keep) {
    return batch(texts.stream().map(text -> encode(text, limit, keep)).toList());
  }

  /** Tokens of several texts in one batch. */
  public TokenBatch batch(List<Tokens> texts) {
    return TokenBatch.of(texts, padding);
  }

  /** How many tokens a text has, those that mark beginning and end not counted. */
  public int count(String text) {
    return tokenizer.encode(text, false, false).getIds().length;
  }

  /** The content of the tokenizer.json it was opened from. */
  public byte[] json() {
    return json.clone();
  }

  /** Gives back memory outside Java's heap. */
  @Override
  public void close() {
    tokenizer.close();
  }
}
