package dev.understudy.trainer.build;

import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Verdict;
import dev.understudy.gateway.judging.Judgement;
import dev.understudy.gateway.recent.Ruling;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * Traffic of two tasks that are answered in JSON, with every problem that a training set must not
 * have, and the truth about each request: why it is to be dropped, or {@value #GOOD}.
 */
final class PlantedTraffic {
  /** What is true of a request that is worth learning from. */
  static final String GOOD = "good";

  /** The user who sends two fifths of all. */
  static final String HEAVY = "user-heavy";

  /** Stands in every prompt and answer that may not be learned from. */
  static final String FORBIDDEN = "qxforbiddenqx";

  /** Above this, two inputs are to count as one. */
  static final double NEAR = 0.85;

  private static final String STUDENT = "student-7";
  private static final int USERS = 200;
  private static final int SHARE_OF_HEAVY = 40;

  private final Random dice;
  private final Comments comments;
  private final CapturedTraffic captured;
  private final Map<String, String> truth = new TreeMap<>();
  private final Map<String, Call> calls = new TreeMap<>();
  private final List<String> corrected = new ArrayList<>();
  private final List<String> takenBack = new ArrayList<>();
  private final List<String> rehearsed = new ArrayList<>();

  PlantedTraffic(long seed) {
    dice = new Random(seed);
    comments = new Comments(dice);
    captured = new CapturedTraffic(seed, Instant.parse("2026-01-31T22:10:00Z"));
  }

  /** Why each request is to be dropped, by its identifier; those of no source are not there. */
  Map<String, String> truth() {
    return truth;
  }

  /** Requests of which a person took back what had been said. */
  List<String> takenBack() {
    return takenBack;
  }

  /** Requests whose answer a person corrected to another label. */
  List<String> corrected() {
    return corrected;
  }

  /** Requests that a student answered too, and differently. */
  List<String> rehearsed() {
    return rehearsed;
  }

  void writeTo(Path captures, String segment) throws IOException {
    captured.writeTo(captures, segment);
  }

  /** Nothing wrong with them. */
  void good(int number) {
    for (int i = 0; i < number; i++) {
      plant(GOOD, i % 2 == 0 ? call(comments.any()) : from(Call.intake(comments.any())));
    }
  }

  /** Asked before, but for capitals and blanks; the newest is to stay. */
  void duplicates(int number) {
    for (int i = 0; i < number; i++) {
      String text = comments.any();
      String answer = answer(dice.nextInt(2));
      plant("duplicate", call(text).answers(answer));
      plant(GOOD, call(comments.respelled(text)).answers(answer));
    }
  }

  /** Asked before, but for some words; with one to three variants of each. */
  void nearDuplicates(int number) {
    for (int i = 0; i < number; i++) {
      String text = comments.any();
      List<String> variants = new ArrayList<>(List.of(text));
      for (int more = 1 + dice.nextInt(3); more > 0; more--) {
        variants.add(comments.edited(text, 1 + dice.nextInt(4)));
      }
      List<String> reasons = judged(variants);
      for (int j = 0; j < variants.size(); j++) {
        plant(reasons.get(j), call(variants.get(j)));
      }
    }
  }

  /** Taken from the newest on, one is too much that is near to one that stays. */
  private static List<String> judged(List<String> variants) {
    List<String> stay = new ArrayList<>();
    String[] reasons = new String[variants.size()];
    for (int i = variants.size() - 1; i >= 0; i--) {
      String text = variants.get(i);
      boolean isNear = stay.stream().anyMatch(each -> Comments.likeness(each, text) >= NEAR);
      reasons[i] = isNear ? "near_duplicate" : GOOD;
      if (!isNear) {
        stay.add(text);
      }
    }
    return List.of(reasons);
  }

  /** The same asked twice, answered differently. */
  void conflicts(int number) {
    for (int i = 0; i < number; i++) {
      String text = comments.any();
      plant("conflict", call(text).answers(answer(i % 2)));
      plant(GOOD, call(text).answers(answer(1 - i % 2)));
    }
  }

  /** Judgements that a person took back: the teacher's answer stands. */
  void takenBack(int number) {
    for (int i = 0; i < number; i++) {
      String id = plant(GOOD, call(comments.any()).answers(answer(0)));
      captured.judged(id, new Judgement(Ruling.STUDENT, answer(1), "1"), null);
      captured.judged(id, Judgement.takenBack(), Ruling.STUDENT);
      takenBack.add(id);
    }
  }

  /** Judged against the teacher on the console, without a word of what is right. */
  void calledWrong(int number) {
    for (int i = 0; i < number; i++) {
      Ruling ruling = i % 2 == 0 ? Ruling.BOTH_WRONG : Ruling.STUDENT;
      String text = comments.any();
      String id = plant("called_wrong", call(text).answers(answer(0)));
      captured.judged(id, new Judgement(ruling, null, null), null);
      plant(GOOD, call(text).answers(answer(1))); // nothing stands against it any more
    }
  }

  /** Called wrong first, and then not any more: somebody thought better, or wrote a correction. */
  void calledWrongAtFirst(int number) {
    for (int i = 0; i < number; i++) {
      String id = plant(GOOD, call(comments.any()).answers(answer(0)));
      captured.judged(id, new Judgement(Ruling.BOTH_WRONG, null, null), null);
      if (i % 3 == 0) {
        captured.judged(id, new Judgement(Ruling.SKIPPED, null, null), Ruling.BOTH_WRONG);
      } else if (i % 3 == 1) {
        captured.judged(id, new Judgement(Ruling.TEACHER, answer(0), "0"), Ruling.BOTH_WRONG);
      } else {
        captured.judged(id, null, "{\"is_bad\": 1}");
        corrected.add(id);
      }
    }
  }

  /** A person's correction stands against the teacher's newer answers to the same. */
  void corrections(int number) {
    for (int i = 0; i < number; i++) {
      String text = comments.any();
      String id = plant(GOOD, call(text).answers(answer(0)));
      if (i % 3 == 0) { // on the console, where what the student had said was right
        captured.judged(id, new Judgement(Ruling.STUDENT, answer(1), "1"), null);
      } else {
        captured.judged(id, null, "{\"is_bad\": 1}");
      }
      corrected.add(id);
      if (i % 2 == 0) {
        plant("conflict", call(text).answers(answer(0)));
        plant("duplicate", call(text).answers(answer(1)));
        plant("near_duplicate", call(text + " " + comments.words(1)).answers(answer(1)));
      }
    }
  }

  /** Answers of that kind, one after another. */
  void answers(String reason, int number, List<String> some) {
    for (int i = 0; i < number; i++) {
      plant(reason, call(comments.any()).answers(some.get(i % some.size())));
    }
  }

  /** Answers that the provider ended so. */
  void ended(String finish, int number) {
    for (int i = 0; i < number; i++) {
      String answer = answer(0);
      String cut = answer.substring(0, 3 + dice.nextInt(answer.length() - 3));
      plant("finish_reason", call(comments.any()).answers(cut).finish(finish));
    }
  }

  /** Exchanges that came to no good end. */
  void broken(String reason, int number, Outcome outcome, int status) {
    for (int i = 0; i < number; i++) {
      plant(reason, call(comments.any()).ends(outcome, status));
    }
  }

  /** Answers whose provider's terms forbid it, or were to be asked about; a student saw some. */
  void forbidden(int number) {
    for (int i = 0; i < number; i++) {
      String answer = "{\"is_bad\": 0, \"reason\": \"%s\"}".formatted(FORBIDDEN);
      Call call = call(FORBIDDEN + " " + comments.any()).answers(answer).upstream("claude");
      String id = plant("may_train", call.mayTrain(i % 4 == 0 ? "ask" : "no"));
      captured.judged(id, null, "{\"is_bad\": 1, \"reason\": \"%s\"}".formatted(FORBIDDEN));
      rehearsal(call, id, answer);
    }
  }

  /** Answers that a student gave to clients. */
  void ofStudents(int number) {
    for (int i = 0; i < number; i++) {
      plant("student_answer", call(comments.any()).upstream(STUDENT).mayTrain(null));
    }
  }

  /** Requests that a student answered too, and differently. */
  void rehearsed(int number) {
    for (int i = 0; i < number; i++) {
      Call call = call(comments.any()).answers(answer(0));
      String id = plant(GOOD, call);
      rehearsal(call, id, answer(1));
      if (i % 3 == 0) {
        shadow(call.upstream("gemini").mayTrain("no").answers(FORBIDDEN), id, "gemini");
      }
      rehearsed.add(id);
    }
  }

  private void rehearsal(Call call, String id, String answer) {
    shadow(call.upstream(STUDENT).mayTrain(null).answers(answer), id, STUDENT);
  }

  private void shadow(Call call, String id, String student) {
    captured.add(call.role(Role.SHADOW), id);
    captured.compared(id, student, Verdict.DIFFERENT, 0.25);
  }

  /** Conversations of three exchanges, of which the last has all. */
  void conversations(int number) {
    for (int i = 0; i < number; i++) {
      String session = "session-" + i;
      Call first = from(Call.intake(comments.any())).session(session);
      plant("continued", first);
      Call second = goOn(first, session);
      plant("continued", second);
      plant(GOOD, goOn(second, session));
    }
  }

  private Call goOn(Call before, String session) {
    return from(Call.intake(comments.any())).after(before).session(session);
  }

  /** What is tested on comes in anew: the same, or nearly, or only a little of it. */
  void leaks(Collection<String> tests) {
    int i = 0;
    for (String test : tests) {
      Call asked = Objects.requireNonNull(calls.get(test));
      String text = asked.text();
      String leak =
          switch (i++ % 3) {
            case 0 -> text;
            case 1 -> comments.respelled(text);
            default -> comments.edited(text, 1 + dice.nextInt(6));
          };
      boolean isNear = i % 3 != 0 || Comments.likeness(text, leak) >= NEAR;
      plant(isNear ? "frozen_test" : GOOD, from(asked.like(leak)));
    }
  }

  /** What no source takes, and what arrives twice. */
  void noise(int number) {
    for (int i = 0; i < number; i++) {
      captured.add(call(comments.any()).app("chat").answers("Good day."));
      plant(GOOD, call(comments.any()));
      captured.repeatLast();
    }
  }

  /** Puts one answer in, whatever it is. */
  String answered(String answer) {
    return plant(GOOD, call(comments.any()).answers(answer));
  }

  private String plant(String reason, Call call) {
    String id = captured.add(call);
    truth.put(id, reason);
    calls.put(id, call);
    return id;
  }

  private Call call(String text) {
    return from(Call.moderation(text));
  }

  private Call from(Call call) {
    return call.user(dice.nextInt(100) < SHARE_OF_HEAVY ? HEAVY : "user-" + dice.nextInt(USERS))
        .answers(answer(dice.nextInt(2)));
  }

  private String answer(int isBad) {
    String reason =
        isBad == 0
            ? List.of("nothing wrong", "a plain question").get(dice.nextInt(2))
            : List.of("an insult", "a threat", "I am sorry to say: hate").get(dice.nextInt(3));
    return "{\"is_bad\": %d, \"reason\": \"%s\"}".formatted(isBad, reason);
  }
}
