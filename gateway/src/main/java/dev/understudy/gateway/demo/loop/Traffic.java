package dev.understudy.gateway.demo.loop;

import dev.understudy.gateway.demo.client.Application;
import dev.understudy.gateway.demo.client.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The calls of a support desk's application, each about another message of another user. */
final class Traffic {
  /** Below a dark launch's default budget of 32, so that every call of a group is rehearsed. */
  static final int GROUP = 25;

  private final Application application;
  private final String model;
  private final Deque<Message> waiting;
  private final Map<String, Message> asked = new LinkedHashMap<>();

  /** Calls that ask a model about these messages, in their order. */
  Traffic(Application application, String model, List<Message> messages) {
    this.application = application;
    this.model = model;
    this.waiting = new ArrayDeque<>(messages);
  }

  /** A message as it was sent, with the answer that the teacher gives. */
  String example() {
    Message one = asked.values().iterator().next();
    return one.text() + " " + one.answer();
  }

  /**
   * Makes the calls about the next messages, in groups, and waits for their answers.
   *
   * @return how many answers came from each upstream
   * @throws IllegalStateException where one was not answered
   */
  Map<String, Integer> send(int count) {
    Map<String, Integer> answers = new TreeMap<>();
    for (int sent = 0; sent < count; sent += GROUP) {
      sendGroup(Math.min(GROUP, count - sent), answers);
    }
    return answers;
  }

  private void sendGroup(int count, Map<String, Integer> answers) {
    List<Message> messages = new ArrayList<>();
    List<CompletableFuture<Reply>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Message message = waiting.remove();
      messages.add(message);
      calls.add(application.ask(message.call(model), "user-" + waiting.size()));
    }
    for (int i = 0; i < count; i++) {
      Reply reply = calls.get(i).join();
      if (reply.status() != 200) {
        throw new IllegalStateException(
            "expected every call to be answered, found status " + reply.status());
      }
      asked.put(reply.requestId(), messages.get(i));
      answers.merge(reply.upstream(), 1, Integer::sum);
    }
  }

  /** The message that a request was about, or null where it is none of these calls. */
  @Nullable Message of(String requestId) {
    return asked.get(requestId);
  }
}
