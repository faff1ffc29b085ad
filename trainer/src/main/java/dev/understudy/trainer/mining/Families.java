package dev.understudy.trainer.mining;

import dev.understudy.exchange.prompt.template.Boundary;
import dev.understudy.exchange.prompt.template.TextPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Joins patterns that differ in one short place: a date, a language, a name that is frequent enough
 * to look like a pattern of its own. Two or three wordings stay apart; from {@value #LEAST} on (or
 * {@value #LEAST_NAMES} that all have digits or all begin with a capital) the place is a slot.
 */
final class Families {
  private static final int LEAST = 4;
  private static final int LEAST_NAMES = 3;
  private static final int MOST_TOKENS = 7;
  private static final String SLOT = "\0";

  private Families() {}

  /** The same patterns, with one for each family. */
  static List<TextPattern> joined(List<TextPattern> patterns) {
    List<TextPattern> now = general(patterns);
    while (true) {
      List<TextPattern> next = joinedOnce(now);
      if (next.size() == now.size()) {
        return general(now);
      }
      now = next;
    }
  }

  /** Without those that are another with a word or two in a slot. */
  private static List<TextPattern> general(List<TextPattern> patterns) {
    return patterns.stream()
        .filter(each -> patterns.stream().noneMatch(other -> isCaseOf(each, other)))
        .toList();
  }

  private static boolean isCaseOf(TextPattern special, TextPattern general) {
    if (special.equals(general) || special.length() <= general.length()) {
      return false;
    }
    List<String> slots = general.match(String.join(SLOT, special.constants()));
    return slots != null && !Strength.of(String.join(" ", slots)).isStrong();
  }

  /** Where patterns differ: what stands before and after the place. */
  private record Context(long before, long after) {}

  private record Member(int pattern, int from, int to) {}

  private static List<TextPattern> joinedOnce(List<TextPattern> patterns) {
    List<List<String>> tokens = patterns.stream().map(Families::tokens).toList();
    Map<Context, List<Member>> contexts = new LinkedHashMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      addContexts(i, tokens.get(i), contexts);
    }
    List<List<Member>> families =
        contexts.values().stream()
            .filter(members -> members.size() >= LEAST_NAMES)
            .filter(members -> isFamily(members, tokens))
            .sorted(
                (a, b) ->
                    a.size() != b.size()
                        ? Integer.compare(b.size(), a.size())
                        : Integer.compare(span(a), span(b)))
            .toList();
    Set<Integer> joined = new HashSet<>();
    Set<TextPattern> result = new LinkedHashSet<>();
    for (List<Member> family : families) {
      if (family.stream().noneMatch(member -> joined.contains(member.pattern()))) {
        family.forEach(member -> joined.add(member.pattern()));
        result.add(joined(family, tokens));
      }
    }
    for (int i = 0; i < patterns.size(); i++) {
      if (!joined.contains(i)) {
        result.add(patterns.get(i));
      }
    }
    return List.copyOf(result);
  }

  private static int span(List<Member> family) {
    return family.stream().mapToInt(member -> member.to() - member.from()).sum();
  }

  private static List<String> tokens(TextPattern pattern) {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < pattern.constants().size(); i++) {
      if (i > 0) {
        tokens.add(SLOT);
      }
      String constant = pattern.constants().get(i);
      for (int at = 0; at < constant.length(); ) {
        int to = Boundary.after(constant, at);
        tokens.add(constant.substring(at, to));
        at = to;
      }
    }
    return tokens;
  }

  private static void addContexts(
      int pattern, List<String> tokens, Map<Context, List<Member>> contexts) {
    long[] after = new long[tokens.size() + 1];
    for (int i = tokens.size() - 1; i >= 0; i--) {
      after[i] = step(after[i + 1], tokens.get(i));
    }
    long before = 1;
    for (int from = 0; from < tokens.size(); from++) {
      for (int to = from + 1; to <= Math.min(tokens.size(), from + MOST_TOKENS); to++) {
        String token = tokens.get(to - 1);
        if (token.equals(SLOT) || token.equals("\n")) {
          break;
        }
        contexts
            .computeIfAbsent(new Context(before, after[to]), context -> new ArrayList<>())
            .add(new Member(pattern, from, to));
      }
      before = step(before, tokens.get(from));
    }
  }

  private static long step(long state, String token) {
    return SampleRank.mixed(state * 31 + 0x9e3779b97f4a7c15L) + SampleRank.of(1, token);
  }

  private static boolean isFamily(List<Member> members, List<List<String>> tokens) {
    Set<String> values = values(members, tokens);
    boolean names =
        values.stream().allMatch(value -> value.chars().anyMatch(Character::isDigit))
            || values.stream().allMatch(value -> Character.isUpperCase(value.codePointAt(0)));
    if (values.size() < (names ? LEAST_NAMES : LEAST)) {
      return false;
    }
    Member one = members.get(0);
    List<String> shared = new ArrayList<>(tokens.get(one.pattern()));
    shared.subList(one.from(), one.to()).clear();
    return Strength.of(String.join("", shared)).isStrong(1);
  }

  private static Set<String> values(List<Member> members, List<List<String>> tokens) {
    Set<String> values = new TreeSet<>();
    for (Member member : members) {
      List<String> all = tokens.get(member.pattern());
      values.add(String.join("", all.subList(member.from(), member.to())));
    }
    return values;
  }

  /** One pattern for all members, with what their values have in common inside. */
  private static TextPattern joined(List<Member> members, List<List<String>> tokens) {
    Member one = members.get(0);
    List<String> all = tokens.get(one.pattern());
    List<String> place = new ArrayList<>(List.of(SLOT));
    for (String constant : Anchors.inside(List.copyOf(values(members, tokens)))) {
      place.add(constant);
      place.add(SLOT);
    }
    List<String> parts = new ArrayList<>(all.subList(0, one.from()));
    parts.addAll(place);
    parts.addAll(all.subList(one.to(), all.size()));
    return pattern(parts);
  }

  /** The pattern of tokens and slots; slots side by side are one. */
  private static TextPattern pattern(List<String> tokens) {
    List<String> constants = new ArrayList<>();
    StringBuilder constant = new StringBuilder();
    for (String token : tokens) {
      if (!token.equals(SLOT)) {
        constant.append(token);
      } else if (constants.isEmpty() || constant.length() > 0) {
        constants.add(constant.toString());
        constant.setLength(0);
      }
    }
    constants.add(constant.toString());
    return new TextPattern(constants);
  }
}
