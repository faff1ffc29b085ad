package dev.understudy.exchange.wire;

import dev.understudy.exchange.Prompt;
import org.jspecify.annotations.Nullable;

/** What a request asks, for those who have no exchange of it yet. */
public final class RequestPrompt {
  private RequestPrompt() {}

  /**
   * The word for the API that a POST to the path calls, as {@link Reading#api} gives it, such as
   * {@code chat}; null where it is no call.
   */
  public static @Nullable String api(String path) {
    return Api.claimed("POST", path) instanceof Api.Claim.Call call ? call.api().word() : null;
  }

  /**
   * What is asked by a POST, in one pass: as a {@link WireReader} reads it once the exchange is
   * over. Where the path names no API, the chat API's members count. Never throws, whatever the
   * bytes.
   *
   * @param body the whole body, without any content coding
   * @param path the request's path
   * @return null where the path is no call's, or the body does not begin like a JSON object
   */
  public static @Nullable Prompt read(byte[] body, String path) {
    Api.Claim claim = Api.claimed("POST", path);
    if (claim instanceof Api.Claim.Call call) {
      return PromptReader.read(call.api(), body, path);
    }
    return claim instanceof Api.Claim.Unknown ? PromptReader.read(Api.CHAT, body, path) : null;
  }
}
