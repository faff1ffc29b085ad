package dev.understudy.exchange.wire;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Body;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Prompt;
import dev.understudy.exchange.Usage;
import dev.understudy.exchange.wire.coding.ContentCoding;
import dev.understudy.exchange.wire.coding.Utf8;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an exchange's bytes mean: the content codings off, then the request's JSON and the
 * answer's JSON or server-sent events by the API that the path names or, on other paths, that the
 * answer has the shape of. Only POST requests are calls; the rest is left as bytes.
 *
 * <p>The APIs are brought to one meaning. An answer's output is its content, or its refusal where
 * there is no content; hidden reasoning is left out. Input tokens include those the provider had
 * cached, also for Anthropic, which counts them apart. An error is named by its code or type.
 *
 * <p>Never throws, whatever the bytes: what cannot be understood is null. Takes linear time, and
 * memory in proportion to the bodies, of which at most {@value #MAX_DECODED_BYTES} bytes are
 * decoded; a body that would decode to more is kept as it was. Thread-safe, but not for event
 * loops: a large body takes milliseconds, an estimate of tokens for the first time a second.
 */
public final class WireReader {
  /** The most bytes a body may have after its content codings are off: 64 MiB. */
  public static final int MAX_DECODED_BYTES = 64 << 20;

  private static final System.Logger LOG = System.getLogger(WireReader.class.getName());

  private final boolean estimates;

  private WireReader(boolean estimates) {
    this.estimates = estimates;
  }

  /**
   * A reader that estimates tokens where the provider did not count them and there is text; the
   * usage is then marked as estimated. Costs some 2 to 5 ms for 16 KB of such text; of longer texts
   * the first 32 Ki characters are counted.
   */
  public static WireReader withTokenEstimates() {
    return new WireReader(true);
  }

  /** A reader that leaves unknown what the provider did not count. */
  public static WireReader withoutTokenEstimates() {
    return new WireReader(false);
  }

  /** What the exchange's bytes mean. */
  public Reading read(Exchange exchange) {
    try {
      return readUnguarded(exchange);
    } catch (RuntimeException ours) {
      // A mistake of ours must not cost the record. The message could quote content: class only.
      LOG.log(
          System.Logger.Level.WARNING,
          "reading exchange {0} failed with {1}; its bodies are kept as they are",
          exchange.exchangeId(),
          ours.getClass().getName());
      return new Reading(
          null,
          null,
          null,
          text(bytes(exchange.requestBody())),
          text(bytes(exchange.responseBody())));
    }
  }

  /**
   * What an answer's bytes mean, be they all of them or the beginning; null where the path is not
   * that of a call we know, or the bytes say nothing. Tokens are not estimated.
   *
   * @param path the path of a POST request
   * @param response the bytes as sent, without content coding
   */
  public static @Nullable Answer answer(String path, byte[] response) {
    if (!(Api.claimed("POST", path) instanceof Api.Claim.Call call)) {
      return null;
    }
    try {
      return AnswerBody.read(call.api(), response);
    } catch (RuntimeException ours) { // its message may quote content
      LOG.log(
          System.Logger.Level.WARNING,
          "reading an answer failed with {0}; it counts as one that says nothing",
          ours.getClass().getName());
      return null;
    }
  }

  /**
   * Whether the path is that of a call whose answer has a text by its nature, perhaps an empty one.
   * That of embeddings has not, and responses may come before there is a text ({@code background}).
   *
   * @param path the path of a POST request
   */
  public static boolean answersWithText(String path) {
    return Api.claimed("POST", path) instanceof Api.Claim.Call call
        && call.api() != Api.EMBEDDINGS
        && call.api() != Api.RESPONSES;
  }

  /** The same, without the net for mistakes of ours. */
  Reading readUnguarded(Exchange exchange) {
    byte[] request = decoded(exchange.requestBody(), exchange.requestHeader("content-encoding"));
    byte[] response = decoded(exchange.responseBody(), exchange.responseHeader("content-encoding"));
    Api api = api(exchange, response);
    if (api == null) {
      return new Reading(null, null, null, text(request), text(response));
    }
    Prompt prompt = PromptReader.read(api, request, exchange.path());
    Answer answer = counted(AnswerBody.read(api, response), prompt);
    return new Reading(api.word(), prompt, answer, text(request), text(response));
  }

  private static byte[] decoded(Body body, @Nullable String codings) {
    byte[] raw = bytes(body);
    byte[] decoded = ContentCoding.decode(raw, codings, MAX_DECODED_BYTES);
    return decoded != null ? decoded : raw;
  }

  /** The body's own array where it is in one whole piece; else a copy. */
  private static byte[] bytes(Body body) {
    if (body.pieces().size() == 1) {
      ByteBuffer piece = body.pieces().get(0);
      if (piece.hasArray()
          && piece.arrayOffset() == 0
          && piece.position() == 0
          && piece.remaining() == piece.array().length) {
        return piece.array();
      }
    }
    return body.toByteArray();
  }

  private static Reading.Text text(byte[] bytes) {
    return new Reading.Text(bytes, Utf8.isValid(bytes));
  }

  private static @Nullable Api api(Exchange exchange, byte[] response) {
    Api.Claim claim = Api.claimed(exchange);
    if (claim instanceof Api.Claim.Call call) {
      return call.api();
    }
    return claim instanceof Api.Claim.Unknown ? AnswerBody.shape(response) : null;
  }

  /** The answer with the tokens that the provider did not count filled in, if that is wanted. */
  private @Nullable Answer counted(@Nullable Answer answer, @Nullable Prompt prompt) {
    if (!estimates || answer == null || answer.error() != null) {
      return answer;
    }
    Usage told = answer.usage();
    Long input = told == null ? null : told.inputTokens();
    Long output = told == null ? null : told.outputTokens();
    String model = answer.model() != null || prompt == null ? answer.model() : prompt.model();
    String asked = input != null || prompt == null ? null : prompt.input();
    String answered = output != null ? null : spoken(answer);
    if (asked == null && answered == null) {
      return answer;
    }
    Usage usage =
        new Usage(
            asked == null ? input : (Long) TokenEstimate.of(asked, model),
            answered == null ? output : (Long) TokenEstimate.of(answered, model),
            told == null ? null : told.cachedTokens(),
            told == null ? null : told.reasoningTokens(),
            true);
    return new Answer(
        answer.model(),
        answer.output(),
        answer.toolCalls(),
        answer.choices(),
        answer.finishReason(),
        answer.logprobs(),
        usage,
        answer.error());
  }

  /** All that the model wrote, in whatever form we have it; null where it wrote nothing. */
  private static @Nullable String spoken(Answer answer) {
    if (answer.choices() != null) {
      return answer.choices();
    }
    String output = answer.output();
    String calls = answer.toolCalls();
    return output == null || calls == null ? (output == null ? calls : output) : output + calls;
  }
}
