package dev.understudy.diff.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded requests of an application, and ways in which they may change. */
final class Traffic {
  private static final String[] LANGUAGES = {"en", "en", "en", "en", "en", "en", "de", "latin"};

  private final Random random;
  private final List<List<String>> words;

  Traffic(long seed) {
    random = new Random(seed);
    words = List.of(vocabulary(1, "etaoinsrhldc"), vocabulary(2, "zxqjkvbpygfw"));
  }

  /** The same words for each seed of requests: they are the language. */
  private static List<String> vocabulary(long seed, String letters) {
    Random random = new Random(seed);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      StringBuilder word = new StringBuilder();
      int length = 2 + random.nextInt(7);
      for (int c = 0; c < length; c++) {
        word.append(letters.charAt(random.nextInt(letters.length())));
      }
      words.add(word.toString());
    }
    return words;
  }

  InputFacts usual() {
    int length = (int) Math.round(Math.exp(3 + 0.8 * random.nextGaussian()));
    return facts(
        length,
        LANGUAGES[random.nextInt(LANGUAGES.length)],
        random.nextInt(10) < 7 ? "classify-1" : "summarise-2",
        text(0, Math.min(length, 30)));
  }

  InputFacts inAnotherLanguage() {
    InputFacts usual = usual();
    return new InputFacts(
        usual.characters(),
        usual.tokens(),
        usual.turns(),
        false,
        false,
        "fi",
        usual.template(),
        usual.varying(),
        null);
  }

  InputFacts ofAnotherTemplate() {
    InputFacts usual = usual();
    return facts((int) usual.tokens(), usual.language(), "translate-3", usual.varying());
  }

  InputFacts summarising() {
    InputFacts usual = usual();
    return facts((int) usual.tokens(), usual.language(), "summarise-2", usual.varying());
  }

  InputFacts ofOtherWords() {
    InputFacts usual = usual();
    return facts(
        (int) usual.tokens(),
        usual.language(),
        String.valueOf(usual.template()),
        text(1, (int) Math.min(usual.tokens(), 30)));
  }

  InputFacts longer() {
    InputFacts usual = usual();
    return facts(
        3 * (int) usual.tokens(),
        usual.language(),
        String.valueOf(usual.template()),
        usual.varying());
  }

  private InputFacts facts(int words, String language, String template, String text) {
    int turns = 1 + (random.nextInt(4) == 0 ? 2 : 0);
    return new InputFacts(
        5L * words + random.nextInt(5),
        words,
        turns,
        random.nextInt(50) == 0,
        false,
        language,
        template,
        text,
        null);
  }

  private String text(int vocabulary, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      List<String> all = words.get(vocabulary);
      double skewed = random.nextDouble() * random.nextDouble();
      text.append(all.get((int) (skewed * all.size()))).append(' ');
    }
    return text.toString();
  }

  List<ProfileDraft.Row> rows(int count) {
    List<ProfileDraft.Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(new ProfileDraft.Row(id(), usual()));
    }
    return rows;
  }

  InputProfile profile(int rows) {
    return ProfileDraft.of(rows(rows));
  }

  /** A profile of rows of which one in ten has the label 1. */
  InputProfile labelledProfile(int rows) {
    List<ProfileDraft.Row> labelled = new ArrayList<>();
    for (ProfileDraft.Row row : rows(rows)) {
      labelled.add(new ProfileDraft.Row(row.id(), row.facts().labelled(label(0.1))));
    }
    return ProfileDraft.of(labelled);
  }

  /** The label 1 with that chance, else 0. */
  String label(double bad) {
    return random.nextDouble() < bad ? "1" : "0";
  }

  /** Whether the teacher answers, by lot, one request of three. */
  boolean isTeachers() {
    return random.nextInt(3) == 0;
  }

  /** A bucket of its own for each request. */
  double bucket() {
    return random.nextDouble();
  }

  String id() {
    return Long.toHexString(random.nextLong());
  }
}
