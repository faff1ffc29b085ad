package dev.understudy.sink.redaction.address;

import dev.understudy.sink.redaction.text.Anchored;
import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Finds;
import dev.understudy.sink.redaction.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * Finds addresses of IPv6 in the spellings of RFC 4291 section 2.2: eight groups, or fewer and one
 * {@code ::}, the last two perhaps as an address of IPv4. Left alone: {@code ::} and {@code ::1};
 * times, hardware addresses and scopes of programming languages ({@code abc::def}), which are not
 * addresses.
 */
public final class Ipv6Addresses implements Anchored {
  private static final int LONGEST = 45;
  private static final int GROUPS = 8;

  @Override
  public String anchors() {
    return ":";
  }

  @Override
  public void at(Text text, int colon, Finds finds) {
    char after = text.at(colon + 1);
    if (after != ':' && !Characters.isHex(after)) {
      return;
    }
    int from = colon;
    while (from > colon - 5 && Characters.isHex(text.at(from - 1))) {
      from--;
    }
    char before = text.at(from - 1);
    if (before == ':' || before == '.' || Characters.isWord(before) || colon - from > 4) {
      return;
    }
    if (from == colon && after != ':') {
      return;
    }
    int to = colon;
    while (to < from + LONGEST + 1 && isPart(text.at(to))) {
      to++;
    }
    while (to > from && (text.at(to - 1) == '.' || isLoneColon(text, to))) {
      to--;
    }
    if (to - from > LONGEST || Characters.isWord(text.at(to))) {
      return;
    }
    int[] groups = groups(text, from, to);
    if (groups != null) {
      finds.found(text, "IP", canonical(groups), from, to);
    }
  }

  private static boolean isPart(char c) {
    return Characters.isHex(c) || c == ':' || c == '.';
  }

  /** A colon that ends a sentence's part, not an address. */
  private static boolean isLoneColon(Text text, int to) {
    return text.at(to - 1) == ':' && text.at(to - 2) != ':';
  }

  /** The eight groups, or null where it is no address or one of those left alone. */
  private static int @Nullable [] groups(Text text, int from, int to) {
    int[] groups = new int[GROUPS];
    int count = 0;
    int gap = -1;
    boolean digits = false;
    int at = from;
    while (at < to) {
      if (text.at(at) == ':') {
        if (text.at(at + 1) == ':' && at + 1 < to) {
          if (gap >= 0) {
            return null;
          }
          gap = count;
          at += 2;
          continue;
        }
        if (at == from || at + 1 == to) {
          return null;
        }
        at++;
      }
      int end = at;
      int value = 0;
      while (end < to && Characters.isHex(text.at(end))) {
        value = value << 4 | Characters.hex(text.at(end));
        digits |= Characters.isDigit(text.at(end));
        end++;
      }
      if (end < to && text.at(end) == '.') {
        int tail = dotted(text, at, to);
        if (tail == 0 || count > GROUPS - 2) {
          return null;
        }
        groups[count++] = tail >>> 16;
        groups[count++] = tail & 0xFFFF;
        end = to;
      } else if (end == at || end - at > 4 || count == GROUPS) {
        return null;
      } else {
        groups[count++] = value;
      }
      at = end;
    }
    if (gap < 0 ? count != GROUPS : count >= GROUPS || (!digits && count < 3)) {
      return null;
    }
    return isNobody(groups, count) ? null : spread(groups, count, gap);
  }

  private static boolean isNobody(int[] groups, int count) {
    return count == 0 || (count == 1 && groups[0] == 1);
  }

  private static int[] spread(int[] groups, int count, int gap) {
    if (gap < 0) {
      return groups;
    }
    int[] all = new int[GROUPS];
    System.arraycopy(groups, 0, all, 0, gap);
    System.arraycopy(groups, gap, all, GROUPS - count + gap, count - gap);
    return all;
  }

  /** The four decimals up to there; 0 where they are none. */
  private static int dotted(Text text, int from, int to) {
    int address = 0;
    int at = from;
    for (int part = 0; part < 4; part++) {
      int value = 0;
      int start = at;
      while (at < to && at < start + 3 && Characters.isDigit(text.at(at))) {
        value = value * 10 + text.at(at) - '0';
        at++;
      }
      boolean ended = part == 3 ? at == to : at < to && text.at(at) == '.';
      if (at == start || value > 255 || !ended) {
        return 0;
      }
      at++;
      address = address << 8 | value;
    }
    return address;
  }

  private static String canonical(int[] groups) {
    StringBuilder text = new StringBuilder();
    for (int group : groups) {
      text.append(text.isEmpty() ? "" : ":").append(Integer.toHexString(group));
    }
    return text.toString();
  }
}
