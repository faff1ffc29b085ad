package dev.understudy.student.serving.shelf;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.student.model.Model;
import dev.understudy.student.model.Question;
import dev.understudy.student.model.Reply;
import dev.understudy.student.serving.batch.BatchSettings;
import dev.understudy.student.serving.batch.Desk;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models that serve, by name, each at a desk of its own. Safe for every thread. */
public final class Shelf {
  private static final Logger log = LoggerFactory.getLogger(Shelf.class);
  private static final Question WARM_UP = new Question(List.of(Turn.of("user", "Is it warm?")));

  private final BatchSettings settings;
  private final MeterRegistry registry;
  private final MultiGauge versions;
  private final Map<String, Desk> desks = new ConcurrentSkipListMap<>();
  private boolean closed;

  /** An empty shelf. */
  public Shelf(BatchSettings settings, MeterRegistry registry) {
    this.settings = settings;
    this.registry = registry;
    Gauge.builder("understudy.student.models", desks, Map::size)
        .description("Models that serve")
        .register(registry);
    this.versions =
        MultiGauge.builder("understudy.student.model.info")
            .description("1 for the version of a model that serves")
            .register(registry);
  }

  /** The desk of that name. */
  public Optional<Desk> desk(String name) {
    return Optional.ofNullable(desks.get(name));
  }

  /** What serves, by name. */
  public List<Model.Identity> identities() {
    return desks.values().stream().map(Desk::identity).toList();
  }

  /**
   * Lets a model answer until it is warm, then puts it in office, in place of what served under its
   * name. Blocks while it warms up; meanwhile its predecessor serves on.
   *
   * @param model belongs to the shelf from now on, and is closed where it cannot answer
   * @throws UnloadableModel if it cannot answer, or the shelf is closed; then nothing has changed
   */
  public void place(Model model) throws UnloadableModel {
    try {
      warmUp(model);
    } catch (RuntimeException | LinkageError failure) {
      model.close();
      throw new UnloadableModel(
          "model %s %s cannot answer: %s"
              .formatted(model.identity().name(), model.identity().version(), failure.getMessage()),
          failure);
    }
    seat(model);
  }

  /** One question alone and then a full batch: engines prepare themselves for both. */
  private void warmUp(Model model) {
    expect(1, model.answer(List.of(WARM_UP)));
    int most = Math.min(settings.size(), model.mostAtOnce());
    expect(most, model.answer(Collections.nCopies(most, WARM_UP)));
  }

  private static void expect(int replies, List<Reply> got) {
    if (got.size() != replies) {
      throw new IllegalStateException("expected " + replies + " replies, got " + got.size());
    }
  }

  private synchronized void seat(Model model) throws UnloadableModel {
    Model.Identity identity = model.identity();
    if (closed) {
      model.close();
      throw new UnloadableModel(
          "model " + identity.name() + " came while the server was stopping", null);
    }
    Desk desk = desks.get(identity.name());
    if (desk == null) {
      desks.put(identity.name(), new Desk(model, settings, registry));
    } else {
      desk.seat(model);
    }
    versions.register(
        identities().stream()
            .map(
                each ->
                    MultiGauge.Row.of(Tags.of("model", each.name(), "version", each.version()), 1))
            .toList(),
        true);
    log.atInfo()
        .addKeyValue("model", identity.name())
        .addKeyValue("version", identity.version())
        .log("model serves");
  }

  /**
   * Closes all desks at once: what waits is answered within the deadline. Blocks. A second call
   * does nothing.
   */
  public void close(Duration deadline) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    List<Thread> closing = new ArrayList<>();
    for (Desk desk : desks.values()) {
      Thread thread = new Thread(() -> desk.close(deadline), "student-closing");
      closing.add(thread);
      thread.start();
    }
    try {
      for (Thread thread : closing) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
