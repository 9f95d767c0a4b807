package org.ringbench.bench.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells how far a run has come, and how long it will take from here. */
public final class Progress {
  /** How it is told. */
  public enum Style {
    /** On a terminal: one line that changes. */
    LINE,
    /** In a log: a line now and then. */
    LOG,
    /** Not at all. */
    NONE
  }

  private static final int WIDTH = 100;
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(20);

  private final PrintStream out;
  private final Style style;
  private final int steps;
  private final Duration total;
  private final LongSupplier nanoTime;
  private final long start;
  private int step;
  private Duration done = Duration.ZERO;
  private Duration current = Duration.ZERO;
  private Duration lastLine;

  /**
   * Progress over a known number of steps.
   *
   * @param steps how often {@link #begin} will be called
   * @param total how long they take together, by experience
   */
  public Progress(PrintStream out, Style style, int steps, Duration total) {
    this(out, style, steps, total, System::nanoTime);
  }

  Progress(PrintStream out, Style style, int steps, Duration total, LongSupplier nanoTime) {
    this.out = out;
    this.style = style;
    this.steps = steps;
    this.total = total;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
  }

  /**
   * A step begins, and the one before has ended.
   *
   * @param expected how long it takes, by experience
   */
  public synchronized void begin(String what, Duration expected) {
    step++;
    done = done.plus(current);
    current = expected;
    Duration elapsed = elapsed();
    String line =
        "[%3d/%d] %s elapsed, about %s left: %s"
            .formatted(step, steps, Durations.clock(elapsed), Durations.clock(left(elapsed)), what);
    switch (style) {
      case LINE ->
          out.print(CLEAR_LINE + (line.length() > WIDTH ? line.substring(0, WIDTH) : line));
      case LOG -> {
        if (lastLine == null || elapsed.minus(lastLine).compareTo(BETWEEN_LINES) >= 0) {
          lastLine = elapsed;
          out.println(line);
        }
      }
      case NONE -> {}
    }
    out.flush();
  }

  /** All is done, or has failed: the next output starts on a line of its own. */
  public synchronized void end() {
    if (style == Style.LINE) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }

  /** Since the start. */
  public Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }

  /** The estimate at first, later what the steps really took in the place of it. */
  private Duration left(Duration elapsed) {
    Duration byEstimate = total.minus(done);
    if (done.isZero() || total.isZero() || byEstimate.isNegative()) {
      return byEstimate.isNegative() ? Duration.ZERO : byEstimate;
    }
    double pace = (double) elapsed.toNanos() / done.toNanos();
    double trust = (double) done.toNanos() / total.toNanos();
    return Durations.times(byEstimate, 1 - trust + trust * pace);
  }
}
