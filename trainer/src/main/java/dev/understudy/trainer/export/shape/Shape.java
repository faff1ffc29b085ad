package dev.understudy.trainer.export.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.trainer.export.chat.Unfit;

/**
 * What a row looks like. Any thread.
 *
 * @param <T> what a row is made of
 */
@FunctionalInterface
public interface Shape<T> {
  /**
   * The row.
   *
   * @throws Unfit if the format cannot say it
   */
  ObjectNode row(T value) throws Unfit;
}
