package org.ringbench.bench.process;

import java.io.PrintWriter;

/** What a process says on stderr: sentences, never a value that is secret. */
final class Log {
  /** How much is said. */
  enum Level {
    DEBUG,
    INFO,
    WARNING,
    ERROR
  }

  private final PrintWriter err;
  private final Level least;

  Log(PrintWriter err, Level least) {
    this.err = err;
    this.least = least;
  }

  void debug(String sentence) {
    say(Level.DEBUG, sentence);
  }

  void info(String sentence) {
    say(Level.INFO, sentence);
  }

  void warning(String sentence) {
    say(Level.WARNING, "warning: " + sentence);
  }

  private synchronized void say(Level level, String sentence) {
    if (level.compareTo(least) >= 0) {
      err.println("ringbench: " + sentence);
      err.flush();
    }
  }
}
