package dev.understudy.gateway.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import dev.understudy.gateway.config.LogSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Makes the log as the configuration asks: what is logged, and how a line looks. */
public final class Logging {
  private static final String APPENDER = "stderr";

  private Logging() {}

  /** Applies the settings to the whole process. */
  public static void apply(LogSettings settings) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.valueOf(settings.level().name()));
    takeOverTheJdksOwn();
    if (settings.format() == LogSettings.Format.JSON) {
      JsonLines encoder = new JsonLines();
      encoder.setContext(context);
      encoder.start();
      ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
      appender.setContext(context);
      appender.setName(APPENDER);
      appender.setTarget("System.err");
      appender.setEncoder(encoder);
      appender.start();
      root.detachAppender(APPENDER);
      root.addAppender(appender);
    }
  }

  /** What libraries tell the JDK's logging would stand among our lines in another shape. */
  private static void takeOverTheJdksOwn() {
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
  }
}
