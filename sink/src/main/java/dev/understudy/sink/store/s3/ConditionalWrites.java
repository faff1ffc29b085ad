package dev.understudy.sink.store.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the endpoint heeds the conditions of writes, by writing a small object where
 * they do not hold: an endpoint that knows conditions refuses that.
 */
final class ConditionalWrites {
  /** The object that is written to find out. */
  static final String PROBE = ".understudy/conditional-writes";

  private static final Logger LOG = LoggerFactory.getLogger(ConditionalWrites.class);
  private static final Content.Small NOTE =
      new Content.Small(
          "Written to find out whether conditional writes work.\n"
              .getBytes(StandardCharsets.US_ASCII));
  private static final String VERSION_OF_NOTHING = "\"00000000000000000000000000000000\"";

  private final S3Location location;
  private final Calls calls;
  private final ObjectOptions options;
  private volatile State state = State.UNKNOWN;
  private boolean warned;

  private enum State {
    UNKNOWN,
    HEEDED,
    NOT_HEEDED
  }

  ConditionalWrites(S3Location location, Calls calls, ObjectOptions options) {
    this.location = location;
    this.calls = calls;
    this.options = options;
  }

  /** Whether conditions are heeded; asks the endpoint where that is not known. */
  boolean areHeeded() throws IOException {
    State known = state;
    return (known == State.UNKNOWN ? found() : known) == State.HEEDED;
  }

  private synchronized State found() throws IOException {
    if (state != State.UNKNOWN) {
      return state; // another thread asked
    }
    boolean heeded = isRefused(Condition.ABSENT);
    if (!heeded) { // the object was missing; now it is there
      heeded = isRefused(Condition.ABSENT);
    }
    heeded = heeded && isRefused(new Condition(VERSION_OF_NOTHING));
    State found = heeded ? State.HEEDED : State.NOT_HEEDED;
    state = found;
    if (!heeded && !warned) {
      warned = true;
      LOG.atWarn()
          .addKeyValue("store", location)
          .log(
              "the endpoint does not heed conditions of writes: names are looked at before they are"
                  + " taken, and two gateways racing for one file or one rollout may undo each"
                  + " other's write");
    }
    return found;
  }

  /** Whether conditions are known not to be heeded; before anything is written nothing is known. */
  boolean areIgnored() {
    return state == State.NOT_HEEDED;
  }

  /** Another endpoint may answer the next time. */
  void forget() {
    state = State.UNKNOWN;
  }

  /** Whether a write under a condition that does not hold is turned away for that reason. */
  private boolean isRefused(Condition condition) throws IOException {
    String sum = NOTE.sum(options.checksum());
    ObjectRequests requests =
        new ObjectRequests(location, PROBE, options.ofLedger(), condition, "probe");
    try {
      calls.make("probed", PROBE, client -> client.putObject(requests.put(sum), NOTE.body()));
      return false;
    } catch (S3Failure e) {
      if (condition.isDenied(e)) {
        return true;
      }
      if (e.isNotImplemented()) {
        return false;
      }
      throw e;
    }
  }
}
