package dev.understudy.rules.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.ngram.NgramReader;
import dev.understudy.rules.router.LearnedRouter.Calibration;
import dev.understudy.rules.router.LearnedRouter.FactWeight;
import java.util.ArrayList;
import java.util.List;

/** A router as JSON: see the package for what stands where. */
final class RouterJson {
  static final String FORMAT = "understudy-router";
  static final int VERSION = 1;

  private static final JsonMapper JSON = new JsonMapper();

  private RouterJson() {}

  /** The file is sound, but of a version that this program does not know. */
  static final class OtherVersion extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OtherVersion(String message) {
      super(message);
    }
  }

  /** The router's content. */
  static ObjectNode write(TrainedRouter trained) {
    LearnedRouter router = trained.router();
    ObjectNode json = JSON.createObjectNode().put("format", FORMAT).put("version", VERSION);
    CardJson.write(trained.card(), json);
    NgramReader ngrams = router.reader().ngrams();
    json.putObject("ngrams")
        .put("bits", ngrams.bits())
        .put("words", ngrams.words())
        .put("letters", ngrams.letters())
        .put("most_characters", ngrams.mostCharacters());
    Fact[] known = Fact.values();
    for (int i = 0; i < known.length; i++) {
      FactWeight weight = router.facts().get(i);
      json.withArray("facts")
          .addObject()
          .put("name", known[i].word())
          .put("weight", weight.weight())
          .put("least", weight.least())
          .put("most", weight.most());
    }
    json.put("bias", router.bias());
    json.putObject("calibration")
        .put("slope", router.calibration().slope())
        .put("shift", router.calibration().shift());
    SparseTable table = SparseTable.of(router.table());
    json.putObject("weights").put("places", table.places()).put("values", table.values());
    return json;
  }

  /**
   * Refuses what is no router, or one of another version.
   *
   * @throws OtherVersion if it is one of another version
   */
  static void requireVersion(JsonNode json) {
    if (!json.path("format").asText().equals(FORMAT)) {
      throw new IllegalArgumentException(
          "format must be '%s', found '%s'".formatted(FORMAT, json.path("format").asText()));
    }
    if (json.path("version").asInt() != VERSION) {
      throw new OtherVersion(
          "version must be %d, found %s; make the router with this version of understudy, or run a newer one"
              .formatted(VERSION, json.path("version")));
    }
  }

  /** The router of a content. */
  static TrainedRouter read(JsonNode json) {
    Members all = Members.of(json);
    RequestReader reader = new RequestReader(all.checked("ngrams", RouterJson::ngrams));
    float[] table =
        all.checked("weights", in -> new SparseTable(in.text("places"), in.text("values")))
            .table(1 << reader.ngrams().bits());
    LearnedRouter router =
        new LearnedRouter(
            reader,
            facts(all),
            table,
            all.number("bias"),
            all.checked(
                "calibration", in -> new Calibration(in.number("slope"), in.number("shift"))));
    return new TrainedRouter(CardJson.read(all), router);
  }

  private static NgramReader ngrams(Members in) {
    return new NgramReader(
        in.whole("bits"), in.whole("words"), in.whole("letters"), in.whole("most_characters"));
  }

  private static List<FactWeight> facts(Members all) {
    List<Members> given = all.list("facts");
    Fact[] known = Fact.values();
    if (given.size() != known.length) {
      throw new IllegalArgumentException(
          "facts must be %d, found %d".formatted(known.length, given.size()));
    }
    List<FactWeight> facts = new ArrayList<>();
    for (int i = 0; i < known.length; i++) {
      Members in = given.get(i);
      if (!in.text("name").equals(known[i].word())) {
        throw new IllegalArgumentException(
            "facts[%d].name must be '%s', found '%s'"
                .formatted(i, known[i].word(), in.text("name")));
      }
      facts.add(
          in.checked(
              each ->
                  new FactWeight(
                      each.number("weight"), each.number("least"), each.number("most"))));
    }
    return facts;
  }
}
