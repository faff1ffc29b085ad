package dev.understudy.trainer.corpus;

import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which captures become examples.
 *
 * @param from the earliest moment, or null for the beginning
 * @param to the moment before which all arrived, or null for the end
 * @param sources the selections; an exchange belongs to the first that takes it
 * @param unstated whether answers are taken of upstreams of which nobody said whether their terms
 *     allow training
 * @param ask whether answers are taken of upstreams whose terms were to be asked about
 * @param conversations which exchanges of a conversation are taken
 */
public record CorpusSettings(
    @Nullable Instant from,
    @Nullable Instant to,
    List<Source> sources,
    boolean unstated,
    boolean ask,
    Conversations conversations)
    implements Serializable {
  private static final Scalar<Instant> TIME = Scalar.of(Instant.EPOCH, CorpusSettings::moment);
  private static final Scalar<Boolean> TAKEN = Scalar.words(takenOrDropped());

  private static Map<String, Boolean> takenOrDropped() {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("take", true);
    words.put("drop", false);
    return words;
  }

  /** All that clients were answered, where nobody said that it may not be learned from. */
  public static final CorpusSettings DEFAULT =
      new CorpusSettings(null, null, List.of(Source.ALL), true, false, Conversations.LAST);

  public CorpusSettings {
    sources = List.copyOf(sources);
  }

  /** Reads the section {@code corpus}. */
  public static CorpusSettings read(Section in) {
    Instant from = in.valueOrNull("from", TIME);
    Instant to = in.valueOrNull("to", TIME);
    if (from != null && to != null && !from.isBefore(to)) {
      in.problem("to", "corpus.to must be after corpus.from, " + from);
    }
    List<Source> sources = in.sections("sources", Source::read);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < sources.size(); i++) {
      if (!names.add(sources.get(i).name())) {
        in.problemAtItem(
            "sources", i, "corpus.sources has two named '" + sources.get(i).name() + "'");
      }
    }
    return new CorpusSettings(
        from,
        to,
        sources.isEmpty() ? DEFAULT.sources : sources,
        in.value("unstated", TAKEN, DEFAULT.unstated),
        in.value("ask", TAKEN, DEFAULT.ask),
        in.value("conversations", Scalar.word(Conversations.class), DEFAULT.conversations));
  }

  /**
   * Whether answers may be learned from, whoever gave them.
   *
   * @param terms what the terms of their provider say: {@code yes}, {@code no}, {@code ask}, or
   *     null where nobody said
   */
  boolean allows(@Nullable String terms) {
    return terms == null ? unstated : !terms.equals("no") && (ask || !terms.equals("ask"));
  }

  /**
   * A moment as people write it.
   *
   * @param text a day, which begins in UTC, or a time with its offset
   * @throws Mismatch if it is neither
   */
  public static Instant moment(String text) throws Mismatch {
    try {
      return text.length() == "2026-01-31".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException neither) {
      throw Mismatch.of(
          "must be a day such as 2026-01-31, which begins in UTC, or a time such as"
              + " 2026-01-31T07:00:00Z",
          text);
    }
  }
}
