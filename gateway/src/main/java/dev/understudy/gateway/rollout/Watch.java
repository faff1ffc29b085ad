package dev.understudy.gateway.rollout;

import dev.understudy.diff.evidence.Bursts;
import dev.understudy.diff.evidence.Evidence;
import dev.understudy.diff.evidence.Judge;
import dev.understudy.diff.evidence.Judgement;
import dev.understudy.diff.evidence.Metric;
import dev.understudy.diff.evidence.Outcome;
import dev.understudy.diff.evidence.Slice;
import dev.understudy.diff.evidence.Standing;
import dev.understudy.diff.evidence.Terms;
import dev.understudy.rules.Gate;
import dev.understudy.rules.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The evidence about one student on one route, gathered here and told by the others. Safe for every
 * thread; no call waits for anything but a short lock.
 */
final class Watch {
  private static final int KEYS = 16_384;

  /** One metric of the gate: what it is, and whether an observation is bad, null if not told. */
  private record Question(Metric metric, Function<Observation, @Nullable Boolean> bad) {}

  private volatile Route route;
  private final String fingerprint;
  private final String instance;
  private final List<Question> questions;
  private final @Nullable Terms terms;
  private Rollout rollout; // this and all below guarded by this
  private String run;
  private boolean published;
  private @Nullable Judge judge;
  private Evidence evidence;
  private List<Bursts> bursts = List.of();
  private List<Standing> others = List.of();

  /**
   * A watch that has seen nothing.
   *
   * @param rollout as the ledger has it
   */
  Watch(Route route, String instance, Rollout rollout) {
    this.route = route;
    this.fingerprint = rollout.fingerprint();
    this.instance = instance;
    Gate gate = route.gate();
    this.questions = gate == null ? List.of() : questions(gate);
    this.terms =
        gate == null
            ? null
            : new Terms(
                questions.stream().map(Question::metric).toList(), gate.alpha(), gate.budget());
    this.rollout = rollout;
    this.run = newRun();
    this.evidence = new Evidence(questions.size(), rollout.step());
    beginAnew();
    hear();
  }

  /** The words for the gate's metrics, in the order of their readings. */
  static List<String> words(@Nullable Gate gate) {
    return gate == null
        ? List.of()
        : questions(gate).stream().map(question -> question.metric().word()).toList();
  }

  private static List<Question> questions(Gate gate) {
    List<Question> questions = new ArrayList<>();
    if (gate.different() != null) {
      double limit = gate.different().fraction().doubleValue();
      questions.add(new Question(metric("different", limit), Observation::different));
    }
    if (gate.failed() != null) {
      double limit = gate.failed().fraction().doubleValue();
      questions.add(new Question(metric("failed", limit), Observation::failed));
    }
    Gate.Slower slower = gate.slower();
    if (slower != null) {
      questions.add(
          new Question(
              metric("slower", 1 - slower.quantile()),
              seen -> seen.timesTeacher() == null ? null : seen.timesTeacher() > slower.max()));
    }
    return questions;
  }

  /** No bet can be made on never or always; a millionth from it one can. */
  private static Metric metric(String word, double limit) {
    return new Metric(word, Math.min(Math.max(limit, 1e-6), 1 - 1e-6));
  }

