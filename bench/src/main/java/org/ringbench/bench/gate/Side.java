package org.ringbench.bench.gate;

/** Which version a fork runs. */
enum Side {
  /** The version that is there. */
  BASE("base"),
  /** The version that wants in. */
  HEAD("head");

  private final String word;

  Side(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
