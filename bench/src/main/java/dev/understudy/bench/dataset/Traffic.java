package dev.understudy.bench.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Made-up calls, each made anew from its number alone. Of each ten, six are a moderation app's: one
 * template, a comment, a label in JSON. Four are a chat app's: conversations of one to four turns,
 * every call with all the turns before. Of each twenty one asks what an earlier one asked, and one
 * nearly so; of the former, one in ten is one of twenty texts asked all the time.
 *
 * @param seed of all that is drawn
 * @param users how many there are; the n-th calls about 1/n as often as the first
 */
record Traffic(long seed, int users) {
  /** Where the comment stands in the template. */
  static final String TEMPLATE_WORDS = "Decide whether the comment below breaks our rules";

  private static final String MODERATOR =
      "You moderate the comments of a newspaper. Be fair, and be brief.";
  private static final String BEFORE =
      TEMPLATE_WORDS
          + ": insults, threats, hatred, or calls for violence count; harsh criticism does not.\n"
          + "Comment: ";
  private static final String AFTER =
      "\nReply with a JSON object with two members: is_bad, 1 or 0, and reason, a short sentence.";
  private static final String ASSISTANT =
      "You are the assistant of an online shop. Help its customers with what they ask.";
  private static final String REFUSAL = "I'm sorry, but I can't help with that.";

  private static final int BLOCK = 10;
  private static final int COMMENTS = 6; // of a block; the rest is chat
  private static final int CYCLE = 20;
  private static final int EXACT = 2;
  private static final int NEAR = 4;
  private static final int POPULAR = 20;
  private static final int[][] TURNS = {{4}, {1, 3}, {2, 2}, {1, 1, 2}};

  /** The call of a number. */
  Call call(long number) {
    return number % BLOCK < COMMENTS ? comment(number) : chat(number);
  }

  /** Whether a call asks the very text, or nearly the text, of another. */
  static boolean isRepeated(long number) {
    return number % CYCLE == EXACT || number % CYCLE == NEAR;
  }

  private Call comment(long number) {
    SplittableRandom dice = dice(number, 0);
    long original = original(number);
    SplittableRandom first = dice(original, 1);
    String text = Words.prose(first, 30 + first.nextInt(first.nextInt(5) == 0 ? 900 : 300));
    boolean isBad = first.nextInt(10) == 0;
    String asked = number % CYCLE == NEAR ? Words.edited(dice, text) : text;
    boolean isUnsure = dice.nextInt(30) == 0;
    String answer =
        "{\"is_bad\": %d, \"reason\": \"%s.\"}"
            .formatted(isBad ^ isUnsure ? 1 : 0, Words.prose(dice, 20 + dice.nextInt(60)));
    return new Call(
        "moderation",
        user(dice),
        "m" + number,
        List.of(MODERATOR, BEFORE + asked + AFTER),
        dice.nextInt(100) == 0 ? REFUSAL : answer,
        "stop");
  }

  /** The call whose text this one asks, or itself. */
  private long original(long number) {
    if (!isRepeated(number) || number < CYCLE) {
      return number;
    }
    SplittableRandom dice = dice(number, 2);
    if (number % CYCLE == EXACT && dice.nextInt(10) == 0) {
      return -1L - dice.nextInt(POPULAR);
    }
    return dice.nextLong(number / BLOCK) * BLOCK + dice.nextInt(2) * 3L; // neither is repeated
  }

  private Call chat(long number) {
    long block = number / BLOCK;
    int place = (int) (number % BLOCK) - COMMENTS;
    int conversation = 0;
    for (int turns : TURNS[dice(block, 3).nextInt(TURNS.length)]) {
      if (place < turns) {
        break;
      }
      place -= turns;
      conversation++;
    }
    String session = "c" + block + "-" + conversation;
    SplittableRandom dice = dice(block, 10 + conversation);
    String user = user(dice);
    List<String> messages = new ArrayList<>(List.of(ASSISTANT));
    String answer = "";
    for (int turn = 0; turn <= place; turn++) {
      if (turn > 0) {
        messages.add(answer);
      }
      messages.add(Words.prose(dice, 60 + dice.nextInt(240)));
      answer = Words.prose(dice, 100 + dice.nextInt(350));
    }
    return ended(new Call("shop", user, session, messages, answer, "stop"), dice(number, 4));
  }

  /** A few answers go wrong, each in its own way. */
  private static Call ended(Call call, SplittableRandom dice) {
    return switch (dice.nextInt(200)) {
      case 0 -> with(call, REFUSAL, "stop");
      case 1 -> with(call, "and then the order and then ".repeat(30), "stop");
      case 2 -> with(call, call.answer(), "length");
      default -> call;
    };
  }

  private static Call with(Call call, String answer, String finish) {
    return new Call(call.app(), call.user(), call.session(), call.messages(), answer, finish);
  }

  private String user(SplittableRandom dice) {
    return "u" + (int) StrictMath.pow(users + 1, dice.nextDouble());
  }

  /** Dice that fall the same way for the same number and occasion. */
  SplittableRandom dice(long number, long occasion) {
    return new SplittableRandom((seed * 64 + occasion) * 0xD1B54A32D192ED03L + number);
  }
}
