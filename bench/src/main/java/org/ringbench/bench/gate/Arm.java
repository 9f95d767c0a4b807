package org.ringbench.bench.gate;

/**
 * Two sides that are compared: base and head of a case, or base and base, which must not differ.
 *
 * @param what is measured on both sides
 * @param kind of comparison
 */
record Arm(Case what, Kind kind) {
  /** What an arm is for. */
  enum Kind {
    /** Base against head. */
    TEST,
    /** Base against base: a difference there is the machine's, or the method's. */
    CONTROL,
    /** Base beside base forks against base beside head forks. */
    RULER
  }

  static Arm test(Case what) {
    return new Arm(what, Kind.TEST);
  }

  static Arm control(Case what) {
    return new Arm(what, Kind.CONTROL);
  }

  static Arm ruler(Case what) {
    return new Arm(what, Kind.RULER);
  }

  /** The version that the right side runs; the left is always the base. */
  Side right() {
    return kind == Kind.TEST ? Side.HEAD : Side.BASE;
  }
}
