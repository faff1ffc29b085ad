package dev.understudy.sink.redaction.body;

import dev.understudy.sink.redaction.text.Draft;
import dev.understudy.sink.redaction.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gathers the strings that the events of a stream bring in pieces, so that what is cut in two is
 * found. Which belong together is told by where they stand: the names on the way to the string, and
 * on that way the numbers in members called {@code index} or {@code ..._index}, or the place in the
 * array where there is none; and the event's {@code type}. That holds for the deltas of chat
 * completions, responses and messages alike, without knowing them. Not thread-safe.
 */
final class StreamPieces {
  /** Members that say what an event is, not what is said. They are searched one by one alone. */
  private static final Set<String> CONSTANTS =
      Set.of(
          "id",
          "object",
          "model",
          "type",
          "role",
          "name",
          "finish_reason",
          "stop_reason",
          "status",
          "system_fingerprint",
          "service_tier",
          "item_id",
          "response_id",
          "call_id",
          "obfuscation",
          "encrypted_content",
          "signature");

  /** The channel of what is no JSON; the others' numbers are odd. */
  private static final long PLAIN = 0;

  private static final long SEED = 0x9E37_79B9_7F4A_7C15L;

  /** A string of the event that is being read. */
  private record Piece(int holder, String name, Text text) {}

  private final Search search;
  private final Map<Long, List<Text>> channels = new LinkedHashMap<>();

  private final List<Piece> pieces = new ArrayList<>();
  private int holders;
  private int holder = -1;
  private int[] parents = new int[16];
  private long[] ways = new long[16];
  private int[] positions = new int[16];
  private long[] indexes = new long[16];
  private long type;

  StreamPieces(Search search) {
    this.search = search;
  }

  /** An object or array begins, under that name or, where it is empty, at that place. */
  void open(String name, int position) {
    if (holders == parents.length) {
      int room = holders * 2;
      parents = Arrays.copyOf(parents, room);
      ways = Arrays.copyOf(ways, room);
      positions = Arrays.copyOf(positions, room);
      indexes = Arrays.copyOf(indexes, room);
    }
    parents[holders] = holder;
    ways[holders] = name.hashCode();
    positions[holders] = name.isEmpty() && holder >= 0 ? position + 1 : 0;
    indexes[holders] = 0;
    holder = holders++;
  }

  /** It ends; with the outermost one, the event. */
  void close() {
    holder = parents[holder];
    if (holder < 0) {
      event();
    }
  }

  /** A member that is a number. */
  void number(String name, Text text, int from, int to) {
    if (name.endsWith("index") && holder >= 0) {
      indexes[holder] =
          mix(indexes[holder], name.hashCode() * 31L + text.between(from, to).hashCode()) | 1;
    }
  }

  /** A string, which was searched by itself. */
  void piece(String name, Text text) {
    if (holder == 0 && name.equals("type")) {
      type = text.content().hashCode();
    }
    if (holder >= 0 && text.length() > 0 && !CONSTANTS.contains(name)) {
      pieces.add(new Piece(holder, name, text));
    }
  }

  /** A piece of text that is no JSON. */
  void plain(Text text) {
    channels.computeIfAbsent(PLAIN, none -> new ArrayList<>()).add(text);
  }

  /** The event is over, or was cut off. */
  void event() {
    for (Piece piece : pieces) {
      long channel = mix(mix(SEED, type), piece.name.hashCode());
      for (int at = piece.holder; at >= 0; at = parents[at]) {
        channel = mix(channel, ways[at]);
        channel = mix(channel, indexes[at] != 0 ? indexes[at] : positions[at]);
      }
      channels.computeIfAbsent(channel | 1, none -> new ArrayList<>()).add(piece.text);
    }
    forget();
  }

  /** The event is none of ours. */
  void forget() {
    pieces.clear();
    holders = 0;
    holder = -1;
    type = 0;
  }

  /** Searches what belongs together, joined. */
  void finish(boolean cut) {
    event();
    Sheet sheet = search.sheet();
    channels.forEach(
        (number, channel) -> {
          if (channel.size() == 1 && !cut) {
            return;
          }
          Text joined = joined(sheet.text(), channel);
          if (number == PLAIN) {
            search.text(joined, cut);
          } else {
            search.value(joined, cut, 0);
          }
        });
  }

  private static Text joined(Text whole, List<Text> channel) {
    int length = 0;
    for (Text piece : channel) {
      length += piece.length();
    }
    Draft joined = new Draft(whole, length);
    channel.forEach(joined::append);
    return joined.text(name(channel));
  }

  private static String name(List<Text> channel) {
    return channel.get(0).name();
  }

  private static long mix(long hash, long with) {
    long mixed = (hash ^ with) * SEED;
    return mixed ^ mixed >>> 32;
  }
}
