package org.ringbench.bench.gate;

import java.io.PrintStream;

/** Tells what a session measures, a line a fork. */
final class GateProgress {
  private final PrintStream out;
  private int forks;

  GateProgress(PrintStream out) {
    this.out = out;
  }

  /** A fork starts. */
  void fork(Side side, Case what) {
    forks++;
    out.println("[%4d] %s: %s".formatted(forks, side.word(), what.id()));
  }

  /** A part of the session begins. */
  void part(String what) {
    out.println(what);
  }
}
