package org.ringbench.bench.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells how far a run has come: on a terminal in one line that changes, otherwise in plain lines.
 */
public final class Progress {
  private static final int WIDTH = 100;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private final int steps;
  private final Duration estimate;
  private final long start;
  private int step;

  /**
   * Progress over a known number of steps.
   *
   * @param steps how often {@link #begin} will be called
   * @param estimate how long they take together, by experience
   */
  public Progress(PrintStream out, boolean terminal, int steps, Duration estimate) {
    this(out, terminal, steps, estimate, System::nanoTime);
  }

  Progress(PrintStream out, boolean terminal, int steps, Duration estimate, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.steps = steps;
    this.estimate = estimate;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
  }

  /** A step begins. */
  public void begin(String what) {
    Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
    String line =
        "[%3d/%d] %s elapsed, about %s left: %s"
            .formatted(++step, steps, clock(elapsed), clock(left(elapsed)), what);
    if (terminal) {
      out.print(CLEAR_LINE + (line.length() > WIDTH ? line.substring(0, WIDTH) : line));
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** All is done, or has failed: the next output starts on a line of its own. */
  public void end() {
    if (terminal) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }

  /** The estimate at first, what the steps really took later on. */
  private Duration left(Duration elapsed) {
    int done = step - 1;
    Duration byEstimate = estimate.multipliedBy(steps - done).dividedBy(steps);
    if (done == 0) {
      return byEstimate;
    }
    Duration byPace = elapsed.multipliedBy(steps - done).dividedBy(done);
    double trust = (double) done / steps;
    return Duration.ofMillis(
        Math.round(byEstimate.toMillis() * (1 - trust) + byPace.toMillis() * trust));
  }

  private static String clock(Duration duration) {
    return "%d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
