package dev.understudy.student.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the vocabulary of BERT, uncased: [CLS] is 101 and [SEP] 102. */
class TokenizerTest {
  private static final long ONE = 2028;
  private static final long TWO = 2048;
  private static final long THREE = 2093;
  private static final long FOUR = 2176;
  private static final long FIVE = 2274;

  @SuppressWarnings("NullAway.Init") // opened before all tests
  private static Tokenizer tokenizer;

  @BeforeAll
  static void open() throws IOException {
    tokenizer = Tokenizer.open(content(), "tokenizer.json");
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  private static byte[] content() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            TokenizerTest.class.getResourceAsStream("/all-minilm-l6-v2-tokenizer.json"))) {
      return in.readAllBytes();
    }
  }

  @Test
  void shortTextIsKeptWhole() {
    Tokens tokens = tokenizer.encode("One two THREE", 16, Keep.BEGINNING);

    assertThat(tokens.ids()).containsExactly(101, ONE, TWO, THREE, 102);
    assertThat(tokens.count()).isEqualTo(5);
    assertThat(tokens.cut()).isFalse();
  }

  @Test
  void prefixStaysWhateverIsCut() {
    Tokens end = tokenizer.encode("one ", "two three four five", 5, Keep.END);
    Tokens whole = tokenizer.encode("one ", "two", 5, Keep.END);

    assertThat(end.ids()).containsExactly(101, ONE, FOUR, FIVE, 102);
    assertThat(end.cut()).isTrue();
    assertThat(whole.ids()).containsExactly(101, ONE, TWO, 102);
    assertThat(whole.cut()).isFalse();
  }

  @Test
  void textThatJustFitsIsNotCut() {
    assertThat(tokenizer.encode("one two three", 5, Keep.END).cut()).isFalse();
  }

  @Test
  void beginningIsKept() {
    Tokens tokens = tokenizer.encode("one two three four five", 5, Keep.BEGINNING);

    assertThat(tokens.ids()).containsExactly(101, ONE, TWO, THREE, 102);
    assertThat(tokens.cut()).isTrue();
  }

  @Test
  void endIsKept() {
    assertThat(tokenizer.encode("one two three four five", 5, Keep.END).ids())
        .containsExactly(101, THREE, FOUR, FIVE, 102);
  }

  @Test
  void bothEndsAreKeptTheBeginningFirst() {
    assertThat(tokenizer.encode("one two three four five", 5, Keep.BOTH_ENDS).ids())
        .containsExactly(101, ONE, TWO, FIVE, 102);
  }

  @Test
  void emptyTextIsItsMarksAlone() {
    Tokens tokens = tokenizer.encode("", 8, Keep.BOTH_ENDS);

    assertThat(tokens.ids()).containsExactly(101, 102);
    assertThat(tokenizer.count("")).isZero();
  }

  @Test
  void whatTheFileSaysOfTruncationAndPaddingDoesNotCount() {
    String long300 = "one ".repeat(300);

    assertThat(tokenizer.count(long300)).isEqualTo(300);
    assertThat(tokenizer.encode(long300, 400, Keep.BEGINNING).count()).isEqualTo(302);
    assertThat(tokenizer.encode("one", 400, Keep.BEGINNING).count()).isEqualTo(3);
  }

  @Test
  void batchIsFilledUpToItsLongest() {
    TokenBatch batch = tokenizer.encode(List.of("one", "one two three"), 16, Keep.BEGINNING);

    assertThat(batch.size()).isEqualTo(2);
    assertThat(batch.length()).isEqualTo(5);
    assertThat(batch.lengths()).containsExactly(3, 5);
    assertThat(batch.ids()).containsExactly(101, ONE, 102, 0, 0, 101, ONE, TWO, THREE, 102);
    assertThat(batch.mask()[0]).containsExactly(1, 1, 1, 0, 0);
    assertThat(batch.mask()[1]).containsExactly(1, 1, 1, 1, 1);
    assertThat(batch.padded()).isTrue();
    assertThat(batch.tokens()).isEqualTo(8);
    assertThat(batch).hasToString("TokenBatch[2 x 5]");
  }

  @Test
  void batchNeedsAText() {
    assertThatThrownBy(() -> tokenizer.batch(List.of()))
        .hasMessage("a batch must have at least one text");
  }

  @Test
  void threadsGetWhatOneThreadGets() {
    List<String> texts =
        IntStream.range(0, 200).mapToObj(i -> "number " + i + " of " + i * i).toList();
    List<Tokens> expected =
        texts.stream().map(text -> tokenizer.encode(text, 7, Keep.END)).toList();

    List<Tokens> found =
        texts.parallelStream().map(text -> tokenizer.encode(text, 7, Keep.END)).toList();

    assertThat(found).isEqualTo(expected);
  }

  @Test
  void limitMustLeaveRoom() {
    assertThatThrownBy(() -> tokenizer.encode("one", 2, Keep.END))
        .hasMessage(
            "limit must leave room for a token beside the 2 that mark beginning and end, got 2");
  }

  @Test
  void fileThatIsNoJsonIsRefusedWithItsPlace(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, "{\n  \"model\": }");

    assertThatThrownBy(() -> Tokenizer.open(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": not a tokenizer.json: no JSON at line 2, column 12");
  }

  @Test
  void jsonOfSomethingElseIsRefused() {
    byte[] config = "{\"model_type\": \"bert\"}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Tokenizer.open(config, "x.json"))
        .hasMessage(
            "x.json: not a tokenizer.json: expected an object with the field 'model'; take the"
                + " file of that name from the folder of the pretrained model");
  }

  @Test
  void modelNobodyKnowsIsRefused() {
    byte[] unknown = "{\"model\": {\"type\": \"Telepathy\"}}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Tokenizer.open(unknown, "x.json"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("x.json: not a tokenizer.json: ");
  }

  @Test
  void contentIsNotPrinted() {
    assertThat(tokenizer.encode("secret words", 16, Keep.END)).hasToString("Tokens[4]");
    assertThat(tokenizer.encode("secret words", 3, Keep.END)).hasToString("Tokens[3, cut]");
  }
}
