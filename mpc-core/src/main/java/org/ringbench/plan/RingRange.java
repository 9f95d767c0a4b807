package org.ringbench.plan;

/** Whether every truncated sum stays within the ring; remembers the first that does not. */
final class RingRange {
  private final int most; // bits of a sum

  private String violation;

  RingRange(int ringBits) {
    most = ringBits - 2;
  }

  /**
   * Looks at a sum.
   *
   * @param bound on its elements, in units of its last place
   * @param shift that it is truncated by
   */
  void check(String label, double bound, int shift) {
    if (violation != null) {
      return;
    }
    if (!(bound < Math.scalb(1.0, most))) {
      violation =
          "%s may reach 2^%.1f in units of its last place, and must stay below 2^%d"
              .formatted(label, Math.log(bound) / Math.log(2), most);
    } else if (shift >= most) {
      violation = "%s is truncated by %d bits, over %d".formatted(label, shift, most - 1);
    }
  }

  /** What does not fit, or null. */
  String violation() {
    return violation;
  }
}
