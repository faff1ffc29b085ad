package dev.understudy.gateway.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.diff.evidence.Counts;
import dev.understudy.diff.evidence.Slice;
import dev.understudy.diff.evidence.Standing;
import dev.understudy.diff.evidence.Tally;
import dev.understudy.rules.Share;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes and reads the ledger's object; its fields are explained at the package. */
final class PageFormat {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private PageFormat() {}

  /** What was read is not a ledger. */
  static final class Corrupt extends Exception {
    private static final long serialVersionUID = 1;

    Corrupt(String message, Throwable cause) {
      super(message, cause);
    }
  }

  static byte[] write(Page page) {
    ObjectNode root = JSON.createObjectNode().put("version", VERSION);
    ArrayNode rollouts = root.putArray("rollouts");
    page.rollouts().forEach(rollout -> write(rollout, rollouts.addObject()));
    ArrayNode audit = root.putArray("audit");
    for (AuditLine line : page.audit()) {
      audit
          .addObject()
          .put("at", line.at().toString())
          .put("route", line.route())
          .put("action", line.action())
          .put("from", text(line.from()))
          .put("to", text(line.to()))
          .put("by", line.by())
          .put("reason", line.reason());
    }
    try {
      return JSON.writeValueAsBytes(root);
    } catch (IOException e) {
      throw new IllegalStateException("a tree of plain values is always writable", e);
    }
  }

  private static void write(Rollout rollout, ObjectNode into) {
    into.put("route", rollout.route())
        .put("fingerprint", rollout.fingerprint())
        .put("state", rollout.state().word())
        .put("share", text(rollout.share()));
    ObjectNode rules = into.putObject("rules").put("share", text(rollout.origin().share()));
    ArrayNode steps = rules.putArray("steps");
    rollout.origin().steps().forEach(step -> steps.add(text(step)));
    into.put("generation", rollout.generation())
        .put("step", rollout.step())
        .put("begun", rollout.begun().toString())
        .put("since", rollout.since().toString())
        .put("by", rollout.by())
        .put("reason", rollout.reason());
    ObjectNode evidence = into.putObject("evidence");
    new TreeMap<>(rollout.evidence())
        .forEach((run, published) -> write(published, evidence.putObject(run)));
  }

  private static void write(Published published, ObjectNode into) {
    into.put("at", published.at().toString()).put("step", published.standing().step());
    ArrayNode metrics = into.putArray("metrics");
    for (Tally tally : published.standing().tallies()) {
      ObjectNode metric = metrics.addObject();
      metric.put("seen", tally.step().seen()).put("bad", tally.step().bad());
      ArrayNode slices = metric.putArray("slices");
      for (Slice slice : tally.slices()) {
        slices.addArray().add(slice.first()).add(slice.last()).add(slice.seen()).add(slice.bad());
      }
    }
  }

  private static String text(Share share) {
    return share.fraction().toPlainString();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws Corrupt if it is no ledger
   * @throws IOException if it is one of a later version, which is left alone
   */
  static Page read(byte[] bytes) throws Corrupt, IOException {
    try {
      JsonNode root = JSON.readTree(bytes);
      int version = root.required("version").intValue();
      if (version > VERSION) {
        throw new IOException(
            "the ledger has version %d, this gateway writes %d: upgrade this gateway"
                .formatted(version, VERSION));
      }
      List<Rollout> rollouts = new ArrayList<>();
      root.required("rollouts").forEach(node -> rollouts.add(rollout(node)));
      List<AuditLine> audit = new ArrayList<>();
      root.required("audit").forEach(node -> audit.add(auditLine(node)));
      return new Page(rollouts, audit);
    } catch (com.fasterxml.jackson.core.JacksonException
        | IllegalArgumentException
        | DateTimeException e) {
      throw new Corrupt("not a ledger: " + e.getClass().getSimpleName(), e);
    }
  }

  private static Rollout rollout(JsonNode node) {
    JsonNode rules = node.required("rules");
    List<Share> steps = new ArrayList<>();
    rules.required("steps").forEach(step -> steps.add(share(step)));
    Map<String, Published> evidence = new HashMap<>();
    node.required("evidence")
        .properties()
        .forEach(run -> evidence.put(run.getKey(), published(run.getValue())));
    return new Rollout(
        text(node, "route"),
        text(node, "fingerprint"),
        State.of(text(node, "state")),
        share(node.required("share")),
        new Origin(share(rules.required("share")), steps),
        node.required("generation").longValue(),
        node.required("step").longValue(),
        Instant.parse(text(node, "begun")),
        Instant.parse(text(node, "since")),
        text(node, "by"),
        text(node, "reason"),
        evidence);
  }

  private static Published published(JsonNode node) {
    List<Tally> tallies = new ArrayList<>();
    for (JsonNode metric : node.required("metrics")) {
      List<Slice> slices = new ArrayList<>();
      for (JsonNode slice : metric.required("slices")) {
        slices.add(
            new Slice(
                slice.required(0).longValue(),
                slice.required(1).longValue(),
                slice.required(2).longValue(),
                slice.required(3).longValue()));
      }
      tallies.add(
          new Tally(
              new Counts(metric.required("seen").longValue(), metric.required("bad").longValue()),
              slices));
    }
    return new Published(
        Instant.parse(text(node, "at")), new Standing(node.required("step").longValue(), tallies));
  }

  private static AuditLine auditLine(JsonNode node) {
    return new AuditLine(
        Instant.parse(text(node, "at")),
        text(node, "route"),
        text(node, "action"),
        share(node.required("from")),
        share(node.required("to")),
        text(node, "by"),
        text(node, "reason"));
  }

  private static Share share(JsonNode node) {
    return new Share(new BigDecimal(node.asText()));
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).asText();
  }
}
