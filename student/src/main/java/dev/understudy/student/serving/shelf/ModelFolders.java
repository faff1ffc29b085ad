package dev.understudy.student.serving.shelf;

import dev.understudy.student.model.Model;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps on the shelf what lies in folders. Of several folders with a model of one name, the newest
 * serves: the one trained last, of equals the one whose version sorts last. A folder is loaded when
 * it has changed and then lain still for one look; one that cannot be loaded changes nothing. Where
 * the serving folder is taken away, the next newest of its name takes over; the last of a name
 * serves on, so that a folder can be replaced without a gap.
 *
 * <p>Looking, rather than being told by the file system, also sees symbolic links swapped and works
 * on network file systems. Used by one thread at a time.
 */
public final class ModelFolders implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ModelFolders.class);
  private static final Comparator<Model.Identity> AGE =
      Comparator.comparingLong(Model.Identity::createdSeconds)
          .thenComparing(Model.Identity::version);

  private final List<Path> single;
  private final List<Path> parents;
  private final ModelLoader loader;
  private final Shelf shelf;
  private final Map<Path, Known> known = new TreeMap<>();
  private final Map<String, Path> serving = new HashMap<>();
  private final AtomicInteger broken = new AtomicInteger();
  private final Counter loaded;
  private final Counter refused;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "student-folders");
            thread.setDaemon(true);
            return thread;
          });

  /** What is known of a folder. */
  private static final class Known {
    /** What it looked like at the last look. */
    private String seen = "";

    /** What it looked like when it was last loaded, or could not be. */
    private String tried = "";

    /** The model in it; null where it cannot be loaded. */
    private Model.@Nullable Identity identity;

    private boolean broken;
  }

  /**
   * Folders to keep on a shelf.
   *
   * @param single folders of one model each
   * @param parents folders of such folders, which may come and go
   */
  public ModelFolders(
      List<Path> single,
      List<Path> parents,
      ModelLoader loader,
      Shelf shelf,
      MeterRegistry registry) {
    this.single = List.copyOf(single);
    this.parents = List.copyOf(parents);
    this.loader = loader;
    this.shelf = shelf;
    this.loaded = loads(registry, "loaded");
    this.refused = loads(registry, "refused");
    Gauge.builder("understudy.student.folders.refused", broken, AtomicInteger::get)
        .description("Folders whose content could not be loaded as it lies")
        .register(registry);
  }

  private static Counter loads(MeterRegistry registry, String outcome) {
    return Counter.builder("understudy.student.loads")
        .description("Folders tried, by whether their model could be loaded")
        .tag("outcome", outcome)
        .register(registry);
  }

  /**
   * Loads all there is. A folder among others that cannot be loaded is logged and left out.
   *
   * @throws UnloadableModel if a folder given singly cannot be loaded
   */
  public synchronized void loadAll() throws UnloadableModel {
    for (Path folder : candidates()) {
      Known state = known.computeIfAbsent(folder, absent -> new Known());
      state.seen = FolderSight.of(folder);
      try {
        load(folder);
      } catch (UnloadableModel unloadable) {
        if (single.contains(folder)) {
          throw unloadable;
        }
        tell(folder, unloadable);
      }
    }
  }

  /** Looks again and again from now on, on a thread of its own, until closed. */
  public void watch(Duration every) {
    var unused =
        timer.scheduleWithFixedDelay(
            this::lookSafely, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException | LinkageError ours) { // or it would never look again
      log.atError().setCause(ours).log("the models' folders could not be looked at");
    }
  }

  /** Looks once. */
  synchronized void look() {
    Iterable<Path> there = candidates();
    forgetAllBut(there);
    for (Path folder : there) {
      Known state = known.computeIfAbsent(folder, absent -> new Known());
      String now = FolderSight.of(folder);
      boolean still = now.equals(state.seen);
      state.seen = now;
      if (still && !now.isEmpty() && !now.equals(state.tried)) {
        reload(folder);
      }
    }
  }

  private Set<Path> candidates() {
    Set<Path> candidates = new TreeSet<>(single);
    parents.forEach(parent -> candidates.addAll(FolderSight.foldersIn(parent)));
    return candidates;
  }

  private void forgetAllBut(Iterable<Path> there) {
    Set<Path> gone = new TreeSet<>(known.keySet());
    there.forEach(gone::remove);
    for (Path folder : gone) {
      Model.Identity identity = known.remove(folder).identity;
      if (identity != null && folder.equals(serving.get(identity.name()))) {
        succeed(folder, identity.name());
      }
    }
  }

  private void succeed(Path folder, String name) {
    serving.remove(name);
    Path next = newestOf(name, folder);
    if (next != null) {
      reload(next);
    } else {
      log.atWarn()
          .addKeyValue("model", name)
          .addKeyValue("folder", folder)
          .log("the folder of a model is gone, and no other has one of its name; it serves on");
    }
  }

  /** The folder, but for that one, with the newest model of that name. */
  private @Nullable Path newestOf(String name, Path except) {
    Path newest = null;
    Model.Identity best = null;
    for (Map.Entry<Path, Known> each : known.entrySet()) {
      Model.Identity identity = each.getValue().identity;
      if (identity != null
          && identity.name().equals(name)
          && !each.getKey().equals(except)
          && (best == null || AGE.compare(identity, best) > 0)) {
        newest = each.getKey();
        best = identity;
      }
    }
    return newest;
  }

  private void reload(Path folder) {
    try {
      load(folder);
    } catch (UnloadableModel unloadable) {
      tell(folder, unloadable);
    }
  }

  private void load(Path folder) throws UnloadableModel {
    Known state = known.computeIfAbsent(folder, absent -> new Known());
    Model.Identity before = state.identity;
    state.tried = state.seen;
    state.broken = true;
    try {
      Model model = loader.load(folder);
      state.identity = model.identity();
      place(folder, model);
      state.broken = false;
      loaded.increment();
    } finally {
      if (state.broken) {
        state.identity = before; // what it held serves on
        refused.increment();
      }
      broken.set((int) known.values().stream().filter(each -> each.broken).count());
    }
  }

  private void place(Path folder, Model model) throws UnloadableModel {
    Model.Identity identity = model.identity();
    Path rival = newestOf(identity.name(), folder);
    if (rival == null || AGE.compare(identity, identityIn(rival)) >= 0) {
      shelf.place(model);
      serving.put(identity.name(), folder);
      return;
    }
    model.close();
    log.atInfo()
        .addKeyValue("model", identity.name())
        .addKeyValue("version", identity.version())
        .addKeyValue("folder", folder)
        .addKeyValue("newer", rival)
        .log("an older version is not served");
    if (!rival.equals(serving.get(identity.name()))) {
      reload(rival);
    }
  }

  private Model.Identity identityIn(Path folder) {
    return Objects.requireNonNull(Objects.requireNonNull(known.get(folder)).identity);
  }

  private void tell(Path folder, UnloadableModel unloadable) {
    log.atWarn()
        .addKeyValue("folder", folder)
        .addKeyValue("problem", unloadable.getMessage())
        .log("a model's folder cannot be loaded; what served before serves on");
  }

  /** Looks no more. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
