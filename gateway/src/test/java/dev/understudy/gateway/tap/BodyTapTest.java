package dev.understudy.gateway.tap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Body;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyTapTest {
  private final MemoryBudget budget = new MemoryBudget(1_000_000);

  @Test
  void piecesOfAnySizeComeOutInOrder() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    BodyTap tap = BodyTap.keeping(1_000_000, budget);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      byte[] piece = new byte[random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(99)];
      random.nextBytes(piece);
      tap.copy(Buffer.buffer(piece));
      all.writeBytes(piece);
    }

    Body body = tap.body();

    assertThat(body.toByteArray()).as("seed " + seed).isEqualTo(all.toByteArray());
    assertThat(body.length()).isEqualTo(all.size());
    assertThat(body.truncated()).isFalse();
    assertThat(budget.takenBytes()).isEqualTo(all.size()).isEqualTo(tap.keptBytes());
  }

  @Test
  void manySmallPiecesAreGatheredIntoFewLargeOnes() {
    BodyTap tap = BodyTap.keeping(1_000_000, budget);
    for (int i = 0; i < 10_000; i++) {
      tap.copy(Buffer.buffer("0123456789"));
    }

    assertThat(tap.body().pieces()).hasSizeLessThan(4);
  }

  @Test
  void whatIsBeyondTheLimitIsCutAndTheWholeLengthTold() {
    BodyTap tap = BodyTap.keeping(8, budget);
    tap.copy(Buffer.buffer("hello"));
    tap.copy(Buffer.buffer(" world"));
    tap.copy(Buffer.buffer("!"));

    Body body = tap.body();

    assertThat(new String(body.toByteArray(), UTF_8)).isEqualTo("hello wo");
    assertThat(body.length()).isEqualTo(12);
    assertThat(body.truncated()).isTrue();
    assertThat(budget.takenBytes()).isEqualTo(8);
  }

  @Test
  void bodyAsLongAsTheLimitIsWhole() {
    BodyTap tap = BodyTap.keeping(5, budget);
    tap.copy(Buffer.buffer("hello"));

    assertThat(tap.body()).isEqualTo(Body.of("hello".getBytes(UTF_8)));
  }

  @Test
  void spentBudgetCutsTheBodyAndTakesNothingMore() {
    MemoryBudget small = new MemoryBudget(7);
    BodyTap tap = BodyTap.keeping(100, small);
    tap.copy(Buffer.buffer("hello"));
    tap.copy(Buffer.buffer("world"));
    tap.copy(Buffer.buffer("!"));

    Body body = tap.body();

    assertThat(body.keptBytes()).isEqualTo(5);
    assertThat(body.length()).isEqualTo(11);
    assertThat(body.truncated()).isTrue();
    assertThat(small.takenBytes()).isEqualTo(5);
  }

  @Test
  void whatComesAfterTheBodyWasTakenChangesNothingAndTakesNoMemory() {
    BodyTap tap = BodyTap.keeping(100, budget);
    tap.copy(Buffer.buffer("hello"));
    Body body = tap.body();

    tap.copy(Buffer.buffer("late"));

    assertThat(body.keptBytes()).isEqualTo(5);
    assertThat(tap.length()).isEqualTo(5);
    assertThat(budget.takenBytes()).isEqualTo(5);
  }

  @Test
  void digestIsThatOfAllBytesAndTakesNoMemory() throws Exception {
    BodyTap tap = BodyTap.digesting(budget);
    byte[] bytes = new byte[100_000];
    new Random(7).nextBytes(bytes);
    tap.copy(Buffer.buffer(bytes).slice(0, 70_000));
    tap.copy(Buffer.buffer(bytes).slice(70_000, 100_000));

    Body body = tap.body();

    assertThat(body.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    assertThat(body.length()).isEqualTo(100_000);
    assertThat(body.keptBytes()).isZero();
    assertThat(budget.takenBytes()).isZero();
  }

  @Test
  void nothingIsAnEmptyBody() {
    assertThat(BodyTap.keeping(5, budget).body()).isEqualTo(Body.EMPTY);
    assertThat(BodyTap.digesting(budget).body()).isEqualTo(Body.EMPTY);
  }
}
