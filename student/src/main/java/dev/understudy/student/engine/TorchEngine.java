package dev.understudy.student.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.util.Utils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch in this process. There is one engine in a process, and it stays until the process ends.
 * Any number of threads may use it.
 *
 * <p>It is started offline: natives come from the class path and are unpacked once into the folder
 * that {@code DJL_CACHE_DIR} names (as environment variable or system property), else into {@code
 * understudy/djl} in the user's cache folder. Whoever uses other parts of DJL starts this first, so
 * that nothing is downloaded or reported to anybody.
 */
public final class TorchEngine {
  private static final String CACHE = "DJL_CACHE_DIR";

  /** What PyTorch was told on this thread; OpenMP keeps it for each thread, at first all cores. */
  private static final ThreadLocal<Integer> TOLD_HERE = ThreadLocal.withInitial(() -> 0);

  private final Engine engine;
  private volatile int threads;

  private TorchEngine(Engine engine) {
    this.engine = engine;
  }

  /**
   * The engine, started if it was not.
   *
   * @throws IllegalStateException if PyTorch's natives are missing or do not fit this machine
   */
  public static TorchEngine start() {
    return Started.ENGINE.get();
  }

  /**
   * Makes DJL work offline and tell nobody; what a user has set stays. Parts of DJL that do not
   * need PyTorch (the tokenizers) need just this.
   */
  public static void workOffline() {
    setUnlessSet("ai.djl.offline", "true");
    setUnlessSet("OPT_OUT_TRACKING", "true");
    if (Utils.getEnvOrSystemProperty(CACHE) == null) {
      System.setProperty(
          CACHE, cacheFolder(System.getenv(), System.getProperty("user.home")).toString());
    }
  }

  /** The folder natives are unpacked into where nothing was said. */
  static Path cacheFolder(Map<String, String> environment, String home) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base = cache.isBlank() ? Path.of(home, ".cache") : Path.of(cache);
    return base.resolve("understudy").resolve("djl");
  }

  /**
   * Sets how many threads one operation may use: for this thread at once, for others from when they
   * next {@link #settle}.
   *
   * @param threads at least 1
   */
  public void useThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    this.threads = threads;
    settle();
  }

  /** Lets this thread compute as {@link #useThreads} says. Costs next to nothing. */
  public void settle() {
    int wanted = threads;
    if (wanted > 0 && TOLD_HERE.get() != wanted) {
      JniUtils.setNumThreads(wanted);
      TOLD_HERE.set(wanted);
    }
  }

  /** How many threads one operation may use. */
  public int threads() {
    return JniUtils.getNumThreads();
  }

  /** The version of PyTorch. */
  public String version() {
    return engine.getVersion();
  }

  /** The names of all devices: {@code cpu}, then {@code gpu0} and so on. */
  public List<String> devices() {
    List<String> names = new ArrayList<>(List.of("cpu"));
    for (int i = 0; i < engine.getGpuCount(); i++) {
      names.add("gpu" + i);
    }
    return List.copyOf(names);
  }

  /**
   * The device of a name.
   *
   * @param name one of {@link #devices()}, or {@code auto}: the first GPU, or the CPU without one
   * @throws IllegalArgumentException if this machine has none of that name
   */
  public Device device(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    List<String> all = devices();
    String chosen = wanted.equals("auto") ? all.get(all.size() > 1 ? 1 : 0) : wanted;
    if (!all.contains(chosen)) {
      throw new IllegalArgumentException(
          "no device '" + name + "'; this machine has: " + String.join(", ", all) + " (or: auto)");
    }
    return chosen.equals("cpu") ? Device.cpu() : Device.gpu(all.indexOf(chosen) - 1);
  }

  /** A manager of arrays on a device; whoever asks for it closes it. */
  public NDManager newArrays(Device device) {
    return engine.newBaseManager(device);
  }

  /**
   * Takes gradients on this thread while it is open. There is one at most in a process at a time;
   * whoever asks for it closes it.
   */
  public GradientCollector gradients() {
    return engine.newGradientCollector();
  }

  /** Sets what PyTorch draws from now on, on all threads. */
  public void seed(int seed) {
    engine.setRandomSeed(seed);
  }

  private static void setUnlessSet(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }

  /** Started by the first who asks; a failure is told again to everybody who asks later. */
  private static final class Started {
    static final Outcome ENGINE = tryStart();

    private static Outcome tryStart() {
      workOffline();
      try {
        return new Outcome(new TorchEngine(Engine.getEngine("PyTorch")), null);
      } catch (RuntimeException | LinkageError e) {
        return new Outcome(null, e);
      }
    }
  }

  private record Outcome(@Nullable TorchEngine engine, @Nullable Throwable failure) {
    TorchEngine get() {
      if (engine == null) {
        throw new IllegalStateException(
            "PyTorch could not be started: its natives must be on the class path"
                + " (ai.djl.pytorch:pytorch-native-cpu for this platform, and pytorch-jni) and "
                + Utils.getEnvOrSystemProperty(CACHE)
                + " must be writable",
            failure);
      }
      return engine;
    }
  }
}
