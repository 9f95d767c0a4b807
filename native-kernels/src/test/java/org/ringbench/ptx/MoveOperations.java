package org.ringbench.ptx;

import java.util.List;

/** Moves and selections (PTX ISA, "mov", "selp", "lop3"). */
final class MoveOperations {
  private static final Alu.Loop COPY =
      (r, d, a, b, c, e) -> {
        for (int l = 0; l < 32; l++) {
          r[d + l] = r[a + l];
        }
      };

  private MoveOperations() {}

  static Operation move(Statement s, KernelBuilder b) {
    s.expect(2);
    Type type = s.parts().size() == 2 ? Type.of(s.parts().get(1)) : null;
    if (type == null || type.bits() == 8) {
      throw s.unsupported("this form is not modelled");
    }
    Operand to = s.operand(0);
    Operand from = s.operand(1);
    Operation operation;
    if (type.kind() == 'p') {
      operation = PredicateOperations.move(s, b);
    } else if (to instanceof Operand.Vector vector) {
      operation = unpack(s, b, type, vector.elements(), from);
    } else if (from instanceof Operand.Vector vector) {
      operation = pack(s, b, type, to, vector.elements());
    } else if (from instanceof Operand.Symbol symbol && Clock.NAMES.contains(symbol.name())) {
      operation = new Clock(s, b.target(s, to, type.bits()));
    } else {
      // An address that is moved to 32 bits is a shared one, and fits.
      operation = new Alu(s, COPY, b.source(s, from, type.bits()), b.target(s, to, type.bits()));
    }
    operation.moves = true;
    return operation;
  }

  private static int elementBits(Statement s, Type type, int count) {
    int bits = type.bits() / count;
    if (type.kind() != 'b' || (count != 2 && count != 4) || bits < 16) {
      throw s.unsupported(count + " elements of " + bits + " bits are not modelled");
    }
    return bits;
  }

  private static Operation pack(
      Statement s, KernelBuilder b, Type type, Operand to, List<Operand> elements) {
    int bits = elementBits(s, type, elements.size());
    int[] from = elements.stream().mapToInt(e -> b.source(s, e, bits)).toArray();
    int zero = b.constant(0);
    Alu.Loop loop =
        (r, d, x, y, z, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = r[x + l] | r[y + l] << bits | (r[z + l] | r[e + l] << bits) << 32;
          }
        };
    return new Alu(
        s,
        loop,
        from[0],
        from[1],
        from.length > 2 ? from[2] : zero,
        from.length > 2 ? from[3] : zero,
        b.target(s, to, type.bits()));
  }

  private static Operation unpack(
      Statement s, KernelBuilder b, Type type, List<Operand> elements, Operand from) {
    int bits = elementBits(s, type, elements.size());
    int[] to = elements.stream().mapToInt(e -> b.target(s, e, bits)).toArray();
    return new Unpack(s, b.source(s, from, type.bits()), to, bits);
  }

  private static final class Unpack extends Operation {
    private final int from;
    private final int[] to;
    private final int bits;

    Unpack(Statement s, int from, int[] to, int bits) {
      super(s);
      this.from = from;
      this.to = to;
      this.bits = bits;
    }

    @Override
    void execute(Warp w, int mask) {
      long[] r = w.r;
      for (int m = mask; m != 0; m &= m - 1) {
        int l = Integer.numberOfTrailingZeros(m);
        long value = r[from + l];
        for (int k = 0; k < to.length; k++) {
          r[to[k] + l] = value >>> (k * bits) & Lanes.mask(bits);
        }
      }
    }
  }

  /** Special registers that count: here the instructions that the launch has executed. */
  private static final class Clock extends Operation {
    static final List<String> NAMES = List.of("%clock", "%clock64", "%globaltimer");
    private final int to;

    Clock(Statement s, int to) {
      super(s);
      this.to = to;
    }

    @Override
    void execute(Warp w, int mask) {
      long clock = w.launch.options.instructionLimit() - w.launch.budget;
      boolean wide = statement.parts().get(1).endsWith("64");
      for (int m = mask; m != 0; m &= m - 1) {
        w.r[to + Integer.numberOfTrailingZeros(m)] = wide ? clock : clock & Lanes.LOW;
      }
    }
  }

  /** {@code selp}. */
  static final class Select extends Operation {
    private final int a;
    private final int b;
    private final int predicate;
    private final int to;

    Select(Statement s, KernelBuilder builder) {
      super(s);
      s.expect(4);
      Type type = s.parts().size() == 2 ? Type.of(s.parts().get(1)) : null;
      if (type == null || type.bits() < 16) {
        throw s.unsupported("this form is not modelled");
      }
      a = builder.source(s, s.operand(1), type.bits());
      b = builder.source(s, s.operand(2), type.bits());
      predicate = builder.predicateSource(s, s.operand(3));
      to = builder.target(s, s.operand(0), type.bits());
    }

    @Override
    void execute(Warp w, int mask) {
      long[] r = w.r;
      int p = w.p[predicate];
      for (int m = mask; m != 0; m &= m - 1) {
        int l = Integer.numberOfTrailingZeros(m);
        r[to + l] = r[((p >>> l & 1) != 0 ? a : b) + l];
      }
    }
  }

  /** {@code lop3.b32}. */
  static Operation lop3(Statement s, KernelBuilder b) {
    s.expect(5);
    if (!s.opcode().equals("lop3.b32")
        || !(s.operand(4) instanceof Operand.Literal table)
        || (table.value() & ~0xFFL) != 0) {
      throw s.unsupported("this form is not modelled");
    }
    long[] minterms = new long[8];
    for (int i = 0; i < 8; i++) {
      minterms[i] = (table.value() >>> i & 1) != 0 ? Lanes.LOW : 0;
    }
    Alu.Loop loop =
        switch ((int) table.value()) {
          case 0x96 ->
              (r, d, x, y, z, e) -> {
                for (int l = 0; l < 32; l++) {
                  r[d + l] = r[x + l] ^ r[y + l] ^ r[z + l];
                }
              };
          default ->
              (r, d, x, y, z, e) -> {
                for (int l = 0; l < 32; l++) {
                  r[d + l] = lop3(r[x + l], r[y + l], r[z + l], minterms);
                }
              };
        };
    return new Alu(
        s,
        loop,
        b.source(s, s.operand(1), 32),
        b.source(s, s.operand(2), 32),
        b.source(s, s.operand(3), 32),
        0,
        b.target(s, s.operand(0), 32));
  }

  private static long lop3(long a, long b, long c, long[] t) {
    return (~a & ~b & ~c & t[0])
        | (~a & ~b & c & t[1])
        | (~a & b & ~c & t[2])
        | (~a & b & c & t[3])
        | (a & ~b & ~c & t[4])
        | (a & ~b & c & t[5])
        | (a & b & ~c & t[6])
        | (a & b & c & t[7]);
  }
}
