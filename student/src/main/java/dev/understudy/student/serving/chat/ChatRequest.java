package dev.understudy.student.serving.chat;

import dev.understudy.student.model.Question;
import java.util.List;
import java.util.Objects;

/**
 * What one chat completions request asks for, as far as a student can heed it.
 *
 * @param model the model asked for
 * @param question the conversation
 * @param stream whether the answer is to be streamed
 * @param includeUsage whether a stream is to end with a chunk of usage
 * @param logprobs whether log probabilities are asked for
 * @param topLogprobs how many of the likeliest tokens are asked for at each place, in [0, 20]
 * @param stops texts before which the answer ends, 0 to 4
 * @param format what the answer has to be
 */
public record ChatRequest(
    String model,
    Question question,
    boolean stream,
    boolean includeUsage,
    boolean logprobs,
    int topLogprobs,
    List<String> stops,
    AnswerFormat format) {
  public ChatRequest {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(question, "question");
    Objects.requireNonNull(format, "format");
    stops = List.copyOf(stops);
  }

  /**
   * Reads the body of a request; see {@link ChatRequestReader}.
   *
   * @throws Refusal if it cannot be heeded
   */
  public static ChatRequest read(byte[] body, Schemas schemas) {
    return new ChatRequestReader(body, schemas).read();
  }
}