  private String newRun() {
    return instance + "/" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** The same evidence, where the rules changed what does not touch it. */
  Watch under(Route edited) {
    route = edited;
    return this;
  }

  Route route() {
    return route;
  }

  String fingerprint() {
    return fingerprint;
  }

  synchronized Rollout rollout() {
    return rollout;
  }

  /** What moved, beside the evidence, when the ledger's word was taken. */
  synchronized boolean take(Rollout word) {
    Rollout before = rollout;
    rollout = word;
    boolean anew = !before.isOnEvidenceOf(word);
    boolean runEnded = published && !word.evidence().containsKey(run);
    if (anew || runEnded) { // where the run was taken for ended, its counts are in the ledger
      run = newRun();
      beginAnew();
    }
    published |= word.evidence().containsKey(run);
    evidence.beginStep(word.step());
    hear();
    return anew || before.step() != word.step() || before.state() != word.state();
  }

  private void beginAnew() {
    published = false;
    evidence = new Evidence(questions.size(), rollout.step());
    Gate gate = route.gate();
    if (gate != null && terms != null) {
      judge = new Judge(terms, rollout.begun().toEpochMilli());
      bursts = questions.stream().map(q -> new Bursts(gate.burst(), KEYS)).toList();
    }
  }

  private void hear() {
    others =
        rollout.evidence().entrySet().stream()
            .filter(told -> !told.getKey().equals(run))
            .map(told -> told.getValue().standing())
            .filter(standing -> standing.tallies().size() == questions.size())
            .toList();
  }

  /**
   * Counts an observation and looks.
   *
   * @param bucket of the sticky key, whose bursts count once; null counts always
   * @return what is shown now, or null where nothing is that moves anything
   */
  synchronized @Nullable Shown observe(@Nullable Double bucket, Observation seen, long nowMillis) {
    Gate gate = route.gate();
    if (gate == null) {
      return null;
    }
    boolean counted = false;
    boolean harm = false;
    boolean rollsBack = gate.onHarm() == Gate.OnHarm.ROLL_BACK && isWatched();
    boolean promotes = gate.onPass() == Gate.OnPass.PROMOTE && rollout.state() == State.RUNNING;
    for (int i = 0; i < questions.size(); i++) {
      Boolean bad = questions.get(i).bad().apply(seen);
      if (bad != null
          && (bucket == null || bursts.get(i).begins(Double.doubleToLongBits(bucket), nowMillis))) {
        evidence.observe(i, bad, nowMillis);
        counted = true;
        harm |= bad && rollsBack && judge().isHarmful(i, standings());
      }
    }
    boolean pass = counted && promotes && judge().isGoodEnough(rollout.step(), standings());
    return harm || pass ? shown() : null;
  }

  /** Looks at what all gateways observed. */
  synchronized @Nullable Shown look() {
    return terms != null && isWatched() ? shown() : null;
  }

  private boolean isWatched() {
    return rollout.state() == State.RUNNING || rollout.state() == State.DONE;
  }

  private @Nullable Shown shown() {
    Judgement judgement = judge().judge(rollout.step(), standings());
    return judgement.outcome() == Outcome.CONTINUE ? null : new Shown(this, rollout, judgement);
  }

  /** What is known of each metric, or null without a gate. */
  synchronized @Nullable Judgement judgement() {
    return terms == null ? null : judge().judge(rollout.step(), standings());
  }

  /**
   * All observations of the metric of that word by time; none where the gate has no such metric.
   */
  synchronized List<Slice> observations(String metric) {
    for (int i = 0; i < questions.size(); i++) {
      if (questions.get(i).metric().word().equals(metric)) {
        return standings().stream().reduce(Standing::plus).orElseThrow().tallies().get(i).slices();
      }
    }
    return List.of();
  }

  /** How many gateways' runs that have not ended the evidence is from. */
  synchronized int runs() {
    return others.size() + 1;
  }

  private Judge judge() {
    return Objects.requireNonNull(judge, "without a gate nothing is judged");
  }

  private List<Standing> standings() {
    List<Standing> all = new ArrayList<>(others);
    all.add(evidence.standing());
    return all;
  }

  /** Adds what was observed here to the page, if it is new there. */
  synchronized Page publish(Page page, Instant now) {
    Rollout there = page.find(rollout.route(), fingerprint);
    if (there == null || there.isBehind(rollout)) {
      return publish(page.restored(rollout), now);
    }
    if (terms == null || !there.begun().equals(rollout.begun()) || there.step() != rollout.step()) {
      return page; // the ledger's word is taken first
    }
    Standing standing = evidence.standing();
    Published last = there.evidence().get(run);
    Instant lately = now.minus(Page.RUN_ENDED.dividedBy(6));
    boolean nothingNew =
        last == null
            ? published || isEmpty(standing) // published: the run was taken for ended
            : last.at().isAfter(lately) && last.standing().equals(standing);
    if (nothingNew) {
      return page;
    }
    return page.observed(there, run, new Published(now, standing));
  }

  private static boolean isEmpty(Standing standing) {
    return standing.tallies().stream().allMatch(tally -> tally.slices().isEmpty());
  }

  /**
   * Something that the evidence shows.
   *
   * @param watch who saw it
   * @param rollout as it stood then
   * @param judgement what is shown
   */
  record Shown(Watch watch, Rollout rollout, Judgement judgement) {}
}
