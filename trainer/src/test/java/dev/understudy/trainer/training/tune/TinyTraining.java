package dev.understudy.trainer.training.tune;

import ai.djl.Device;
import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.student.encoder.EncoderConfig;
import dev.understudy.student.encoder.EncoderWeights;
import dev.understudy.student.encoder.Precision;
import dev.understudy.student.engine.TorchEngine;
import dev.understudy.student.head.Reading;
import dev.understudy.student.tokens.Keep;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.training.data.TrainingRow;
import dev.understudy.trainer.training.data.TrainingSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A set that an encoder of two layers learns in seconds, and that encoder before. */
public final class TinyTraining {
  static final List<String> LABELS = List.of("fine", "rude");

  static final FineTuning FAST = new FineTuning(4, 16, 2, 2e-3, 1e-2, 0.01, 0.1, 1, 0.1, 1.5, 4);

  /** So many tokens that a batch of such texts takes some 17 GB in one piece. */
  static final int LONGEST = 8192;

  private TinyTraining() {}

  /** A student of the encoder in that folder, which is made if it is not there. */
  public static EncoderStudent student(Path folder, Tuning tuning) throws IOException {
    if (!Files.exists(folder)) {
      writeEncoder(folder, 32);
    }
    return new EncoderStudent(
        folder.toString(),
        new Reading(16, Keep.BEGINNING),
        Precision.FP32,
        "cpu",
        1,
        0.05,
        false,
        0,
        tuning);
  }

  /** Writes an encoder that reads up to that many tokens. */
  static void writeEncoder(Path folder, int positions) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type":"bert","vocab_size":40,"hidden_size":32,"num_hidden_layers":2,
         "num_attention_heads":4,"intermediate_size":64,"max_position_embeddings":%d,
         "type_vocab_size":2,"hidden_act":"gelu","layer_norm_eps":1e-12}
        """
            .formatted(positions));
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 36; i++) {
      words.append(",\"w").append(i).append("\":").append(4 + i);
    }
    Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"version":"1.0","added_tokens":[],"normalizer":null,
         "pre_tokenizer":{"type":"WhitespaceSplit"},
         "post_processor":{"type":"BertProcessing","sep":["[SEP]",3],"cls":["[CLS]",2]},
         "model":{"type":"WordLevel","unk_token":"[UNK]",
                  "vocab":{"[PAD]":0,"[UNK]":1,"[CLS]":2,"[SEP]":3%s}}}
        """
            .formatted(words));
    EncoderConfig config = new EncoderConfig(40, 32, 2, 4, 64, positions, 2, 1e-12);
    try (EncoderWeights weights =
        EncoderWeights.untrained(config, 5, TorchEngine.start().newArrays(Device.cpu()))) {
      weights.save(folder.resolve("model.safetensors"));
    }
  }

  /**
   * Texts are rude where two words that are harmless alone stand together: what no sum over words
   * can tell. One in four is.
   */
  static TrainingSet set() {
    Random random = new Random(11);
    return new TrainingSet(
        "tiny",
        "f00d",
        Prompts.NONE,
        Map.of(Split.TRAIN, rows(480, random), Split.VALIDATION, rows(120, random)));
  }

  /** Texts of {@link #LONGEST} tokens and more. */
  static TrainingSet longSet() {
    List<TrainingRow> rows = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      String label = LABELS.get(i % 2);
      rows.add(row("r" + i, ("w" + i + " ").repeat(LONGEST), label));
    }
    return new TrainingSet(
        "long", "f00d", Prompts.NONE, Map.of(Split.TRAIN, rows, Split.VALIDATION, rows));
  }

  private static List<TrainingRow> rows(int count, Random random) {
    List<TrainingRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(4);
      List<String> words = new ArrayList<>();
      int length = 3 + random.nextInt(8);
      for (int word = 0; word < length; word++) {
        words.add("w" + (2 + random.nextInt(34)));
      }
      if (kind % 2 == 0) {
        words.set(random.nextInt(length), "w0");
      }
      if (kind < 2) {
        words.add(random.nextInt(length + 1), "w1");
      }
      boolean rude = words.contains("w0") && words.contains("w1");
      rows.add(row(random.nextLong() + "", String.join(" ", words), rude ? "rude" : "fine"));
    }
    return rows;
  }

  private static TrainingRow row(String id, String text, String label) {
    return new TrainingRow(
        id, text, label, label, Provenance.TEACHER, 1, null, null, null, null, null, null);
  }
}
