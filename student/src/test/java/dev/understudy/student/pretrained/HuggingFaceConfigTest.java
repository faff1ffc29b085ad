package dev.understudy.student.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.student.encoder.EncoderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HuggingFaceConfigTest {
  private static final EncoderConfig CONFIG = new EncoderConfig(50, 32, 2, 4, 64, 128, 3, 1e-5);

  @TempDir Path folder;

  private Path written() throws IOException {
    Path file = folder.resolve("config.json");
    HuggingFaceConfig.write(file, CONFIG);
    return file;
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    assertThat(HuggingFaceConfig.read(written())).isEqualTo(CONFIG);
  }

  @Test
  void filesOfOthersAreRead() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("config.json"),
            """
            {"architectures": ["BertModel"], "attention_probs_dropout_prob": 0.1,
             "hidden_act": "gelu", "hidden_size": 384, "intermediate_size": 1536,
             "max_position_embeddings": 512, "model_type": "bert", "num_attention_heads": 12,
             "num_hidden_layers": 6, "type_vocab_size": 2, "vocab_size": 30522}
            """);

    assertThat(HuggingFaceConfig.read(file))
        .isEqualTo(new EncoderConfig(30522, 384, 6, 12, 1536, 512, 2, 1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"bert\"|\"roberta\"|model_type must be bert, found roberta",
        "\"gelu\"|\"gelu_new\"|hidden_act must be gelu, found gelu_new",
        "\"absolute\"|\"relative_key\"|position_embedding_type must be absolute, found relative_key",
        "\"model_type\"|\"type\"|model_type must be bert, but is missing"
      })
  void networkThatIsNotOursIsRefusedNamingTheField(String from, String to, String message)
      throws IOException {
    Path file = written();
    Files.writeString(file, Files.readString(file).replace(from, to));

    assertThatThrownBy(() -> HuggingFaceConfig.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": " + message + "; encoders of the BERT family are read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"hidden_size\" : 32|\"hidden_size\" : 32.5|hidden_size must be a whole number, found 32.5",
        "\"vocab_size\"|\"vocabulary\"|vocab_size must be a whole number, but is missing",
        "\"hidden_size\" : 32|\"hidden_size\" : 33|heads must divide hidden, got 4 heads and hidden 33"
      })
  void sizesThatMakeNoSenseAreRefused(String from, String to, String message) throws IOException {
    Path file = written();
    Files.writeString(file, Files.readString(file).replace(from, to));

    assertThatThrownBy(() -> HuggingFaceConfig.read(file)).hasMessage(file + ": " + message);
  }

  @Test
  void fileThatIsNoJsonIsRefusedWithItsPlace() throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), "{\n  oops");

    assertThatThrownBy(() -> HuggingFaceConfig.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ":2:3: not JSON");
  }
}
