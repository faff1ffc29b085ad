package dev.understudy.exchange.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By what the exchanges of one conversation find one another. Chat APIs keep no state: each request
 * repeats all that was said before. An exchange is continued by another where its state {@link
 * #after} is among the states {@link #before} which the other's turns began.
 *
 * <p>A state is the messages so far: roles, contents without white space at their ends, and tool
 * calls without their identifiers; instructions included. Keys are 32 hex digits: the first half of
 * a SHA-256 over the state before a message and the message. The cost is linear in the
 * conversation's length.
 *
 * @param after the state when the answer was given
 * @param before the states after each earlier answer that the request repeats, in order; empty for
 *     a conversation's first exchange
 */
public record ConversationKeys(String after, List<String> before) {
  private static final int KEY_BYTES = 16;

  public ConversationKeys {
    Objects.requireNonNull(after, "after");
    before = List.copyOf(before);
  }

  /** The keys of an exchange of these messages and that answer. */
  public static ConversationKeys of(List<Turn> messages, Turn answer) {
    Chain chain = new Chain();
    List<String> before = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      Turn turn = messages.get(i);
      chain.add(turn);
      boolean last = i + 1 == messages.size();
      if (turn.role().equals("assistant") && !last) {
        before.add(chain.key());
      }
    }
    chain.add(answer);
    return new ConversationKeys(chain.key(), before);
  }

  /** The state after each message, from that before it. */
  private static final class Chain {
    private final MessageDigest sha256;
    private byte[] state = new byte[KEY_BYTES];

    Chain() {
      try {
        sha256 = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every Java has SHA-256", impossible);
      }
    }

    void add(Turn turn) {
      sha256.update(state);
      put(turn.role());
      put(turn.text() == null ? "" : turn.text().strip());
      JsonNode rest = turn.rest() == null ? null : CompactJson.read(turn.rest());
      if (rest != null) {
        JsonNode content = rest.path("content");
        put(content.isArray() ? CompactJson.write(content) : "");
        for (JsonNode call : rest.path("tool_calls")) {
          JsonNode inner = call.has("custom") ? call.path("custom") : call.path("function");
          put(CompactJson.text(inner, "name", ""));
          put(arguments(inner));
        }
      }
      System.arraycopy(sha256.digest(), 0, state, 0, KEY_BYTES);
    }

    /** Without the white space that clients lose when they read arguments and write them again. */
    private static String arguments(JsonNode call) {
      @Nullable String text = CompactJson.text(call, "arguments");
      JsonNode value = text == null ? null : CompactJson.read(text);
      return value != null
          ? CompactJson.write(value)
          : CompactJson.text(call, "input", text == null ? "" : text);
    }

    private void put(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (int shift = 24; shift >= 0; shift -= 8) {
        sha256.update((byte) (bytes.length >>> shift));
      }
      sha256.update(bytes);
    }

    String key() {
      return HexFormat.of().formatHex(state);
    }
  }
}
