package dev.understudy.rules.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Header;
import dev.understudy.exchange.Role;
import dev.understudy.rules.decision.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewCommandTest {
  private static final String OLD =
      """
      version: 1
      upstreams:
        big: {url: "https://big.example/v1"}
        small: {url: "http://small.example/v1", price: {input: 1, output: 10}}
      """;
  private static final int USERS = 100;

  @TempDir private Path folder;
  private Path before = Path.of("");
  private Path captures = Path.of("");

  @BeforeEach
  void writeOldRules() throws IOException {
    before = CommandRun.file(folder, "old.yaml", OLD);
    captures = folder.resolve("it's [a] *folder?");
  }

  @Test
  void itTellsWhatMovesHowMuchStudentsAreAskedAndWhatIsKept() throws Exception {
    try (CapturedTraffic traffic = new CapturedTraffic(captures)) {
      for (int second = 0; second < 600; second++) {
        traffic.chat(second, "{\"model\":\"gpt-4\",\"user\":\"u-" + second % USERS + "\"}");
      }
      traffic.chat(600, "{\"model\":\"gpt-4\",\"store\":true,\"user\":\"u-" + inside() + "\"}");
      traffic.add(Role.SHADOW, 9_999, "/v1/chat/completions", "{}", null, null);
    }
    int inside = 0;
    for (int user = 0; user < USERS; user++) {
      inside += isInside(user) ? 1 : 0;
    }

    CommandRun run = preview(canary("user", "30%"));

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    int moved = inside * 6;
    int stay = 601 - moved;
    assertThat(cells(run))
        .contains(
            "601 requests in 1 file over 10 min 0 s, 2026-01-31 12:00:00Z to 2026-01-31 12:10:00Z",
            "%.2f%% of requests and %d.00%% of users would move."
                .formatted(100.0 * moved / 601, inside),
            "| default -> chat | big -> small | %d | %.2f%% | %d | %d.00%%"
                .formatted(moved, 100.0 * moved / 601, inside, inside),
            "| chat | serve | stateful | 1 | 0.17%");
    String load = row(run, "small");
    // Each shadow call has 1000 tokens at $1 and 100 at $10 per million: $0.002.
    int rehearsed = 600 - moved; // dark: 100% of what stays, the stateful one not among it
    assertThat(load)
        .startsWith("| small | %.3f |".formatted(moved / 600.0))
        .endsWith("| $%.2f per hour".formatted(rehearsed * 0.002 * 6))
        .contains("| 1.0 |"); // one a second, served or in shadow
    assertThat(stay).isPositive();
  }

  @Test
  void whatAHybridKeepsAsHardIsToldAndCountsAsTheTeachers() throws Exception {
    try (CapturedTraffic traffic = new CapturedTraffic(captures)) {
      for (int second = 0; second < 10; second++) {
        traffic.chat(second, "{\"model\":\"gpt-4\",\"stream\":" + (second < 3) + "}");
      }
    }

    CommandRun run =
        preview(
            canary("request", "100%")
                .replace("{canary: {share: 100%}", "{hybrid: {easy: request.stream}"));

    assertThat(run.err()).isEmpty();
    assertThat(cells(run)).contains("| chat | serve | hard | 7 | 70.00%");
    assertThat(row(run, "default -> chat | big -> small")).contains("| 3 | 30.00%");
  }

  @Test
  void whatAStudentWasNotTrainedForIsToldAsFarAsBodiesWereKept() throws Exception {
    CommandRun.file(folder, "student.json", "{\"trained_on\": \"page\"}");
    try (CapturedTraffic traffic = new CapturedTraffic(captures)) {
      traffic.truncatedChat(9, "{\"model\":\"gpt-4\",\"prompt\":\"pa");
      for (int second = 0; second < 9; second++) {
        String prompt = second < 3 ? "page" : "Seite";
        traffic.chat(second, "{\"model\":\"gpt-4\",\"prompt\":\"" + prompt + "\"}");
      }
    }

    CommandRun run =
        preview(
            canary("request", "100%")
                .replace("{canary: {share: 100%}", "{hybrid: {trained_on: student.json}"));

    assertThat(run.err()).isEmpty();
    assertThat(cells(run))
        .contains(
            "| chat | serve | untrained_language | 6 | 60.00%",
            "| chat | serve | untrained_shape | 1 | 10.00%");
    assertThat(row(run, "default -> chat | big -> small")).contains("| 3 | 30.00%");
    assertThat(run.out())
        .contains(
            "Kept from a student as their bodies are not in the captures, so that neither its"
                + " router nor its training could be asked: 1 request.");
  }

  @Test
  void sameRulesMoveNothing() throws Exception {
    try (CapturedTraffic traffic = new CapturedTraffic(captures)) {
      traffic.chat(0, "{\"model\":\"gpt-4\"}");
    }

    CommandRun run = CommandRun.of("preview", before, before, "--captures", captures);

    assertThat(run.out()).contains("No request would move.").contains("1 request in 1 file");
  }

  @Test
  void aHeaderThatIsNotRecordedIsToldAndItsRequestsAreDealtByTheirId() throws Exception {
    try (CapturedTraffic traffic = new CapturedTraffic(captures)) {
      for (int i = 0; i < 1_000; i++) {
        traffic.chat(i, "{\"model\":\"gpt-4\"}", new Header("content-type", "application/json"));
      }
    }

    CommandRun run = preview(canary("header:x-user-id", "30%"));

    assertThat(run.out())
        .contains("dealt by their own id: 1,000 requests;")
        .contains("No captured request shows the header 'x-user-id'");
    int moved =
        Integer.parseInt(
            row(run, "default -> chat | big -> small")
                .replaceAll("[^|]*[|][^|]*[|][^|]*[|] (\\d+) .*", "$1"));
    assertThat(moved).isBetween(240, 360); // 4 standard deviations of a binomial
  }

  @Test
  void aRecordedHeaderDealsAndWhoLacksItStaysWithTheTeacher() throws Exception {
    try (CapturedTraffic traffic = new CapturedTraffic(captures)) {
      traffic.chat(0, "{\"model\":\"gpt-4\"}", new Header("X-User-Id", "ann"));
      traffic.chat(1, "{\"model\":\"gpt-4\"}");
    }

    CommandRun run = preview(canary("header:x-user-id", "100%"));

    assertThat(cells(run))
        .contains(
            "| default -> chat | big -> small | 1 | 50.00% | 1 | 100.00%",
            "| chat | serve | no_key | 1 | 50.00%");
    assertThat(run.out()).doesNotContain("No captured request");
  }

  @Test
  void theRecordedBucketDealsWhereTheKeyIsNotThere() throws Exception {
    String rules = canary("api-key", "30%");
    Path after = CommandRun.file(folder, "new.yaml", rules);
    String version =
        CommandRun.of("check", after).out().replaceAll("(?s).*version ([0-9a-f]+).*", "$1");
    try (CapturedTraffic traffic = new CapturedTraffic(captures)) {
      for (double bucket : new double[] {0.1, 0.29, 0.31, 0.9}) {
        traffic.add(
            Role.PRIMARY, 0, "/v1/chat/completions", "{\"model\":\"gpt-4\"}", version, bucket);
      }
    }

    CommandRun run = CommandRun.of("preview", before, after, "--captures", captures);

    assertThat(cells(run)).contains("| default -> chat | big -> small | 2 | 50.00% | 2 | 50.00%");
    assertThat(run.out()).contains("dealt by the recorded bucket: 4 requests.");
  }

  @Test
  void aBodyThatWasCutCountsByItsColumnsAndIsDealtByItsId() throws Exception {
    try (CapturedTraffic traffic = new CapturedTraffic(captures)) {
      traffic.truncatedChat(0, "{\"model\":\"gpt-4\",\"messages\":[{\"content\":\"lon");
      traffic.truncatedChat(1, "{\"model\":\"o3\",\"messages\":[{\"content\":\"lon");
    }

    CommandRun run =
        preview(canary("user", "100%").replace("/v1/chat/completions", "/v1/c*, model: gpt*"));

    assertThat(cells(run))
        .contains(
            "| default -> chat | big -> small | 1 | 50.00% | - | -",
            "| default | big | 1 | 50.00% | - | -");
    assertThat(run.out()).contains("dealt by their own id: 1 request;");
  }

  @Test
  void anUpstreamWithoutAPriceHasNoCost() throws Exception {
    try (CapturedTraffic traffic = new CapturedTraffic(captures)) {
      traffic.chat(0, "{\"model\":\"gpt-4\",\"user\":\"u\"}");
    }

    CommandRun run = preview(canary("user", "0%").replace(", price: {input: 1, output: 10}", ""));

    assertThat(run.out()).contains("unknown: the upstream has no price");
  }

  @Test
  void whatCannotBeReadIsTold() throws Exception {
    CommandRun missing = preview(OLD);
    Files.createDirectories(captures);
    Files.writeString(captures.resolve("broken.parquet"), "no Parquet at all");
    CommandRun broken = preview(OLD);

    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err()).isEqualToIgnoringNewLines(captures + ": there is no such folder");
    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.err())
        .startsWith(captures + ": cannot be read: ")
        .contains("broken.parquet")
        .contains("move a broken file away");
  }

  private static boolean isInside(int user) {
    return Bucket.fraction(Bucket.dealing("chat", "user").of("u-" + user)) < 0.3;
  }

  private static int inside() {
    int user = 0;
    while (!isInside(user)) {
      user++;
    }
    return user;
  }

  private CommandRun preview(String rules) throws IOException {
    Path after = CommandRun.file(folder, "new.yaml", rules);
    return CommandRun.of("preview", before, after, "--captures", captures);
  }

  private static String canary(String sticky, String share) {
    return OLD
        + """
        routes:
          - name: chat
            match: {path: /v1/chat/completions}
            teacher: big
            student: small
            sticky: %s
            launch: {canary: {share: %s}, dark: {share: 100%%}}
        """
            .formatted(sticky, share);
  }

  private static List<String> cells(CommandRun run) {
    return run.out().lines().map(line -> line.replaceAll(" {2,}", " | ").strip()).toList();
  }

  private static String row(CommandRun run, String begin) {
    return cells(run).stream()
        .filter(line -> line.startsWith("| " + begin + " |"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row " + begin + " in\n" + run.out()));
  }
}
