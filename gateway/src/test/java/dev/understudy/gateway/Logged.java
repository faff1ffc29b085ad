package dev.understudy.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What loggers say from now until the close, also while it is looked at. */
public final class Logged implements AutoCloseable {
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final Logger logger;
  private final Level before;

  private Logged(String name, Level level) {
    appender.list = new CopyOnWriteArrayList<>();
    appender.start();
    logger = (Logger) LoggerFactory.getLogger(name);
    before = logger.getLevel();
    logger.setLevel(level); // other tests of this process may have asked for less
    logger.addAppender(appender);
  }

  /** Listens to the logger of that name, and those below it, from that level on. */
  public static Logged by(String name, Level level) {
    return new Logged(name, level);
  }

  /** Listens to what a class tells from the level info on. */
  public static Logged by(Class<?> type) {
    return by(type.getName(), Level.INFO);
  }

  /** What was said so far. */
  public List<ILoggingEvent> events() {
    return appender.list;
  }

  /** The audit of looks at captured texts, each by its fields. */
  List<String> looks() {
    return events().stream()
        .filter(event -> event.getMessage().equals("captured text was looked at"))
        .map(event -> String.valueOf(event.getKeyValuePairs()))
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setLevel(before);
  }
}
