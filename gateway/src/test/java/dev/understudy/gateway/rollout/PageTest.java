package dev.understudy.gateway.rollout;

import static dev.understudy.gateway.rollout.SampleRules.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.diff.evidence.Counts;
import dev.understudy.diff.evidence.Evidence;
import dev.understudy.diff.evidence.Standing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final Instant NOW = Instant.parse("2026-01-31T07:00:00Z");
  private static final Origin RULES = new Origin(percent("0.1"), List.of(percent("25")));

  private static Standing standing(int good, int bad) {
    Evidence evidence = new Evidence(2, 1);
    for (int i = 0; i < good + bad; i++) {
      evidence.observe(0, i < bad, NOW.toEpochMilli() + i * 60_000L);
    }
    return evidence.standing();
  }

  private static Page page() {
    return Page.EMPTY.holding("moderation", "1f0c22ab90de", RULES, NOW, "rules at gateway-1");
  }

  private static Rollout rollout(Page page) {
    return Objects.requireNonNull(page.find("moderation", "1f0c22ab90de"));
  }

  private static Page observed(Page page, String run, Instant at, Standing standing) {
    return page.observed(rollout(page), run, new Published(at, standing));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    Page page = observed(page(), "gateway-1/5eedc0de", NOW, standing(100, 7));

    assertThat(PageFormat.read(PageFormat.write(page))).isEqualTo(page);
  }

  @Test
  void unknownFieldsArePassedOver() throws Exception {
    String written = new String(PageFormat.write(page()), StandardCharsets.UTF_8);
    String later = written.replace("{\"route\"", "{\"colour\":\"blue\",\"route\"");

    assertThat(later).isNotEqualTo(written);
    assertThat(PageFormat.read(later.getBytes(StandardCharsets.UTF_8))).isEqualTo(page());
  }

  @Test
  void ledgerOfALaterVersionIsLeftAlone() {
    byte[] later = "{\"version\": 2}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> PageFormat.read(later))
        .isInstanceOf(IOException.class)
        .hasMessage("the ledger has version 2, this gateway writes 1: upgrade this gateway");
  }

  @Test
  void ledgerThatIsCutAnywhereIsCorruptAndNeverHalfRead() {
    byte[] whole = PageFormat.write(observed(page(), "gateway-1/5eedc0de", NOW, standing(5, 1)));

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> PageFormat.read(cut)).isInstanceOf(PageFormat.Corrupt.class);
    }
  }

  @Test
  void ledgerOfOtherTypesIsCorrupt() {
    for (String text :
        List.of("[]", "null", "7", "{}", "{\"version\":1,\"rollouts\":[7],\"audit\":[]}")) {
      assertThatThrownBy(() -> PageFormat.read(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isInstanceOf(PageFormat.Corrupt.class);
    }
  }

  @Test
  void runsThatEndedAreKeptTogetherAndLoseNoCount() {
    Page page = observed(page(), "gateway-1/a", NOW, standing(10, 1));
    page = observed(page, "gateway-1/b", NOW, standing(20, 2));

    Instant later = NOW.plus(Page.RUN_ENDED).plus(Duration.ofMinutes(1));
    page = observed(page, "gateway-1/c", later, standing(30, 3));

    assertThat(rollout(page).evidence()).containsOnlyKeys("ended", "gateway-1/c");
    Standing ended = Objects.requireNonNull(rollout(page).evidence().get("ended")).standing();
    assertThat(ended.tallies().get(0).all()).isEqualTo(new Counts(33, 3));
    assertThat(ended.tallies().get(0).step()).isEqualTo(new Counts(33, 3));
  }

  @Test
  void auditAndFingerprintsStayBounded() {
    Page page = page();
    for (int i = 0; i < 1_000; i++) {
      page = page.holding("moderation", "fingerprint-" + i, RULES, NOW, "rules");
    }

    assertThat(page.audit()).hasSize(200);
    assertThat(page.rollouts()).hasSizeLessThanOrEqualTo(5);
    assertThat(page.find("moderation", "fingerprint-999")).isNotNull();
  }

  @Test
  void moveThatChangesNothingIsNotNoted() {
    Page page = page();
    Rollout.Cause cause = new Rollout.Cause(NOW, "ann", "because");

    Page once =
        page.moved("moderation", "1f0c22ab90de", "roll_back", r -> r.rolledBackByHand(cause));
    Page twice =
        once.moved("moderation", "1f0c22ab90de", "roll_back", r -> r.rolledBackByHand(cause));

    assertThat(once.audit()).hasSize(2);
    assertThat(twice).isEqualTo(once);
  }
}
