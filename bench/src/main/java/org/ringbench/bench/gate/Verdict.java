package org.ringbench.bench.gate;

/** What a row's pairs say. */
enum Verdict {
  /** Slower by more than the threshold, with confidence. */
  SLOWER("slower"),
  /** No slowdown of the size that must be caught. */
  SAME("no slowdown"),
  /** Faster by more than the threshold, with confidence. */
  FASTER("faster"),
  /** Too noisy to tell. */
  UNDECIDED("undecided");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
