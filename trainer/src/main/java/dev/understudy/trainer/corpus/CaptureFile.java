package dev.understudy.trainer.corpus;

import dev.understudy.exchange.Table;
import java.io.Serializable;

/**
 * A stored file of captures, and which content of it.
 *
 * @param place the store, as people write it
 * @param table what it holds
 * @param name its name in the store
 * @param bytes its size
 * @param version what the store calls this content
 */
public record CaptureFile(String place, Table table, String name, long bytes, String version)
    implements Serializable {

  /** As people write it. */
  public String shown() {
    return place.endsWith("/") ? place + name : place + "/" + name;
  }
}
