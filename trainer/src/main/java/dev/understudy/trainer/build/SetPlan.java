package dev.understudy.trainer.build;

import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.sink.store.place.StorePlace;
import dev.understudy.trainer.card.CardFacts.Prices;
import dev.understudy.trainer.corpus.CapturedTables;
import dev.understudy.trainer.corpus.CorpusSettings;
import dev.understudy.trainer.corpus.CorpusStage;
import dev.understudy.trainer.dataset.AnswerSettings;
import dev.understudy.trainer.dataset.BalanceSettings;
import dev.understudy.trainer.dataset.BalanceStage;
import dev.understudy.trainer.dataset.DedupeSettings;
import dev.understudy.trainer.dataset.DedupeStage;
import dev.understudy.trainer.dataset.FiltersStage;
import dev.understudy.trainer.dataset.FrozenTests;
import dev.understudy.trainer.dataset.LabelsStage;
import dev.understudy.trainer.dataset.PromptsStage;
import dev.understudy.trainer.dataset.SplitSettings;
import dev.understudy.trainer.dataset.SplitStage;
import dev.understudy.trainer.export.ExportSettings;
import dev.understudy.trainer.export.ExportSettingsReader;
import dev.understudy.trainer.filter.FilterReader;
import dev.understudy.trainer.filter.FilterSettings;
import dev.understudy.trainer.mining.TemplateSettings;
import dev.understudy.trainer.mining.TemplateSettingsReader;
import dev.understudy.trainer.privacy.PrivacySettings;
import dev.understudy.trainer.run.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one training set is made.
 *
 * @param name its name, and that of its folder
 * @param captures where its captures lie
 * @param seed of all that is drawn by lot
 * @param corpus which captures become examples
 * @param templates how templates are found
 * @param labels how answers are labelled and corrected
 * @param filters what is not worth learning from
 * @param dedupe what is the same
 * @param splits how examples are dealt out
 * @param balance what training examples are to look like together
 * @param exports what files are made
 * @param privacy what must not get into them
 * @param prices what tokens cost
 * @param cardExamples whether the data card shows examples
 */
public record SetPlan(
    String name,
    List<StorePlace> captures,
    long seed,
    CorpusSettings corpus,
    TemplateSettings templates,
    AnswerSettings labels,
    FilterSettings filters,
    DedupeSettings dedupe,
    SplitSettings splits,
    BalanceSettings balance,
    ExportSettings exports,
    PrivacySettings privacy,
    Prices prices,
    boolean cardExamples) {
  /** The names of all stages, in order. */
  public static final List<String> STAGES =
      List.of("corpus", "prompts", "labels", "filters", "dedupe", "splits", "balance");

  private static final Scalar<Double> PRICE = Scalar.of(0.0, SetPlan::price);

  public SetPlan {
    captures = List.copyOf(captures);
  }

  /**
   * Reads one, from the file's root or from that of a variant.
   *
   * @param folder the file's, from which paths count
   */
  static SetPlan read(String name, Section in, Path folder) {
    return new SetPlan(
        name,
        captures(in, folder),
        in.value("seed", Scalar.integer(0, Integer.MAX_VALUE), 1),
        in.section("corpus", CorpusSettings::read),
        in.section("templates", TemplateSettingsReader::read),
        in.section("labels", AnswerSettings::read),
        in.section("filters", new FilterReader(folder)::read),
        in.section("dedupe", DedupeSettings::read),
        in.section("splits", SplitSettings::read),
        in.section("balance", BalanceSettings::read),
        in.section("exports", ExportSettingsReader::read),
        in.section("privacy", PrivacySettings::read),
        in.section("prices", SetPlan::prices),
        in.section("card", card -> card.value("examples", Scalar.BOOLEAN, true)));
  }

  private static List<StorePlace> captures(Section in, Path folder) {
    Scalar<StorePlace> place =
        Scalar.of(
            new StorePlace.Folder(folder),
            text -> {
              try {
                StorePlace read = StorePlace.parse(text);
                return read instanceof StorePlace.Folder
                    ? new StorePlace.Folder(Scalar.path(folder).read(text))
                    : read;
              } catch (IllegalArgumentException neither) {
                throw Mismatch.of("must be a folder or s3://bucket/prefix", text);
              }
            });
    List<StorePlace> places = in.oneOrMore("captures", place);
    if (places.isEmpty() && in.isSound("captures")) {
      in.problem(
          "captures is required: the folder or bucket that capture.store of the gateway names");
    }
    return places;
  }

  private static Prices prices(Section in) {
    return new Prices(
        in.valueOrNull("input", PRICE),
        in.valueOrNull("output", PRICE),
        in.valueOrNull("training", PRICE));
  }

  private static Double price(String text) throws Mismatch {
    try {
      double price = Double.parseDouble(text);
      if (price >= 0 && price < Double.POSITIVE_INFINITY) {
        return price;
      }
    } catch (NumberFormatException none) {
      throw Mismatch.of("must be US dollars for a million tokens, such as 2.5", text);
    }
    throw Mismatch.of("must be US dollars for a million tokens, such as 2.5", text);
  }

  /** The stages before the one that deduplicates, in order. */
  List<Stage> first(CapturedTables captured) {
    return List.of(
        new CorpusStage(captured, corpus, labels.gold(), privacy),
        new PromptsStage(templates, corpus.conversations()),
        new LabelsStage(labels, corpus),
        new FiltersStage(filters));
  }

  /** The other stages. */
  List<Stage> then(FrozenTests frozen) {
    return List.of(
        new DedupeStage(dedupe, frozen), new SplitStage(splits), new BalanceStage(balance));
  }

  /**
   * What is said in the set's manifest; the places of captures are not, as they may be anywhere.
   */
  Map<String, Object> settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("corpus", corpus);
    all.put("templates", templates);
    all.put("labels", labels);
    all.put("filters", filters);
    all.put("dedupe", dedupe);
    all.put("splits", splits);
    all.put("balance", balance);
    all.put("exports", exports);
    all.put("privacy", privacy);
    all.put("prices", prices);
    all.put("card_examples", cardExamples);
    return all;
  }

  /**
   * A stage by its name.
   *
   * @param out where the dataset's test sets are frozen
   * @throws IOException if its captures or the frozen tests cannot be read
   */
  public Stage stage(String wanted, Path out) throws IOException {
    FrozenTests frozen = FrozenTests.open(OutFolder.frozen(out));
    List<Stage> all = new ArrayList<>();
    if (wanted.equals(STAGES.get(0))) {
      return new CorpusStage(listed(), corpus, labels.gold(), privacy);
    }
    all.add(new PromptsStage(templates, corpus.conversations()));
    all.add(new LabelsStage(labels, corpus));
    all.add(new FiltersStage(filters));
    all.addAll(then(frozen));
    return all.stream()
        .filter(each -> each.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no stage named " + wanted));
  }

  /**
   * Checks what can be checked before anything is begun.
   *
   * @throws IOException if there are no captures; the message names the place and the remedy
   */
  public void check() throws IOException {
    listed();
  }

  /** What would go in, and what it would take. */
  public Estimate estimate() throws IOException {
    return Estimate.of(this, listed());
  }

  /**
   * The captures as they are now.
   *
   * @throws IOException if there are none; the message names the place and the remedy
   */
  CapturedTables listed() throws IOException {
    return CapturedTables.list(captures, corpus);
  }
}
