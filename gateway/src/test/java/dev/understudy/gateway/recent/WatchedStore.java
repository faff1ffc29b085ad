package dev.understudy.gateway.recent;

import dev.understudy.sink.store.Store;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts what is asked of a store, which can be away, or not give some of its files. */
final class WatchedStore {
  private final Store store;
  private final List<String> opened = new ArrayList<>();
  private final List<String> listed = new ArrayList<>();
  private final Set<String> withheld = new HashSet<>();
  private boolean away;
  private boolean givesNone;

  WatchedStore(Store store) {
    this.store = store;
  }

  /** What is watched. */
  Store store() {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("open")) {
                opened.add((String) arguments[0]);
                give((String) arguments[0]);
              } else if (method.getName().equals("list")) {
                listed.add((String) arguments[0]);
                reach((String) arguments[0]);
              }
              try {
                Object answer = method.invoke(store, arguments);
                if (givesNone && answer instanceof SeekableByteChannel file) {
                  file.close(); // so that reading fails
                }
                return answer;
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }

  private void give(String name) throws IOException {
    reach(name);
    if (withheld.contains(name)) {
      throw new IOException("not given: " + name);
    }
  }

  private void reach(String name) throws IOException {
    if (away) {
      throw new IOException("away: " + name);
    }
  }

  void isAway(boolean isAway) {
    away = isAway;
  }

  /** Whether it lists and opens files as ever, and gives nothing of what they hold. */
  void givesNone(boolean isSo) {
    givesNone = isSo;
  }

  /** Lists a file, and does not give it. */
  void withhold(String name) {
    withheld.add(name);
  }

  /** Gives a file that it withheld. */
  void giveAgain(String name) {
    withheld.remove(name);
  }

  /** The files opened since the last question. */
  List<String> opened() {
    List<String> names = List.copyOf(opened);
    opened.clear();
    return names;
  }

  /** The beginnings of names asked for since the last question. */
  List<String> listed() {
    List<String> prefixes = List.copyOf(listed);
    listed.clear();
    return prefixes;
  }
}
