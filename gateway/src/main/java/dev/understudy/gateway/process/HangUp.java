package dev.understudy.gateway.process;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for {@code SIGHUP}, by which a process is asked to read its files again. {@code
 * sun.misc.Signal} of the module jdk.unsupported is reached by reflection, as the compiler warns of
 * it and no other way exists.
 */
public final class HangUp {
  private static final Logger log = LoggerFactory.getLogger(HangUp.class);

  private HangUp() {}

  /** Does that each time; where signals cannot be had it says so and goes on. */
  public static void does(Runnable work) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object listener =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  work.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), listener);
    } catch (ReflectiveOperationException | RuntimeException unavailable) {
      log.atWarn().setCause(unavailable).log("SIGHUP is not listened to on this platform");
    }
  }
}
