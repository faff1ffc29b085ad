package dev.understudy.sink.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Header;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Verdict;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.SampleExchanges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedactorTest {
  private static final PseudonymKey KEY =
      PseudonymKey.of("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
  private static final Redactor ALL = Redactor.of(RedactionPolicy.usual());
  private static final Header JSON = new Header("content-type", "application/json");
  private static final Header EVENTS = new Header("content-type", "text/event-stream");

  @Test
  void theSameValueHasTheSameNumberInRequestAndAnswer() {
    Exchange exchange =
        exchange(
            "{\"messages\":[{\"content\":\"I am Bob@example.com, not eve@example.com\"}]}",
            "{\"choices\":[{\"message\":{\"content\":\"Hi EVE@example.com or bob@example.com"
                + " or x@example.com\"}}]}");

    Redacted redacted = ALL.redactCounting(exchange);

    assertThat(request(redacted))
        .isEqualTo("{\"messages\":[{\"content\":\"I am <EMAIL_1>, not <EMAIL_2>\"}]}");
    assertThat(response(redacted))
        .isEqualTo(
            "{\"choices\":[{\"message\":{\"content\":\"Hi <EMAIL_2> or <EMAIL_1> or"
                + " <EMAIL_3>\"}}]}");
    assertThat(redacted.hits()).isEqualTo(Map.of("EMAIL", 5));
  }

  @Test
  void whatIsCleanIsTheVerySameEntry() {
    Exchange exchange =
        exchange(" {\"a\" : [1.50, 2e3, \"x\\u00e9\\n\\/\"], \"a\":\tnull } ", "{\"b\":\"ok\"}");
    Comparison comparison = SampleEntries.comparison();
    Feedback feedback = SampleEntries.feedback();

    assertThat(ALL.redact(exchange)).isSameAs(exchange);
    assertThat(ALL.redact(comparison)).isSameAs(comparison);
    assertThat(ALL.redact(feedback)).isSameAs(feedback);
  }

  @Test
  void allElseInJsonStaysAsItIsWritten() {
    String redacted =
        body(
            " { \"b\" : 1.50 ,\r\n \"a@example.com\":[ true,\"\\u0062ob\\u0040example.com \\u00e9\","
                + "4111111111111111 ,-5105105105105100] , \"b\":\"\\/\" }\n");

    assertThat(redacted)
        .isEqualTo(
            " { \"b\" : 1.50 ,\r\n \"<EMAIL_1>\":[ true,\"<EMAIL_2> \\u00e9\","
                + "\"<CARD_1>\" ,\"<CARD_2>\"] , \"b\":\"\\/\" }\n");
  }

  @Test
  void jsonInStringsStaysJson() {
    String redacted =
        body(
            "{\"arguments\":\"{\\\"to\\\":\\\"bob\\\\u0040example.com\\\",\\\"card\\\":"
                + "4111111111111111,\\\"n\\\":\\\"{\\\\\\\"c\\\\\\\":4111111111111111}\\\"}\"}");

    assertThat(redacted)
        .isEqualTo(
            "{\"arguments\":\"{\\\"to\\\":\\\"<EMAIL_1>\\\",\\\"card\\\":"
                + "\\\"<CARD_1>\\\",\\\"n\\\":\\\"{\\\\\\\"c\\\\\\\":\\\\\\\"<CARD_1>\\\\\\\"}\\\"}\"}");
  }

  @Test
  void placeholdersThatStandThereAlreadyKeepTheirNumbers() {
    assertThat(body("{\"a\":\"<EMAIL_3> bob@example.com <EMAIL_x> <OTHER_9>\"}"))
        .isEqualTo("{\"a\":\"<EMAIL_3> <EMAIL_4> <EMAIL_x> <OTHER_9>\"}");
  }

  @Test
  void whatIsCutOffLosesItsEnd() {
    assertThat(cut("{\"a\":\"mail bob@exam")).isEqualTo("{\"a\":\"mail <CUT>");
    assertThat(cut("{\"a\":\"call me at +1 415 55")).isEqualTo("{\"a\":\"call me at <CUT>");
    assertThat(cut("{\"a\":\"x\",\"b\":41111111")).isEqualTo("{\"a\":\"x\",\"b\":\"<CUT>");
    assertThat(cut("{\"a\":\"bob@example.com\",\"b")).isEqualTo("{\"a\":\"<EMAIL_1>\",\"<CUT>");
    assertThat(cut("{\"a\":\"x\\u00")).isEqualTo("{\"a\":\"<CUT>");
    assertThat(cut("{\"a\":\"x\",\"b\":[1,")).isEqualTo("{\"a\":\"x\",\"b\":[1,");
    assertThat(cut("plain text bob@exam")).isEqualTo("plain text <CUT>");
    assertThat(cut("{\"a\":\"" + "x".repeat(1_000)))
        .isEqualTo("{\"a\":\"" + "x".repeat(744) + "<CUT>");
    assertThat(cut("{\"a\":\"mail <CUT>")).isEqualTo("{\"a\":\"mail <CUT>");
  }

  @Test
  void aCharacterThatIsCutInTwoIsLeftOut() {
    byte[] bytes = "{\"a\":\"ok, 漢".getBytes(StandardCharsets.UTF_8);
    Body body = new Body(List.of(ByteBuffer.wrap(bytes, 0, bytes.length - 1)), 999, true, null);

    Exchange redacted = (Exchange) ALL.redact(exchange(body, Body.EMPTY, List.of(), List.of()));

    assertThat(text(redacted.requestBody())).isEqualTo("{\"a\":\"ok, ");
    assertThat(redacted.requestBody().length()).isEqualTo(999);
    assertThat(redacted.requestBody().truncated()).isTrue();
  }

  @Test
  void findsWhatAStreamBringsInPieces() {
    String stream =
        "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Mail bo\"}}]}\n\n"
            + "data: {\"id\":\"c1\",\"choices\":[{\"index\":1,\"delta\":{\"content\":\"not me\"}}]}\n\n"
            + "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"b@exam\"}}]}\n\n"
            + "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ple.com now\"}}]}"
            + "\n\ndata: [DONE]\n\n";

    assertThat(streamed(stream))
        .isEqualTo(
            stream
                .replace("Mail bo", "Mail <EMAIL_1>")
                .replace("b@exam", "")
                .replace("ple.com now", " now"));
  }

  @Test
  void findsWhatToolCallsBringInPieces() {
    String stream =
        "event: content_block_delta\r\n"
            + "data: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":"
            + "\"input_json_delta\",\"partial_json\":\"{\\\"card\\\": 41111111\"}}\r\n\r\n"
            + "event: content_block_delta\r\n"
            + "data: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":"
            + "\"input_json_delta\",\"partial_json\":\"11111111, \\\"x\\\": 1}\"}}\r\n\r\n";

    assertThat(streamed(stream))
        .isEqualTo(stream.replace("41111111\"", "\\\"<CARD_1>\\\"\"").replace("11111111, ", ", "));
  }

  @Test
  void piecesOfToolCallsThatAreCleanStayAsTheyAre() {
    String one =
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":"
            + "{\"arguments\":\"%s\"}}]}}]}\n\n";
    String stream =
        one.formatted("{\\\"city\\\": \\\"Par")
            + one.formatted("is\\\", \\\"n\\\": 12")
            + one.formatted("34}");

    assertThat(streamed(stream)).isEqualTo(stream);
    assertThat(body("{\"a\":\"{\\\"b\\\": \\\"is not ended\"}"))
        .isEqualTo("{\"a\":\"{\\\"b\\\": \\\"is not ended\"}");
  }

  @Test
  void findsPiecesOfTheResponsesApi() {
    String one =
        "data: {\"type\":\"response.output_text.delta\",\"item_id\":\"m\",\"output_index\":0,"
            + "\"content_index\":0,\"delta\":\"";
    String stream = one + "415-5\"}\n\n" + one + "55-\"}\n\n" + one + "2671\"}\n\n";

    assertThat(streamed(stream))
        .isEqualTo(one + "<PHONE_1>\"}\n\n" + one + "\"}\n\n" + one + "\"}\n\n");
  }

  @Test
  void findsPiecesOfOtherStreams() {
    assertThat(streamed("data: bob@exa\n\ndata: mple.com\n\n"))
        .isEqualTo("data: <EMAIL_1>\n\ndata: \n\n");
    assertThat(streamed("data: {\"text\":\ndata: \"bob@example.com\"}\n\n"))
        .isEqualTo("data: {\"text\":\ndata: \"<EMAIL_1>\"}\n\n");
    assertThat(streamed(": bob@example.com\nid: 4111111111111111\n\n"))
        .isEqualTo(": <EMAIL_1>\nid: <CARD_1>\n\n");
    assertThat(streamed("{\"response\":\"bob@\"}\n{\"response\":\"example.com\"}\n"))
        .isEqualTo("{\"response\":\"<EMAIL_1>\"}\n{\"response\":\"\"}\n");
  }

  @Test
  void aStreamThatBrokeOffLosesTheEndOfItsText() {
    String one = "data: {\"choices\":[{\"delta\":{\"content\":\"";
    String stream = one + "mail b\"}}]}\n\n" + one + "ob@ex\"}}]}\n\n" + one + "am";

    assertThat(response(ALL.redactCounting(broken(stream))))
        .isEqualTo(one + "mail <CUT>\"}}]}\n\n" + one + "\"}}]}\n\n" + one);
  }

  @Test
  void logProbabilitiesGoWhereAnythingWasFound() {
    String probabilities = "[{\"token\":\"bob\",\"bytes\":[98]},{\"token\":\"@\"}]";
    String found =
        "{\"choices\":[{\"message\":{\"content\":\"%s\"},\"logprobs\":{\"content\":"
            + probabilities
            + "}}]}";

    assertThat(answered(found.formatted("bob@example.com")))
        .isEqualTo("{\"choices\":[{\"message\":{\"content\":\"<EMAIL_1>\"},\"logprobs\":null}]}");
    assertThat(answered(found.formatted("bob"))).isEqualTo(found.formatted("bob"));
  }

  @Test
  void takesContentCodingsOff() {
    byte[] json = "{\"a\":\"bob@example.com\"}".getBytes(StandardCharsets.UTF_8);
    Body body = Body.of(gzip(json));
    List<Header> headers = List.of(JSON, new Header("Content-Encoding", "gzip"));

    Exchange redacted = (Exchange) ALL.redact(exchange(body, body, headers, headers));

    assertThat(text(redacted.requestBody())).isEqualTo("{\"a\":\"<EMAIL_1>\"}");
    assertThat(text(redacted.responseBody())).isEqualTo("{\"a\":\"<EMAIL_1>\"}");
    assertThat(redacted.requestBody().length()).isEqualTo(body.length());
    assertThat(redacted.requestHeaders()).containsExactly(JSON);
    assertThat(redacted.responseHeaders()).containsExactly(JSON);
  }

  @Test
  void whatCannotBeReadIsRefused() {
    Body binary = Body.of(new byte[] {(byte) 0xFF, 0, 1});
    List<Header> unknown = List.of(new Header("content-encoding", "snappy"));
    Body deep = Body.of("[".repeat(10_000).getBytes(StandardCharsets.UTF_8));

    assertRefused(
        exchange(binary, Body.EMPTY, List.of(), List.of()),
        "the request body is not UTF-8 text; keep the digest of binary bodies alone");
    assertRefused(
        exchange(Body.EMPTY, binary, List.of(), List.of()),
        "the response body is not UTF-8 text; keep the digest of binary bodies alone");
    assertRefused(
        exchange(Body.EMPTY, Body.of(new byte[] {1}), List.of(), unknown),
        "the response body's content coding could not be taken off");
    assertRefused(
        exchange(deep, Body.EMPTY, List.of(), List.of()), "JSON nested deeper than 1000 levels");
  }

  @Test
  void aBodyKeptByItsDigestAloneIsNoObstacle() {
    Body digest = new Body(List.of(), 10, false, "ab".repeat(32));
    Exchange exchange = exchange(digest, Body.EMPTY, List.of(), List.of());

    assertThat(ALL.redact(exchange)).isSameAs(exchange);
  }

  @Test
  void formsAndOtherTextsAreSearched() {
    List<Header> form = List.of(new Header("content-type", "application/x-www-form-urlencoded"));
    Body body =
        Body.of("a=bob%40example.com&c=4111+1111+1111+1111".getBytes(StandardCharsets.UTF_8));

    Exchange redacted = (Exchange) ALL.redact(exchange(body, Body.EMPTY, form, List.of()));

    assertThat(text(redacted.requestBody())).isEqualTo("a=<EMAIL_1>&c=<CARD_1>");
    assertThat(body("{broken bob@example.com")).isEqualTo("{broken <EMAIL_1>");
    assertThat(body("{\"a\":\"bob\\u0040example.com\",}")).isEqualTo("{\"a\":\"<EMAIL_1>\",}");
  }

  @Test
  void everyOtherFieldOfAnExchangeIsSearched() {
    String mail = "bob@example.com";
    Exchange given =
        new Exchange(
            new UUID(1, 2),
            new UUID(1, 3),
            Role.PRIMARY,
            SampleExchanges.NOON,
            "gateway-0",
            null,
            "default",
            "teacher",
            null,
            mail,
            mail,
            "+14155552671",
            "{\"m\":\"" + mail + "\",\"c\":4111111111111111}",
            "teacher",
            null,
            "POST",
            "/v1/users/bob%40example.com?to=" + mail,
            200,
            Outcome.COMPLETE,
            mail,
            null,
            Duration.ofMillis(1),
            List.of(new Header("x-a", mail)),
            List.of(new Header("x-b", mail)),
            Body.EMPTY,
            Body.EMPTY);

    Exchange redacted = (Exchange) ALL.redact(given);

    assertThat(redacted.app()).isEqualTo("<EMAIL_1>");
    assertThat(redacted.user()).isEqualTo("<EMAIL_1>");
    assertThat(redacted.session()).isEqualTo("<PHONE_1>");
    assertThat(redacted.tags()).isEqualTo("{\"m\":\"<EMAIL_1>\",\"c\":\"<CARD_1>\"}");
    assertThat(redacted.target()).isEqualTo("/v1/users/<EMAIL_1>?to=<EMAIL_1>");
    assertThat(redacted.error()).isEqualTo("<EMAIL_1>");
    assertThat(redacted.requestHeaders()).containsExactly(new Header("x-a", "<EMAIL_1>"));
    assertThat(redacted.responseHeaders()).containsExactly(new Header("x-b", "<EMAIL_1>"));
  }

  @Test
  void comparisonsAndFeedbackAreSearched() {
    Comparison comparison =
        new Comparison(
            new UUID(1, 2),
            SampleExchanges.NOON,
            "gateway-0",
            null,
            "default",
            "student",
            "v-bob@example.com",
            "json",
            Verdict.DIFFERENT,
            0.5,
            List.of(
                new Difference("/bob@example.com", "\"bob@example.com\"", "4111111111111111"),
                new Difference("/a", null, "{\"b\":[\"x\",\"eve@example.com\"]}")),
            List.of("saw eve@example.com"),
            false,
            null,
            null);
    Feedback feedback =
        new Feedback(
            new UUID(1, 2),
            SampleExchanges.NOON,
            "gateway-0",
            null,
            "bob@example.com",
            "{\"to\":\"bob@example.com\"}",
            "eve@example.com",
            "ask eve@example.com");

    Comparison compared = (Comparison) ALL.redact(comparison);
    Feedback said = (Feedback) ALL.redact(feedback);

    assertThat(compared.differences())
        .containsExactly(
            new Difference("/<EMAIL_2>", "\"<EMAIL_2>\"", "\"<CARD_1>\""),
            new Difference("/a", null, "{\"b\":[\"x\",\"<EMAIL_3>\"]}"));
    assertThat(compared.studentVersion()).isEqualTo("<EMAIL_1>");
    assertThat(compared.remarks()).containsExactly("saw <EMAIL_3>");
    assertThat(said.label()).isEqualTo("<EMAIL_1>");
    assertThat(said.correction()).isEqualTo("{\"to\":\"<EMAIL_1>\"}");
    assertThat(said.annotator()).isEqualTo("<EMAIL_2>");
    assertThat(said.comment()).isEqualTo("ask <EMAIL_2>");
  }

  @Test
  void usersHavePseudonymsWhereThereIsAKey() {
    Redactor redactor =
        Redactor.of(new RedactionPolicy(Set.of(), Map.of(), List.of(), List.of(), KEY));
    Exchange exchange =
        exchange(
            "{\"user\":\"u1\",\"safety_identifier\":\"u2\",\"metadata\":{\"user_id\":\"u1\"},"
                + "\"prompt_cache_key\":\"u1\",\"a\":{\"user\":\"u1\"}}",
            "{\"user\":\"u1\"}");

    Redacted redacted = redactor.redactCounting(exchange);

    assertThat(request(redacted))
        .isEqualTo(
            "{\"user\":\"%1$s\",\"safety_identifier\":\"%2$s\",\"metadata\":{\"user_id\":\"%1$s\"},"
                    .formatted(KEY.pseudonym("u1"), KEY.pseudonym("u2"))
                + "\"prompt_cache_key\":\"u1\",\"a\":{\"user\":\"u1\"}}");
    assertThat(response(redacted)).isEqualTo("{\"user\":\"u1\"}");
    assertThat(redacted.hits()).isEqualTo(Map.of("USER", 3));
    assertThat(redactor.redact(redacted.entry())).isSameAs(redacted.entry());
  }

  @Test
  void theHeaderThatCarriesTheUserHasThePseudonymToo() {
    Redactor redactor =
        Redactor.of(new RedactionPolicy(Set.of(), Map.of(), List.of(), List.of(), KEY));
    List<Header> headers = List.of(new Header("x-user-id", "u1"), new Header("x-other", "u2"));
    Exchange given = Changed.user(exchange(Body.EMPTY, Body.EMPTY, headers, List.of()), "u1");

    Exchange redacted = (Exchange) redactor.redact(given);

    assertThat(redacted.user()).isEqualTo(KEY.pseudonym("u1"));
    assertThat(redacted.requestHeaders())
        .containsExactly(new Header("x-user-id", KEY.pseudonym("u1")), new Header("x-other", "u2"));
  }

  @Test
  void droppedValuesAreNull() {
    Redactor redactor =
        Redactor.of(
            new RedactionPolicy(
                Set.of(Detector.EMAIL),
                Map.of(),
                List.of("/messages/*/content", "/a~1b", "/n"),
                List.of(),
                null));

    Redacted redacted =
        redactor.redactCounting(
            exchange(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a@example.com\"},{\"content\":[{}]}],"
                    + "\"a\\/b\":true,\"n\":12,\"x\":\"b@example.com\"}",
                "{\"n\":null,\"messages\":[{\"content\":{\"a\":\"unfinished"));

    assertThat(request(redacted))
        .isEqualTo(
            "{\"messages\":[{\"role\":\"user\",\"content\":null},{\"content\":null}],"
                + "\"a\\/b\":null,\"n\":null,\"x\":\"<EMAIL_1>\"}");
    assertThat(response(redacted)).isEqualTo("{\"n\":null,\"messages\":[{\"content\":null");
    assertThat(redacted.hits()).isEqualTo(Map.of("DROPPED", 5, "EMAIL", 1));
  }

  @Test
  void ownPatternsAreFound() {
    Redactor redactor =
        Redactor.of(
            new RedactionPolicy(
                Set.of(), Map.of("TICKET", "TICK-[0-9]+"), List.of(), List.of(), null));

    RedactedText redacted = redactor.text("TICK-12, TICK-7, TICK-12 and <TICKET_1>");

    assertThat(redacted.text()).isEqualTo("<TICKET_2>, <TICKET_3>, <TICKET_2> and <TICKET_1>");
    assertThat(redacted.hits()).isEqualTo(Map.of("TICKET", 3));
  }

  @Test
  void textsThatBelongTogetherShareTheirPlaceholders() {
    List<@Nullable String> texts = new ArrayList<>();
    texts.add("[{\"content\":\"I'm ada@example.com\"}]");
    texts.add(null);
    texts.add("Mail bob@example.com and ADA@example.com, not <EMAIL_3>");

    RedactedTexts redacted = ALL.together(texts);

    assertThat(redacted.texts())
        .containsExactly(
            "[{\"content\":\"I'm <EMAIL_4>\"}]",
            null,
            "Mail <EMAIL_5> and <EMAIL_4>, not <EMAIL_3>");
    assertThat(redacted.hits()).isEqualTo(Map.of("EMAIL", 3));
    assertThat(redacted).hasToString("RedactedTexts[3 texts, hits={EMAIL=3}]");
  }

  @Test
  void findsTellWhereThingsStandInTheTextAsItIsSpelled() {
    String text = "{\"a\":\"bob\\u0040example.com, <EMAIL_7>\",\"b\":4111111111111111}";

    List<Find> finds = ALL.finds(text);

    assertThat(finds).extracting(Find::kind).containsExactly("EMAIL", "CARD");
    assertThat(finds)
        .extracting(find -> text.substring(find.from(), find.to()))
        .containsExactly("bob\\u0040example.com", "4111111111111111");
    assertThat(ALL.finds("nothing")).isEmpty();
  }

  @Test
  void jsonTextsOfColumnsAreSearchedAsBodiesAre() {
    Redactor redactor =
        Redactor.of(
            new RedactionPolicy(
                Set.of(Detector.CARD), Map.of(), List.of("/0/content"), List.of(), null));

    assertThat(redactor.json("[{\"content\":\"x\"},{\"content\":4111111111111111}]").text())
        .isEqualTo("[{\"content\":null},{\"content\":\"<CARD_1>\"}]");
    assertThat(redactor.json("4111111111111111").text()).isEqualTo("\"<CARD_1>\"");
    assertThat(redactor.json("no json 4111111111111111").text()).isEqualTo("no json <CARD_1>");
  }

  private static void assertRefused(Exchange exchange, String message) {
    assertThatThrownBy(() -> ALL.redact(exchange))
        .isInstanceOf(UnredactableEntry.class)
        .hasMessage(message);
  }

  private static String body(String request) {
    return request(ALL.redactCounting(exchange(request, "")));
  }

  private static String answered(String response) {
    return response(ALL.redactCounting(exchange("", response)));
  }

  private static String cut(String request) {
    byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
    Body body = new Body(List.of(ByteBuffer.wrap(bytes)), bytes.length + 10L, true, null);
    return text(
        ((Exchange) ALL.redact(exchange(body, Body.EMPTY, List.of(JSON), List.of())))
            .requestBody());
  }

  private static String streamed(String stream) {
    Body body = Body.of(stream.getBytes(StandardCharsets.UTF_8));
    Exchange exchange = exchange(Body.EMPTY, body, List.of(JSON), List.of(EVENTS));
    return text(((Exchange) ALL.redact(exchange)).responseBody());
  }

  private static Exchange broken(String stream) {
    Body body = Body.of(stream.getBytes(StandardCharsets.UTF_8));
    Exchange whole = exchange(Body.EMPTY, body, List.of(JSON), List.of(EVENTS));
    return Changed.outcome(whole, Outcome.UPSTREAM_TRUNCATED);
  }

  private static Exchange exchange(String request, String response) {
    return exchange(
        Body.of(request.getBytes(StandardCharsets.UTF_8)),
        Body.of(response.getBytes(StandardCharsets.UTF_8)),
        List.of(JSON),
        List.of(JSON));
  }

  private static Exchange exchange(
      Body request, Body response, List<Header> asking, List<Header> answering) {
    Exchange sample = SampleExchanges.of(new UUID(1, 2), SampleExchanges.NOON, request, response);
    return Changed.headers(sample, asking, answering);
  }

  private static String request(Redacted redacted) {
    return text(((Exchange) redacted.entry()).requestBody());
  }

  private static String response(Redacted redacted) {
    return text(((Exchange) redacted.entry()).responseBody());
  }

  private static String text(Body body) {
    return new String(body.toByteArray(), StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }
}
