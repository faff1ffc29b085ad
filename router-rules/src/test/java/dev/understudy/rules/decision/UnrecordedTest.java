package dev.understudy.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.Recording;
import dev.understudy.rules.Route;
import dev.understudy.rules.Share;
import dev.understudy.rules.Upstream;
import dev.understudy.rules.match.Match;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnrecordedTest {
  private static final Map<String, String> OFF = Map.of("x-understudy-capture", "off");

  private static Route route(String sample, boolean optOut) {
    Route plain =
        Route.toTeacher("r", Match.ALL, Upstream.teacher(URI.create("http://teacher.example")));
    return new Route(
        plain.name(),
        plain.match(),
        plain.teacher(),
        null,
        plain.launch(),
        plain.sticky(),
        plain.salt(),
        false,
        plain.compare(),
        null,
        new Recording(new Share(new BigDecimal(sample)), optOut, null));
  }

  @Test
  void aClientKeepsARequestOutOnlyWhereTheRouteLetsIt() {
    UUID id = new UUID(1, 2);

    assertThat(Unrecorded.of(route("1", true), DealtRequest.call(id, OFF, null)))
        .isEqualTo(Unrecorded.OPTED_OUT);
    assertThat(Unrecorded.of(route("1", false), DealtRequest.call(id, OFF, null))).isNull();
    assertThat(
            Unrecorded.of(
                route("1", true),
                DealtRequest.call(id, Map.of("x-understudy-capture", "on"), null)))
        .isNull();
  }

  @Test
  void ofManyRequestsTheSampleIsRecordedAndALargerOneOnlyAdds() {
    Random random = new Random(4);
    Set<UUID> smaller = new HashSet<>();
    Set<UUID> larger = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      UUID id = new UUID(random.nextLong(), random.nextLong());
      var request = DealtRequest.call(id, Map.of(), null);
      if (Unrecorded.of(route("0.1", false), request) == null) {
        smaller.add(id);
      }
      if (Unrecorded.of(route("0.25", false), request) == null) {
        larger.add(id);
      }
      assertThat(Unrecorded.of(route("1", false), request)).isNull();
      assertThat(Unrecorded.of(route("0", false), request)).isEqualTo(Unrecorded.SAMPLED_OUT);
    }

    assertThat(larger).containsAll(smaller);
    // within five standard deviations of a binomial
    assertThat(smaller).hasSizeBetween(1_788, 2_212);
    assertThat(larger).hasSizeBetween(4_694, 5_306);
  }
}
