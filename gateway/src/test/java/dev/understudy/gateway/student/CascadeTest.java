package dev.understudy.gateway.student;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.gateway.output.AnswerCheck;
import dev.understudy.gateway.student.Screening.Look;
import dev.understudy.rules.Hybrid.Hold;
import dev.understudy.rules.OutputCheck;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CascadeTest {
  /** How each API streams the text, by path. */
  private static final Map<String, String> STREAMS =
      Map.of(
          "/v1/chat/completions",
          """
          data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"TEXT"}}]}

          data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

          data: [DONE]

          """,
          "/v1/completions",
          """
          data: {"object":"text_completion","choices":[{"index":0,"text":"TEXT"}]}

          data: {"choices":[{"index":0,"text":"","finish_reason":"stop"}]}

          data: [DONE]

          """,
          "/v1/messages",
          """
          event: message_start
          data: {"type":"message_start","message":{"type":"message","content":[]}}

          event: content_block_start
          data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

          event: content_block_delta
          data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"TEXT"}}

          event: message_delta
          data: {"type":"message_delta","delta":{"stop_reason":"end_turn"}}

          event: message_stop
          data: {"type":"message_stop"}

          """,
          "/v1/responses",
          """
          event: response.created
          data: {"type":"response.created","response":{"object":"response","status":"in_progress"}}

          event: response.output_text.delta
          data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"TEXT"}

          event: response.completed
          data: {"type":"response.completed","response":{"object":"response","status":"completed",\
          "output":[{"type":"message","content":[{"type":"output_text","text":"TEXT"}]}]}}

          """);

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/chat/completions", "/v1/completions", "/v1/messages", "/v1/responses"})
  void theTextOfEveryApisStreamIsJudgedHoweverItIsCut(String path) throws IOException {
    String good = STREAMS.getOrDefault(path, "").replace("TEXT", "yes");
    String bad = STREAMS.getOrDefault(path, "").replace("TEXT", "perhaps");
    CascadeTerms terms = terms(null, labels("yes", "no"));
    for (int seed = 0; seed < 200; seed++) {
      Cascade fine = new Cascade(terms, true, path);
      Cascade wrong = new Cascade(terms, true, path);

      assertThat(played(fine, good, null, new Random(seed))).as("%d", seed).isEqualTo(Look.SERVE);
      assertThat(played(wrong, bad, null, new Random(seed))).isEqualTo(Look.WITHHOLD);
      assertThat(wrong.reason()).isEqualTo("check_labels");
      assertThat(fine.held().toString()).isEqualTo(good);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/chat/completions", "/v1/completions", "/v1/messages", "/v1/responses"})
  void aStreamThatEndsBeforeItSaysWhyIsRefused(String path) throws IOException {
    String whole = STREAMS.getOrDefault(path, "").replace("TEXT", "yes");
    String marker =
        path.endsWith("completions")
            ? "[DONE]"
            : path.endsWith("messages") ? "end_turn" : "completed\"";
    CascadeTerms terms = terms(null, labels("yes"));
    for (int end = 0; end <= whole.indexOf(marker); end++) {
      Cascade cascade = new Cascade(terms, true, path);

      assertThat(played(cascade, whole.substring(0, end), null, new Random(end)))
          .as("cut at %d", end)
          .isEqualTo(Look.REFUSE);
    }
  }

  @Test
  void aSureStreamWithNothingElseToAskIsLetGoWithItsFirstEvent() {
    Cascade cascade = new Cascade(terms(0.8), true, "/v1/chat/completions");

    assertThat(cascade.head(200, stream("0.8"))).isEqualTo(Look.WAIT);
    assertThat(cascade.piece(Buffer.buffer("data: {\"choices\":[]}"))).isEqualTo(Look.WAIT);
    assertThat(cascade.piece(Buffer.buffer("\n\n"))).isEqualTo(Look.SERVE);
  }

  @Test
  void anUnsureStreamIsWithheldWithItsHead() {
    Cascade cascade = new Cascade(terms(0.8), true, "/v1/chat/completions");

    assertThat(cascade.head(200, stream("0.799"))).isEqualTo(Look.WITHHOLD);
    assertThat(cascade.reason()).isEqualTo("low_confidence");
  }

  @Test
  void whatCouldNotBeServedAnywayIsAFailureHoweverUnsureItIs() {
    Cascade cascade = new Cascade(terms(0.8), false, "/v1/chat/completions");
    MultiMap headers = stream("0.1").set("content-type", "application/json");

    assertThat(cascade.head(200, headers)).isEqualTo(Look.WAIT);
    assertThat(cascade.piece(Buffer.buffer("{\"error\": {}}"))).isEqualTo(Look.WAIT);
    assertThat(cascade.end()).isEqualTo(Look.REFUSE);
    assertThat(new Cascade(terms(0.8), true, "/v1/x").head(500, stream("0.1")))
        .isEqualTo(Look.REFUSE);
  }

  private static Look played(
      Cascade cascade, String body, @Nullable String confidence, Random random) {
    Look look = cascade.head(200, stream(confidence));
    for (int at = 0; look == Look.WAIT && at < body.length(); ) {
      int to = Math.min(body.length(), at + 1 + random.nextInt(60));
      look = cascade.piece(Buffer.buffer(body.substring(at, to)));
      at = to;
    }
    return look == Look.WAIT ? cascade.end() : look;
  }

  private static CascadeTerms terms(@Nullable Double confident, AnswerCheck... checks) {
    return new CascadeTerms(confident, List.of(checks), Hold.USUAL);
  }

  private static AnswerCheck labels(String... labels) throws IOException {
    return AnswerCheck.of(
        new OutputCheck(null, null, List.of(labels), null, null, null, false, false, false));
  }

  private static MultiMap stream(@Nullable String confidence) {
    MultiMap headers = HttpHeaders.headers().set("content-type", "text/event-stream");
    return confidence == null ? headers : headers.set("x-understudy-confidence", confidence);
  }
}
