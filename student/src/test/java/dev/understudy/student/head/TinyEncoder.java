package dev.understudy.student.head;

import ai.djl.Device;
import dev.understudy.student.encoder.EncoderConfig;
import dev.understudy.student.encoder.EncoderWeights;
import dev.understudy.student.engine.TorchEngine;
import dev.understudy.student.pretrained.Pretrained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with an encoder of two layers that has learnt nothing, and a few words. */
public final class TinyEncoder {
  /** The length of its vectors. */
  public static final int HIDDEN = 128;

  private TinyEncoder() {}

  /** Makes it, and opens it. */
  public static Pretrained make(Path folder, String prefix) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type":"bert","vocab_size":40,"hidden_size":128,"num_hidden_layers":2,
         "num_attention_heads":4,"intermediate_size":64,"max_position_embeddings":64,
         "type_vocab_size":2,"hidden_act":"gelu","layer_norm_eps":1e-12}
        """);
    Files.writeString(
        folder.resolve("config_sentence_transformers.json"),
        "{\"prompts\":{\"query\":\"%s\"}}".formatted(prefix));
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
    EncoderConfig config = new EncoderConfig(40, HIDDEN, 2, 4, 64, 64, 2, 1e-12);
    try (EncoderWeights weights =
        EncoderWeights.untrained(config, 5, TorchEngine.start().newArrays(Device.cpu()))) {
      weights.save(folder.resolve("model.safetensors"));
    }
    return Pretrained.folder(folder, Device.cpu());
  }
}
