package dev.understudy.student.script;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.understudy.student.engine.TorchEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A TorchScript module without parameters, loaded. It has no state: any number of threads may run
 * it at the same time, none after it was closed.
 *
 * <p>Its method {@code forward} takes tensors and, last, a list of tensors (the weights), and
 * returns one tensor.
 */
public final class Script implements AutoCloseable {
  /** DJL gathers inputs of this name into one list. */
  private static final String LISTED = "weights[]";

  private final NDManager manager;
  private final PtSymbolBlock module;

  private Script(NDManager manager, PtSymbolBlock module) {
    this.manager = manager;
    this.module = module;
  }

  /**
   * Loads a module.
   *
   * @param className the name of its class in the source, without {@code __torch__}
   * @param source the text as {@code torch.jit.save} writes it: aten operations are {@code
   *     torch.name}, every argument has a type
   * @throws ai.djl.engine.EngineException if PyTorch cannot read the source; it says where
   */
  public static Script load(TorchEngine engine, String className, String source) {
    NDManager manager = engine.newArrays(ai.djl.Device.cpu());
    try {
      byte[] archive = Archive.of(className, source);
      return new Script(
          manager,
          JniUtils.loadModule(
              (PtNDManager) manager, new ByteArrayInputStream(archive), false, false));
    } catch (IOException e) {
      manager.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Runs the module.
   *
   * @param inputs the first arguments; arrays belong to the manager of the first until that is
   *     closed, the result included
   * @param weights the last argument, as {@link #listed} made them
   * @param train whether gradients may be asked for later; they can only where the thread is in
   *     gradient mode, as it is while a gradient collector is open
   */
  public NDArray run(NDList inputs, NDList weights, boolean train) {
    // Per thread in PyTorch. Its optimizer would compile anew for every new shape, over seconds.
    JniUtils.setGraphExecutorOptimize(false);
    NDList all = new NDList(inputs.size() + weights.size());
    all.addAll(inputs);
    all.addAll(weights);
    NDArray result = IValueUtils.forward(module, all, train).singletonOrThrow();
    if (train) {
      return result;
    }
    // Without gradients DJL runs modules so that what comes out may take part in none later; a copy
    // may.
    try (result) {
      return result.duplicate();
    }
  }

  /** Arrays as the list of weights that {@link #run} takes; takes their names away. */
  public static NDList listed(Iterable<NDArray> arrays) {
    NDList list = new NDList();
    for (NDArray array : arrays) {
      array.setName(LISTED);
      list.add(array);
    }
    return list;
  }

  /** Gives back memory outside Java's heap. */
  @Override
  public void close() {
    module.close();
    manager.close();
  }
}
