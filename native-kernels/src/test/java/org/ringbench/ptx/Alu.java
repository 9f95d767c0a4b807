package org.ringbench.ptx;

/** An operation on registers whose lanes do not depend on each other. */
final class Alu extends Operation {
  /**
   * All 32 lanes of an operation on {@link Warp#r}, whether active or not: a single counted loop
   * that the compiler likes.
   */
  interface Loop {
    /** From the places of up to four sources to that of the target. */
    void run(long[] r, int d, int a, int b, int c, int e);
  }

  private final Loop loop;
  private final int d;
  private final int a;
  private final int b;
  private final int c;
  private final int e;

  Alu(Statement s, Loop loop, int a, int b, int c, int e, int d) {
    super(s);
    this.loop = loop;
    this.a = a;
    this.b = b;
    this.c = c;
    this.e = e;
    this.d = d;
  }

  Alu(Statement s, Loop loop, int a, int d) {
    this(s, loop, a, 0, 0, 0, d);
  }

  @Override
  void execute(Warp w, int mask) {
    if (mask == -1) {
      loop.run(w.r, d, a, b, c, e);
    } else {
      loop.run(w.r, 0, a, b, c, e);
      blend(w.r, d, 0, mask);
    }
  }
}
