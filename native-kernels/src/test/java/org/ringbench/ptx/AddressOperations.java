package org.ringbench.ptx;

import java.util.Locale;

/** Conversions between address spaces (PTX ISA, "cvta", "isspacep"). */
final class AddressOperations {
  private AddressOperations() {}

  private static Space space(Statement s, String name) {
    return switch (name) {
      case "global", "const", "shared", "local", "param" ->
          Space.valueOf(name.toUpperCase(Locale.ROOT));
      case "shared::cta" -> Space.SHARED;
      default -> throw s.unsupported("space ." + name + " is not modelled");
    };
  }

  static Operation convert(Statement s, KernelBuilder b) {
    s.expect(2);
    int last = s.parts().size() - 1;
    boolean to = last == 3 && s.parts().get(1).equals("to");
    if ((!to && last != 2) || !s.parts().get(last).equals("u64")) {
      throw s.unsupported("this form is not modelled");
    }
    long window = space(s, s.parts().get(last - 1)).window();
    long add = to ? -window : window;
    Operation operation =
        new Alu(
            s,
            (r, d, x, y, z, e) -> {
              for (int l = 0; l < 32; l++) {
                r[d + l] = r[x + l] + add;
              }
            },
            b.source(s, s.operand(1), 64),
            b.target(s, s.operand(0), 64));
    operation.moves = true;
    return operation;
  }

  /** {@code isspacep}. */
  static final class Test extends Operation {
    private final Space space;
    private final int address;
    private final int to;

    Test(Statement s, KernelBuilder b) {
      super(s);
      s.expect(2);
      if (s.parts().size() != 2) {
        throw s.unsupported("this form is not modelled");
      }
      space = space(s, s.parts().get(1));
      if (space == Space.CONST) {
        throw s.unsupported("constant memory has no window");
      }
      to = b.predicateTarget(s, s.operand(0));
      address = b.source(s, s.operand(1), 64);
    }

    @Override
    void execute(Warp w, int mask) {
      int in = 0;
      for (int l = 0; l < 32; l++) {
        in |= Space.of(w.r[address + l]) == space ? 1 << l : 0;
      }
      w.p[to] = (w.p[to] & ~mask) | (in & mask);
    }
  }
}
