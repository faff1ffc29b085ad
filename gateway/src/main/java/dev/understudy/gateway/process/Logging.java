package dev.understudy.gateway.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import dev.understudy.gateway.config.LogSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the log as the configuration asks: what is logged, and how a line looks. */
public final class Logging {
  private static final String APPENDER = "stderr";

  private Logging() {}

  /** Applies the settings to the whole process. */
  public static void apply(LogSettings settings) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.valueOf(settings.level().name()));
    if (settings.format() == LogSettings.Format.JSON) {
      JsonEncoder encoder = new JsonEncoder();
      encoder.setContext(context);
      encoder.setWithSequenceNumber(false);
      encoder.setWithContext(false);
      encoder.setWithMessage(true);
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
}
