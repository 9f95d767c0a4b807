package org.ringbench.ptx;

/** What a kernel, or the host's use of {@link DeviceMemory}, did wrong. */
public final class PtxFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The kinds of fault. */
  public enum Kind {
    /** An address outside every allocation. */
    OUT_OF_BOUNDS,
    /** An address inside an allocation that was freed. */
    USE_AFTER_FREE,
    /** An address that is no multiple of the access's size. */
    MISALIGNED,
    /** A read of memory or of a register that nothing has written. */
    UNINITIALISED,
    /** A store to constant memory or to parameters. */
    READ_ONLY,
    /** Two warps use the same shared bytes and no barrier orders them. */
    RACE,
    /** A barrier that not all threads reach, or that a diverged warp reaches. */
    BARRIER,
    /** A warp-wide instruction that not all of the lanes it names execute together. */
    WARP_DIVERGENCE,
    /** A shuffle that reads a lane that does not execute it. */
    INACTIVE_LANE,
    /** The launch executed more warp instructions than its limit. */
    INSTRUCTION_LIMIT,
    /** A {@code trap}. */
    TRAP,
    /** An operand for which PTX defines no result, such as a divisor of zero. */
    UNDEFINED,
    /** The launch itself is not possible. */
    LAUNCH
  }

  private final Kind kind;
  private final String kernel;
  private final int line;
  private final int block;
  private final int warp;
  private final int lane;

  PtxFault(Kind kind, String kernel, int line, int block, int warp, int lane, String message) {
    super(
        kind
            + " in "
            + kernel
            + (line > 0 ? ", PTX line " + line : "")
            + (block >= 0 ? ", block " + block : "")
            + (warp >= 0 ? ", warp " + warp : "")
            + (lane >= 0 ? ", lane " + lane : "")
            + ": "
            + message);
    this.kind = kind;
    this.kernel = kernel;
    this.line = line;
    this.block = block;
    this.warp = warp;
    this.lane = lane;
  }

  /** A fault of the host, or of a launch as a whole. */
  PtxFault(Kind kind, String where, String message) {
    this(kind, where, 0, -1, -1, -1, message);
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** The kernel's name, or {@code host}. */
  public String kernel() {
    return kernel;
  }

  /** The line in the PTX text, from 1; 0 if no instruction is to blame. */
  public int line() {
    return line;
  }

  /** The linear index of the block in its grid, or -1. */
  public int block() {
    return block;
  }

  /** The warp in its block, or -1. */
  public int warp() {
    return warp;
  }

  /** The first lane at fault, or -1. */
  public int lane() {
    return lane;
  }
}
