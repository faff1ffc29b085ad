package dev.understudy.rules.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.rules.Sticky;
import dev.understudy.rules.decision.StickyKey;
import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.request.RequestFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as a person wrote it down.
 *
 * @param id its id; the nil UUID where none was written
 * @param method its method
 * @param path its path without the query
 * @param headers its headers by name in lower case
 * @param content its body as written, or empty
 * @param body what its body says, or null where that is no JSON object
 */
record Sample(
    UUID id,
    String method,
    String path,
    Map<String, String> headers,
    String content,
    @Nullable RequestBody body)
    implements RequestFacts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final UUID NO_ID = new UUID(0, 0);
  private static final String USUAL_PATH = "/v1/chat/completions";

  /** A sample cannot be read; the message says where and why. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /**
   * The sample in a file: {@code {method, path, headers, body, id}}, each of which may be missing,
   * or a call's body alone.
   */
  static Sample read(Path file) throws Unreadable {
    JsonNode json;
    try {
      json = JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new Unreadable(
          "%s:%d:%d: expected JSON: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
                  e.getOriginalMessage()));
    } catch (IOException e) {
      throw new Unreadable(file + ": cannot be read: " + e);
    }
    if (!json.isObject()) {
      throw new Unreadable(
          file + ": expected a JSON object, {method, path, headers, body} or a call's body alone");
    }
    boolean isBodyAlone =
        !json.has("method") && !json.has("path") && !json.has("headers") && !json.has("body");
    return isBodyAlone
        ? of(NO_ID, "POST", USUAL_PATH, Map.of(), json)
        : new Reading(file, json).sample();
  }

  private static Sample of(
      UUID id, String method, String path, Map<String, String> headers, @Nullable JsonNode body) {
    String content = body == null ? "" : content(body);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new Sample(id, method, path, headers, content, RequestBody.read(bytes, path));
  }

  /** As clients write it, without blanks; a text stands for itself. */
  private static String content(JsonNode body) {
    return body.isTextual() ? body.textValue() : body.toString();
  }

  /** The members of a sample that is more than a body. */
  private record Reading(Path file, JsonNode json) {
    Sample sample() throws Unreadable {
      String target = text("path", USUAL_PATH);
      int query = target.indexOf('?');
      return of(
          id(),
          text("method", "POST"),
          query < 0 ? target : target.substring(0, query),
          headers(),
          json.get("body"));
    }

    private String text(String name, String usual) throws Unreadable {
      JsonNode value = json.get(name);
      if (value != null && !value.isTextual()) {
        throw new Unreadable(file + ": expected a text as '" + name + "', found " + value);
      }
      return value == null ? usual : value.textValue();
    }

    private UUID id() throws Unreadable {
      String id = text("id", NO_ID.toString());
      try {
        return UUID.fromString(id);
      } catch (IllegalArgumentException e) {
        throw new Unreadable(file + ": expected a UUID as 'id', found '" + id + "'");
      }
    }

    private Map<String, String> headers() throws Unreadable {
      Map<String, String> headers = new HashMap<>();
      JsonNode given = json.get("headers");
      if (given == null) {
        return headers;
      }
      if (!given.isObject()) {
        throw new Unreadable(file + ": expected an object of names and values as 'headers'");
      }
      for (Map.Entry<String, JsonNode> header : given.properties()) {
        if (!header.getValue().isTextual()) {
          throw new Unreadable(file + ": expected a text as header '" + header.getKey() + "'");
        }
        headers.putIfAbsent(
            header.getKey().toLowerCase(Locale.ROOT), header.getValue().textValue());
      }
      return headers;
    }
  }

  /** Whether it says its id, by which rehearsals are dealt. */
  boolean hasId() {
    return !id.equals(NO_ID);
  }

  /** The same request with another sticky key. */
  Sample withKey(Sticky sticky, String key) {
    return switch (sticky.kind()) {
      case HEADER -> withHeader(sticky.header(), key);
      case SESSION -> withHeader(StickyKey.SESSION_HEADER, key);
      case API_KEY -> withHeader("authorization", "Bearer " + key);
      case USER -> new Sample(id, method, path, headers, content, withUser(key));
      case REQUEST -> new Sample(UUID.fromString(key), method, path, headers, content, body);
    };
  }

  private Sample withHeader(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Sample(id, method, path, more, content, body);
  }

  private @Nullable RequestBody withUser(String user) {
    return body == null
        ? null
        : new RequestBody(
            body.model(),
            user,
            body.session(),
            body.stream(),
            body.maxTokens(),
            body.temperature(),
            body.messages(),
            body.tools(),
            body.tokens(),
            body.state());
  }

  @Override
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  @Override
  public boolean bodyRead() {
    return true;
  }

  @Override
  public byte[] bytes() {
    return content.getBytes(StandardCharsets.UTF_8);
  }
}
