package dev.understudy.trainer.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Header;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Verdict;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.judging.Judgement;
import dev.understudy.gateway.recent.Ruling;
import dev.understudy.sink.drain.Rows;
import dev.understudy.sink.parquet.TableFileWriter;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.store.place.StorePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A route served dark, as its gateway captured it: the teacher answers 0 or 1, and the student too.
 * German and long questions are hard for the student. The same seed gives the same captures.
 */
public final class DarkLaunch {
  /** The route. */
  public static final String ROUTE = "moderation";

  /** The path of its requests. */
  public static final String PATH = "/v1/chat/completions";

  private static final List<String> ENGLISH =
      List.of("the", "weather", "is", "fine", "today", "and", "we", "walk", "home", "together");
  private static final List<String> GERMAN =
      List.of(
          "das", "wetter", "ist", "heute", "sch\u00f6n", "und", "wir", "gehen", "nach", "hause");
  private static final Instant BEGIN = Instant.parse("2026-01-31T07:00:00Z");

  private final Random dice;
  private final Rows rows = new Rows(WireReader.withoutTokenEstimates()::read);
  private final List<Entry> entries = new ArrayList<>();
  private Instant clock = BEGIN;
  private String student = "student";
  private @Nullable String version = "moderation-3";
  private @Nullable String mayTrain = "yes";
  private boolean isConfident = true;
  private Role studentsRole = Role.SHADOW;
  private boolean isLabelled = true;

  /** Nothing captured yet. */
  public DarkLaunch(long seed) {
    this.dice = new Random(seed);
  }

  /** A question, whether it is hard, and whether its answer is to be kept at the teacher. */
  record Question(String text, boolean isHard, boolean isKept) {
    byte[] body() {
      return ("{\"model\":\"gpt-4\",\"max_tokens\":5,\"store\":"
              + isKept
              + ",\"messages\":[{\"role\":\"user\",\"content\":\""
              + text
              + "\"}]}")
          .getBytes(UTF_8);
    }
  }

  /** From now on another student answers, or another version of it. */
  DarkLaunch student(String name, @Nullable String itsVersion) {
    student = name;
    version = itsVersion;
    return this;
  }

  /** From now on the teacher's terms are these. */
  DarkLaunch mayTrain(@Nullable String terms) {
    mayTrain = terms;
    return this;
  }

  /** From now on the student does not say how confident it is. */
  public DarkLaunch withoutConfidence() {
    isConfident = false;
    return this;
  }

  /** From now on the student's answers are of that role. */
  DarkLaunch studentsRole(Role role) {
    studentsRole = role;
    return this;
  }

  /** From now on answers have no text, and so no label. */
  DarkLaunch unlabelled() {
    isLabelled = false;
    return this;
  }

