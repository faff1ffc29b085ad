package dev.understudy.gateway.relay;

import dev.understudy.gateway.config.Timeouts;
import dev.understudy.gateway.downstream.Failure;
import dev.understudy.gateway.upstream.Origin;
import java.time.Duration;

/** Says what happened between the gateway and an upstream, for the application's developer. */
final class FailureMessages {
  private FailureMessages() {}

  static String of(Failure failure, Origin origin, Timeouts timeouts) {
    String upstream = "upstream '%s' (%s)".formatted(origin.name(), origin.authority());
    return switch (failure) {
      case UPSTREAM_UNREACHABLE -> "Understudy could not connect to " + upstream + ".";
      case UPSTREAM_BROKEN -> upstream + " broke the connection before its answer began.";
      case UPSTREAM_OVERLOADED ->
          "Too many requests wait for a connection to "
              + upstream
              + "; raise upstream.connections or upstream.queue, or try again later.";
      case CONNECT_TIMEOUT ->
          upstream + " accepted no connection within " + words(timeouts.connect()) + ".";
      case FIRST_BYTE_TIMEOUT ->
          upstream + " did not begin to answer within " + words(timeouts.firstByte()) + ".";
      case IDLE_TIMEOUT ->
          upstream + " paused in its answer for longer than " + words(timeouts.idle()) + ".";
      case TOTAL_TIMEOUT ->
          "The exchange with " + upstream + " took longer than its deadline for the whole.";
      case BODY_TOO_LARGE ->
          "The request's body is longer than this gateway takes (limits.body); send a shorter one.";
      case CAPTURE_UNAVAILABLE ->
          "This gateway serves only what it can record, and cannot record just now;"
              + " try again later.";
      case OUTPUT_REFUSED ->
          "The answer of "
              + upstream
              + " is not as the rules of this gateway say it must be; asking again may help.";
      case BAD_REQUEST -> "The request is malformed.";
      case TARGET_TOO_LONG -> "The request line is longer than this gateway takes.";
      case HEADERS_TOO_LARGE -> "The header fields are longer than this gateway takes.";
      case INTERNAL -> "Understudy failed; its log says more under the request's id.";
    };
  }

  private static String words(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
