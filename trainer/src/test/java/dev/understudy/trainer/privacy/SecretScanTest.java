package dev.understudy.trainer.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretScanTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  /** What looks like a credential and is none. */
  private static final List<String> INNOCENT =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
          "d41d8cd98f00b204e9800998ecf8427e",
          "550e8400-e29b-41d4-a716-446655440000",
          "request_id=01890a5d-ac96-774b-bcce-b302099a8057",
          "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwAD"
              + "hgGAWjR9awAAAABJRU5ErkJggg==",
          "sk-...",
          "Set OPENAI_API_KEY=sk-your-key-here-123456789",
          "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1",
          "AKIAIOSFODNN7EXAMPLE",
          "<API_KEY_1>",
          "api_key: <API_KEY_2>",
          "https://example.com/a/b:c@2x.png",
          "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ\n-----END CERTIFICATE-----",
          "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----",
          "ada@example.com",
          "task-management-for-teams-of-2024-and-later",
          "The password must have 12 characters.",
          "tokens: 1234567890123456789",
          "eyJust kidding");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyKindIsFoundInEveryKindOfFileWhereverItStands(long seed)
      throws IOException, SQLException {
    Random random = new Random(seed);
    for (Map.Entry<String, String> planted : secrets(random).entrySet()) {
      int row = random.nextInt(20);
      String text = filler(random) + " " + planted.getValue() + " " + filler(random);
      rows("a.jsonl", row, JSON.writeValueAsString(text));
      rows("b.jsonl", row, ASCII.writeValueAsString(text).replace("-", "\\u002d"));
      Files.writeString(
          folder.resolve("c.json"),
          JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsString(List.of("x", Map.of("content", text))));
      Files.writeString(folder.resolve("d.html"), "<p>\n" + "<br>\n".repeat(row) + text + "</p>");
      parquet("e.parquet", row, text);

      SecretReport report = SecretScan.of(folder);

      assertThat(report.finds())
          .as("seed %s, %s", seed, planted.getKey())
          .extracting(find -> find.file() + ":" + find.line() + " " + find.detector().word())
          .contains(
              "a.jsonl:" + (row + 1) + " " + planted.getKey(),
              "b.jsonl:" + (row + 1) + " " + planted.getKey(),
              "e.parquet:" + (row + 1) + " " + planted.getKey())
          .anyMatch(each -> each.matches("c\\.json:\\d+ " + planted.getKey()))
          .anyMatch(each -> each.matches("d\\.html:\\d+ " + planted.getKey()));
      assertThat(report.finds())
          .filteredOn(find -> !find.file().matches("[cd].*"))
          .extracting(SecretFind::place)
          .containsExactly("/messages/1/content", "/messages/1/content", "/messages/0/content");
      assertThat(report.finds()).hasSize(5).hasSize((int) report.total());
      assertThat(report.finds().toString()).doesNotContain(planted.getValue().substring(12));
    }
  }

  @Test
  void theMessageSaysWhereAndTheRemedyAndNeverTheSecret() throws IOException {
    String key = "sk-proj-" + "aB3dE5gH7jK9".repeat(3);
    rows("train.jsonl", 4, JSON.writeValueAsString("My key is " + key));
    Files.writeString(folder.resolve("card.html"), "<p>\n<b>" + key + "</b>");

    SecretReport report = SecretScan.of(folder);

    assertThatThrownBy(report::orThrow)
        .isInstanceOf(SecretsFound.class)
        .hasMessage(
            """
            2 secrets stand in what was written:
              card.html:2 column 4: api_key (44 characters)
              train.jsonl:5 /messages/1/content: api_key (44 characters)
            Take them out (privacy: {redact: [api_key, jwt, private_key]}) and make the set again,\
             delete these files, and revoke the keys that are real.
            Where they are none: privacy: {secrets: warn}.""");
  }

  @Test
  void whatLooksLikeACredentialAndIsNoneRaisesNoAlarm() throws IOException, SQLException {
    for (int i = 0; i < INNOCENT.size(); i++) {
      String text = "See " + INNOCENT.get(i) + " for more.";
      rows(i + ".jsonl", i % 20, JSON.writeValueAsString(text));
      Files.writeString(folder.resolve(i + ".html"), "<pre>" + text + "</pre>");
      parquet(i + ".parquet", i % 20, text);
    }

    assertThat(SecretScan.of(folder).finds()).isEmpty();
  }

  @Test
  void aSecretIsFoundOnceWhereverTwoPiecesOfALongTextMeet() throws IOException {
    String key = "ghp_" + "aB3dE5gH7jK9".repeat(3);
    int meet = Pieces.PIECE - Pieces.OVERLAP;
    for (int shift : List.of(-2_000, -60, -20, 0, 900, 1_010, 1_030, 5_000, 32_740, 32_768)) {
      int lines = (meet + shift) / 8;
      Files.writeString(
          folder.resolve("long.html"),
          "<br/>..\n".repeat(lines) + key + "\n" + "<br/>..\n".repeat(200_000));

      assertThat(SecretScan.of(folder).finds())
          .as("shift %s", shift)
          .extracting(SecretFind::toString)
          .containsExactly("long.html:" + (lines + 1) + " column 1: api_key (40 characters)");
    }
  }

  @Test
  void namesThatAreSecretsThemselvesAreNotShown() throws IOException {
    String key = "ghp_" + "aB3dE5gH7jK9".repeat(3);
    Files.writeString(
        folder.resolve("a.jsonl"),
        "{\"" + key + "\":{\"a b\":\"x\",\"n\":\"" + key.replace('a', 'z') + "\"}}\n");

    assertThat(SecretScan.of(folder).finds())
        .extracting(SecretFind::place)
        .containsExactly("/<API_KEY_1>", "/<API_KEY_1>/n");
  }

  @Test
  void packedTextIsUnpackedAndOtherBytesAreNamed() throws IOException {
    String key = "ghp_" + "aB3dE5gH7jK9".repeat(3);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.jsonl.gz")))) {
      out.write(("{\"a\":\"" + key + "\"}\n").getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("w.bin"), new byte[] {1, 0, 2});
    Files.writeString(folder.resolve(".a.jsonl.crc"), key);

    SecretReport report = SecretScan.of(folder);

    assertThat(report.finds())
        .extracting(SecretFind::toString)
        .containsExactly("a.jsonl.gz:1 /a: api_key (40 characters)");
    assertThat(report.unscanned()).containsExactly("w.bin");
    assertThat(report.files()).isEqualTo(1);
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Files.writeString(folder.resolve("x.parquet"), "PAR1");

    assertThatThrownBy(() -> SecretScan.of(folder))
        .isInstanceOf(IOException.class)
        .hasMessage("x.parquet cannot be scanned for secrets: not a whole Parquet file");
  }

  private void rows(String name, int at, String json) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      rows.append("{\"messages\":[{\"role\":\"system\",\"content\":\"Be kind.\"},")
          .append("{\"role\":\"user\",\"content\":")
          .append(i == at ? json : "\"hello\"")
          .append("}]}\n");
    }
    Files.writeString(folder.resolve(name), rows.toString());
  }

  private void parquet(String name, int at, String text) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      String quoted = text.replace("'", "''");
      statement.execute(
          "COPY (SELECT i AS id, [{'role': 'user', 'content': CASE WHEN i = "
              + at
              + " THEN '"
              + quoted
              + "' ELSE 'hello' END}] AS messages FROM range(20) r(i)) TO '"
              + folder.resolve(name)
              + "' (FORMAT parquet)");
    }
  }

  private static Map<String, String> secrets(Random random) {
    return switch (random.nextInt(2)) {
      case 0 ->
          Map.of(
              "api_key", "sk-" + dice(random, 40),
              "jwt",
                  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
                      + dice(random, 40)
                      + ".a"
                      + dice(random, 42),
              "private_key",
                  "-----BEGIN RSA PRIVATE KEY-----\n"
                      + (dice(random, 64) + "\n").repeat(24)
                      + "-----END RSA PRIVATE KEY-----");
      default ->
          Map.of(
              "api_key", "postgres://app:pw7" + dice(random, 9) + "@db.internal/orders",
              "private_key",
                  "-----BEGIN OPENSSH PRIVATE KEY-----\n"
                      + (dice(random, 70) + "\n").repeat(6)
                      + "-----END OPENSSH PRIVATE KEY-----");
    };
  }

  private static String dice(Random random, int length) {
    StringBuilder text = new StringBuilder("1");
    while (text.length() < length) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private static String filler(Random random) {
    return "Once \"upon\" a time \u00e4\u00f6 ".repeat(random.nextInt(40));
  }
}