  /** A question as they come: three in ten are hard. */
  Question question() {
    int kind = dice.nextInt(20);
    List<String> words = kind < 3 ? GERMAN : ENGLISH;
    int length = kind >= 17 ? 60 + dice.nextInt(60) : 5 + dice.nextInt(20);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(words.get(dice.nextInt(words.size()))).append(' ');
    }
    return new Question(text.toString() + dice.nextInt(1000), kind < 3 || kind >= 17, false);
  }

  /** Captures as many questions, all of which are compared; easy ones are mostly right. */
  public DarkLaunch compared(int count) {
    for (int i = 0; i < count; i++) {
      Question question = question();
      boolean agrees = dice.nextDouble() < (question.isHard() ? 0.3 : 0.97);
      compared(question, agrees ? Verdict.SAME : Verdict.DIFFERENT);
    }
    return this;
  }

  /** Captures a question and both answers to it; gives its identifier. */
  UUID compared(Question question, Verdict verdict) {
    UUID request = id();
    int teachers = dice.nextInt(2);
    int students = verdict == Verdict.SAME ? teachers : 1 - teachers;
    add(exchange(request, Role.PRIMARY, "teacher", "gpt-4", question, teachers, mayTrain));
    add(exchange(request, studentsRole, student, version, question, students, null));
    add(comparison(request, verdict));
    return request;
  }

  /** Captures as many questions that nobody compared. */
  public DarkLaunch uncompared(int count) {
    for (int i = 0; i < count; i++) {
      add(exchange(id(), Role.PRIMARY, "teacher", "gpt-4", question(), dice.nextInt(2), mayTrain));
    }
    return this;
  }

  /** Captures as many questions whose answers are to be kept, so that no student may answer. */
  DarkLaunch kept(int count) {
    for (int i = 0; i < count; i++) {
      Question kept = new Question(question().text(), false, true);
      add(exchange(id(), Role.PRIMARY, "teacher", "gpt-4", kept, dice.nextInt(2), mayTrain));
    }
    return this;
  }

  /** Captures a question, both answers to it, and what a person says is right. */
  void corrected(Question question, int teachers, int students, String correction) {
    UUID request = id();
    add(exchange(request, Role.PRIMARY, "teacher", "gpt-4", question, teachers, mayTrain));
    add(exchange(request, studentsRole, student, version, question, students, null));
    add(comparison(request, teachers == students ? Verdict.SAME : Verdict.DIFFERENT));
    add(new Feedback(request, clock, "gateway-0", null, null, correction, "human", null));
  }

  /** Captures what somebody said on the gateway's console of a request. */
  void judged(UUID request, Judgement judgement, @Nullable Ruling before) {
    add(judgement.feedback(request, before, clock, "gateway-0"));
  }

  /** All that was captured of the last request, once more, as repeated deliveries bring it. */
  void repeatLast() {
    entries.addAll(List.copyOf(entries.subList(entries.size() - 3, entries.size())));
  }

  private void add(Entry entry) {
    entries.add(entry);
    clock = clock.plus(Duration.ofMillis(20));
  }

  private Comparison comparison(UUID request, Verdict verdict) {
    return new Comparison(
        request,
        clock,
        "gateway-0",
        null,
        ROUTE,
        student,
        version,
        "label",
        verdict,
        verdict == Verdict.SAME ? 1 : 0,
        List.of(),
        List.of(),
        false,
        null,
        null);
  }

  private Exchange exchange(
      UUID request,
      Role role,
      String upstream,
      @Nullable String model,
      Question question,
      int answer,
      @Nullable String terms) {
    String served = model == null ? "" : "\"model\":\"" + model + "\",";
    String body =
        ("{\"object\":\"chat.completion\",%s\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
                + "\"message\":{\"role\":\"assistant\",\"content\":\"%s\"}}]}")
            .formatted(served, isLabelled ? answer : "");
    double confidence =
        question.isHard() ? 0.4 + 0.3 * dice.nextDouble() : 0.6 + 0.4 * dice.nextDouble();
    return new Exchange(
        request,
        id(),
        role,
        clock,
        "gateway-0",
        null,
        ROUTE,
        "dark",
        null,
        "app",
        null,
        null,
        null,
        upstream,
        terms,
        "POST",
        PATH,
        200,
        Outcome.COMPLETE,
        null,
        Duration.ofMillis(3),
        Duration.ofMillis(9),
        List.of(),
        isConfident && upstream.equals(student) ? List.of(confidence(confidence)) : List.of(),
        Body.of(question.body()),
        Body.of(body.getBytes(UTF_8)));
  }

  private static Header confidence(double confidence) {
    return new Header("x-understudy-confidence", String.format(Locale.ROOT, "%.6f", confidence));
  }

  /** Writes all that was captured into a folder, as a drain does. */
  public void writeTo(Path captures) throws IOException {
    Map<String, List<Entry>> files = new TreeMap<>();
    for (Entry each : entries) {
      String name =
          TableLayout.of(each.table())
              .fileName(TableLayout.partition(each.at()), each.instance(), "000001");
      files.computeIfAbsent(name, any -> new ArrayList<>()).add(each);
    }
    for (Map.Entry<String, List<Entry>> file : files.entrySet()) {
      Path path = captures.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Entry first = file.getValue().get(0);
      try (TableFileWriter writer =
          TableFileWriter.create(path, first.table(), first.instance(), "000001")) {
        for (Entry each : file.getValue()) {
          writer.write(rows.of(each));
        }
      }
    }
    entries.clear();
  }

  /** The selection of all that was captured into folders. */
  static Selection selection(Path... captures) {
    return Selection.of(
        Stream.of(captures).map(each -> StorePlace.parse(each.toString())).toList(), ROUTE);
  }

  private UUID id() {
    long time = clock.toEpochMilli() << 16 | 0x7000 | dice.nextInt(0x1000);
    return new UUID(time, dice.nextLong() >>> 2 | Long.MIN_VALUE);
  }
}
