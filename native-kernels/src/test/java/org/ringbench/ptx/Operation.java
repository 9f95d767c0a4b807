package org.ringbench.ptx;

/**
 * A decoded instruction. Operands are banks: a bank holds a register of all 32 lanes, or a
 * constant, and {@code bank * 32 + lane} is its place in {@link Warp#r}. A register narrower than
 * 64 bits is kept zero-extended. Predicates are one int each, a bit a lane.
 */
abstract class Operation {
  /** How an operation continues. */
  enum Flow {
    NEXT,
    BRANCH,
    TABLE,
    EXIT,
    BARRIER,
    /** Next, but the lanes that {@link #members} names must execute it together. */
    CONVERGED
  }

  static final int[] NONE = {};

  final Statement statement;
  final Flow flow;
  int guard = -1;

  /** -1 if the guard is negated, else 0. */
  int guardFlip;

  int[] sources = NONE;
  int[] targets = NONE;
  int[] predicateSources = NONE;
  int[] predicateTargets = NONE;

  /** Whether an uninitialised source makes an uninitialised target instead of a fault. */
  boolean moves;

  Operation(Statement statement) {
    this(statement, Flow.NEXT);
  }

  Operation(Statement statement, Flow flow) {
    this.statement = statement;
    this.flow = flow;
  }

  /** Executes it for the lanes in {@code mask}, never none. */
  abstract void execute(Warp w, int mask);

  /** The lanes that must be converged here; all 32 unless overridden. */
  int members(Warp w, int mask) {
    return -1;
  }

  /** The opcode that {@link LaunchCounts#byOpcode} counts it under. */
  final String counted() {
    return OpcodeNames.counted(statement);
  }

  /** A copy of one operand, for operations that are loops over the lanes of {@link Warp#r}. */
  static void blend(long[] r, int to, int from, int mask) {
    for (int m = mask; m != 0; m &= m - 1) {
      int l = Integer.numberOfTrailingZeros(m);
      r[to + l] = r[from + l];
    }
  }
}
