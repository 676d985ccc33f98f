package ai.peeker.partner.examples.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects the log records of a class. */
final class LogOf extends Handler {
  private final Logger logger;
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  LogOf(Class<?> type) {
    logger = Logger.getLogger(type.getName());
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  List<String> messages() {
    return records.stream().map(LogRecord::getMessage).toList();
  }

  List<Throwable> stackTraces() {
    return records.stream().map(LogRecord::getThrown).filter(each -> each != null).toList();
  }

  @Override
  public void publish(LogRecord each) {
    records.add(each);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }
}
