package dev.understudy.exchange.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SseDecoderTest {
  private static final int LIMIT = 1 << 20;

  @Test
  void readsTheStandardsExamples() {
    assertThat(eventsOf("data: YHOO\ndata: +2\ndata: 10\n\n")).containsExactly("null|YHOO\n+2\n10");
    assertThat(
            eventsOf(
                ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n"))
        .containsExactly("null|first event", "null|second event", "null| third event");
    assertThat(eventsOf("data\n\ndata\ndata\n\ndata:"))
        .containsExactly("null|", "null|\n", "?null|");
    assertThat(eventsOf("data:test\n\ndata: test\n\n")).containsExactly("null|test", "null|test");
  }

  @Test
  void readsNamesAndForgetsThemAfterEachEvent() {
    assertThat(eventsOf("event: add\ndata: 1\n\ndata: 2\n\nevent: none\n\nevent:\ndata: 3\n\n"))
        .containsExactly("add|1", "null|2", "null|3");
  }

  @Test
  void takesAllThreeLineEnds() {
    assertThat(eventsOf("data: a\r\rdata: b\r\n\r\ndata: c\n\ndata: d\r\n\ndata: e\n\r"))
        .containsExactly("null|a", "null|b", "null|c", "null|d", "null|e");
  }

  @Test
  void leavesOneByteOrderMarkOut() {
    assertThat(eventsOf("\uFEFFdata: a\n\n")).containsExactly("null|a");
    assertThat(eventsOf("\uFEFF\uFEFFdata: a\n\n")).isEmpty();
  }

  @Test
  void readsOverCommentsAndUnknownFields() {
    assertThat(eventsOf(": data: a\nretry: 10\ndatas: b\ndat: c\n Data: d\nDATA: e\ndata: f\n\n"))
        .containsExactly("null|f");
  }

  @Test
  void tellsAnUnterminatedEventApart() {
    assertThat(eventsOf("data: a\n\ndata: b\n")).containsExactly("null|a", "?null|b");
    assertThat(eventsOf("data: a\n\nevent: x\ndata: b")).containsExactly("null|a", "?x|b");
    assertThat(eventsOf("data: a\n\nevent: x")).containsExactly("null|a");
  }

  @Test
  void givesTheSameEventsWhereverTheStreamIsCut() {
    String lines =
        "\uFEFF: hi\r\n\r\nevent: délta\rdata: {\"a\":1}\r\rdata: x\ndata\ndata: ü\n\n\r\nid: 7";
    byte[] stream = (lines + "\ndata:end\r\n\r\ndata: [DONE]\n").getBytes(UTF_8);
    List<String> expected = eventsOf(stream, stream.length);

    for (int first = 0; first <= stream.length; first++) {
      for (int second = first; second <= stream.length; second++) {
        assertThat(eventsOf(stream, first, second))
            .as("cut at %d and %d", first, second)
            .isEqualTo(expected);
      }
    }
    assertThat(expected).hasSize(4);
  }

  @Test
  void givesTheSameEventsByteByByte() {
    for (long seed = 0; seed < 500; seed++) {
      byte[] stream = randomStream(new Random(seed));
      List<String> expected = eventsOf(stream, stream.length);

      int[] everywhere = new int[stream.length];
      for (int i = 0; i < everywhere.length; i++) {
        everywhere[i] = i;
      }

      assertThat(eventsOf(stream, everywhere)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void leavesOutAndCountsAnEventThatIsTooLarge() {
    List<String> events = new ArrayList<>();
    byte[] stream =
        """
        : the first fits, the second has a byte too many, the third by the joining line end
        data: 0123456789

        data: 0123456789a

        data: 01234
        data: 56789

        data: after

        """
            .getBytes(UTF_8);

    for (int cut = 0; cut <= stream.length; cut++) {
      events.clear();
      SseDecoder decoder = new SseDecoder(collect("", events), 10);
      decoder.feed(stream, 0, cut);
      decoder.feed(stream, cut, stream.length);

      assertThat(events).as("cut at %d", cut).containsExactly("null|0123456789", "null|after");
      assertThat(decoder.leftOut()).as("cut at %d", cut).isEqualTo(2);
    }
  }

  @Test
  void keepsNoMoreThanItsLimitOfAnEndlessLine() {
    List<String> events = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(collect("", events), 1000);
    byte[] endless = "data: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx".getBytes(UTF_8);
    for (int i = 0; i < 10_000; i++) {
      decoder.feed(endless, 0, endless.length);
    }
    decoder.feed("\n\ndata: b\n\n".getBytes(UTF_8), 0, 11);

    assertThat(events).containsExactly("null|b");
    assertThat(decoder.leftOut()).isEqualTo(1);
  }

  @Test
  void refusesALimitThatIsNone() {
    assertThatThrownBy(() -> new SseDecoder((name, bytes, from, to) -> {}, 0))
        .hasMessage("maxEventBytes must be positive, got 0");
  }

  private static byte[] randomStream(Random random) {
    String[] pieces = {
      "data", ":", " ", "\r", "\n", "\r\n", "event", "x", "é", "\uFEFF", "data: {}", "\n\n", ": c"
    };
    StringBuilder stream = new StringBuilder();
    for (int i = random.nextInt(40); i >= 0; i--) {
      stream.append(pieces[random.nextInt(pieces.length)]);
    }
    return stream.toString().getBytes(UTF_8);
  }

  private static List<String> eventsOf(String stream) {
    return eventsOf(stream.getBytes(UTF_8));
  }

  /** Feeds the stream in pieces, each in an array that is overwritten afterwards. */
  private static List<String> eventsOf(byte[] stream, int... cuts) {
    List<String> events = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(collect("", events), LIMIT);
    int from = 0;
    for (int i = 0; i <= cuts.length; i++) {
      int to = i < cuts.length ? cuts[i] : stream.length;
      byte[] piece = new byte[to - from + 2];
      System.arraycopy(stream, from, piece, 1, to - from);
      decoder.feed(piece, 1, 1 + to - from);
      Arrays.fill(piece, (byte) '#');
      from = to;
    }
    decoder.finish(collect("?", events));
    return events;
  }

  private static SseDecoder.Events collect(String mark, List<String> events) {
    return (name, bytes, from, to) ->
        events.add(mark + name + "|" + new String(bytes, from, to - from, UTF_8));
  }
}
