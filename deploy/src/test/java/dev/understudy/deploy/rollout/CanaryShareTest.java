package dev.understudy.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.Eventually;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand users, a canary, and three gateways that never talk about who is in it. */
class CanaryShareTest {
  private static final int KEYS = 10_000;

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Crowd crowd = new Crowd(vertx);
  private final Model teacher = Model.that(vertx, Model.right("large"));
  private final Model student = Model.that(vertx, Model.right("small"));
  private Path rules = Path.of("");
  private List<Replica> gateways = List.of();

  @BeforeEach
  void startThreeGateways() throws Exception {
    rules = folder.resolve("rules.yaml");
    share("10%");
    gateways = Replica.startAll(3, folder, teacher.url(), rules);
  }

  @AfterEach
  void stop() {
    gateways.forEach(Replica::close);
    vertx.close().await();
  }

  @Test
  void aCanaryTakesItsShareOfTheKeysTheSameOnEveryReplicaAndALargerShareMovesNobodyBack()
      throws Exception {
    Set<Integer> first = keysOfTheStudent(gateways.get(0).url());
    Set<Integer> second = keysOfTheStudent(gateways.get(1).url());
    Set<Integer> third = keysOfTheStudent(gateways.get(2).url());

    assertThat((double) first.size()).isBetween(least(0.10), most(0.10));
    assertThat(second).isEqualTo(first);
    assertThat(third).isEqualTo(first);
    assertThat(student.asked()).as("what the student itself saw").isEqualTo(first);

    share("20%");
    for (Replica gateway : gateways) {
      Eventually.see(
          "20%", Duration.ofSeconds(30), () -> gateway.share("moderation"), share -> share == 0.20);
    }
    Set<Integer> twice = keysOfTheStudent(gateways.get(2).url());

    assertThat((double) twice.size()).isBetween(least(0.20), most(0.20));
    assertThat(twice).containsAll(first);
  }

  /** Asks with every key once and answers the numbers of those the student served. */
  private Set<Integer> keysOfTheStudent(URI gateway) throws Exception {
    List<Answer> answers =
        crowd.ask(
            KEYS,
            number ->
                new Crowd.Ask(
                    gateway, Map.of("x-user-id", "user-" + number), new Question(number, false)));
    assertThat(answers).allMatch(Answer::isGood);
    return answers.stream()
        .filter(answer -> answer.upstream().equals("small"))
        .map(answer -> answer.question().number())
        .collect(Collectors.toSet());
  }

  /** The lower end of the interval that holds the binomial number of keys in 99.99% of cases. */
  private static double least(double share) {
    return KEYS * share - spread(share);
  }

  private static double most(double share) {
    return KEYS * share + spread(share);
  }

  /** By the normal distribution, which is as good as exact for so many keys. */
  private static double spread(double share) {
    return 3.89 * Math.sqrt(KEYS * share * (1 - share));
  }

  private void share(String share) throws Exception {
    Files.writeString(
        rules,
        """
        version: 1
        upstreams:
          small: {url: "%s"}
        routes:
          - name: moderation
            match: {path: /v1/chat/completions}
            teacher: teacher
            student: small
            sticky: header:x-user-id
            launch: {canary: {share: %s}}
        """
            .formatted(student.url(), share));
  }
}
