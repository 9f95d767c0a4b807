package org.ringbench.ptx;

import java.util.List;

/** Arithmetic with the carry flag, one a lane (PTX ISA, "Extended-Precision Arithmetic"). */
final class CarryOperations extends Operation {
  private final String base;
  private final boolean high;
  private final boolean carryIn;
  private final boolean carryOut;
  private final int bits;
  private final boolean signed;
  private final int a;
  private final int b;
  private final int c;
  private final int to;

  CarryOperations(Statement s, KernelBuilder builder) {
    super(s);
    List<String> parts = s.parts();
    base = parts.getFirst().substring(0, 3);
    carryIn = parts.getFirst().length() == 4;
    int at = 1;
    boolean product = base.equals("mad");
    high = product && parts.get(at).equals("hi");
    if (product && !high && !parts.get(at).equals("lo")) {
      throw s.unsupported("this form is not modelled");
    }
    at += product ? 1 : 0;
    carryOut = at < parts.size() && parts.get(at).equals("cc");
    at += carryOut ? 1 : 0;
    Type type = at == parts.size() - 1 ? Type.of(parts.get(at)) : null;
    if (type == null || (type.kind() != 'u' && type.kind() != 's') || type.bits() < 32) {
      throw s.unsupported("this form is not modelled");
    }
    bits = type.bits();
    signed = type.signed();
    s.expect(product ? 4 : 3);
    a = builder.source(s, s.operand(1), bits);
    b = builder.source(s, s.operand(2), bits);
    c = product ? builder.source(s, s.operand(3), bits) : 0;
    to = builder.target(s, s.operand(0), bits);
  }

  /** Whether an opcode uses the carry flag. */
  static boolean knows(List<String> parts) {
    return switch (parts.getFirst()) {
      case "addc", "subc", "madc" -> true;
      case "add", "sub" -> parts.size() > 1 && parts.get(1).equals("cc");
      case "mad" -> parts.size() > 2 && parts.get(2).equals("cc");
      default -> false;
    };
  }

  @Override
  void execute(Warp w, int mask) {
    if (carryIn && (mask & ~w.carryInitialised) != 0) {
      throw w.fault(
          PtxFault.Kind.UNINITIALISED,
          Integer.numberOfTrailingZeros(mask & ~w.carryInitialised),
          "no instruction has set the carry flag");
    }
    long[] r = w.r;
    int carries = 0;
    for (int m = mask; m != 0; m &= m - 1) {
      int l = Integer.numberOfTrailingZeros(m);
      long in = carryIn ? w.carry >>> l & 1 : 0;
      boolean out;
      long sum;
      if (base.equals("sub")) {
        long x = r[a + l];
        long y = r[b + l];
        sum = x - y - in;
        // Borrow out of the highest bit (Hacker's Delight, 2-13).
        out = ((~x & y) | (~(x ^ y) & sum)) < 0;
      } else {
        long x = base.equals("mad") ? product(r[a + l], r[b + l]) : r[a + l];
        long y = base.equals("mad") ? r[c + l] : r[b + l];
        sum = x + y + in;
        out = bits == 32 ? sum >>> 32 != 0 : ((x & y) | ((x | y) & ~sum)) < 0;
      }
      r[to + l] = bits == 32 ? sum & Lanes.LOW : sum;
      carries |= out ? 1 << l : 0;
    }
    if (carryOut) {
      w.carry = (w.carry & ~mask) | carries;
      w.carryInitialised |= mask;
    }
  }

  private long product(long x, long y) {
    if (bits == 64) {
      return !high ? x * y : signed ? Math.multiplyHigh(x, y) : Math.unsignedMultiplyHigh(x, y);
    }
    long product = signed ? (long) (int) x * (int) y : x * y;
    return (high ? product >>> 32 : product) & Lanes.LOW;
  }
}
