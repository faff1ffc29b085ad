package dev.understudy.trainer.evaluation.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.trainer.evaluation.ChatServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real server on a port of its own that judges by a rule and remembers what it was asked. */
final class RuledJudge implements AutoCloseable {
  /** Prefers the longer answer. */
  static final BinaryOperator<String> LONGER =
      (a, b) -> a.length() == b.length() ? "TIE" : a.length() > b.length() ? "A" : "B";

  private static final Pattern ANSWERS =
      Pattern.compile(
          "\\[Answer A]\n(.*)\n\\[End of answer A]\n\n\\[Answer B]\n(.*)\n\\[End of answer B]",
          Pattern.DOTALL);

  private final BinaryOperator<String> rule;
  private final ChatServer server;

  RuledJudge(BinaryOperator<String> rule) throws IOException {
    this.rule = rule;
    this.server = new ChatServer(this::judged, 90, 10);
  }

  URI baseUrl() {
    return URI.create(server.url());
  }

  List<JsonNode> asked() {
    return server.asked();
  }

  List<String> authorizations() {
    return server.authorizations();
  }

  /** The next calls fail with that status. */
  void fail(int calls, int with) {
    server.fail(calls, with);
  }

  private String judged(String material) {
    Matcher answers = ANSWERS.matcher(material);
    return answers.find() ? rule.apply(answers.group(1), answers.group(2)) : "I see no answers";
  }

  @Override
  public void close() {
    server.close();
  }
}
