package org.ringbench.ptx;

import java.util.HashMap;
import java.util.Map;

/** The register operations by opcode; what is not in it is not modelled. */
final class AluTable {
  /**
   * An entry.
   *
   * @param signature a letter for the target and for each source: h, r and d for 16, 32 and 64 bits
   * @param loop what it does
   * @param divides whether the last source must not be zero
   */
  record Entry(String signature, Alu.Loop loop, boolean divides) {}

  /** One lane of a rare operation. */
  interface Lane {
    /** From up to three sources. */
    long of(long a, long b, long c);
  }

  private static final Map<String, Entry> TABLE = build();

  private final Map<String, Entry> entries = new HashMap<>();

  private static Map<String, Entry> build() {
    AluTable table = new AluTable();
    ArithmeticTable.fill(table);
    LogicTable.fill(table);
    FloatTable.fill(table);
    return Map.copyOf(table.entries);
  }

  void add(String opcode, String signature, Alu.Loop loop) {
    if (entries.put(opcode, new Entry(signature, loop, false)) != null) {
      throw new IllegalStateException(opcode + " is there twice");
    }
  }

  /** An operation that is rare enough for a call a lane. */
  void rare(String opcode, String signature, Lane lane) {
    add(opcode, signature, lanes(lane));
  }

  void divides(String opcode, String signature, Lane lane) {
    entries.put(opcode, new Entry(signature, lanes(lane), true));
  }

  static Alu.Loop lanes(Lane lane) {
    return (r, d, a, b, c, e) -> {
      for (int l = 0; l < 32; l++) {
        r[d + l] = lane.of(r[a + l], r[b + l], r[c + l]);
      }
    };
  }

  static boolean knows(String opcode) {
    return TABLE.containsKey(opcode);
  }

  /** The opcodes it knows, for tests. */
  static java.util.Set<String> opcodes() {
    return TABLE.keySet();
  }

  static int bits(char letter) {
    return switch (letter) {
      case 'h' -> 16;
      case 'r' -> 32;
      default -> 64;
    };
  }

  static Operation decode(Statement s, KernelBuilder b) {
    Entry entry = TABLE.get(s.opcode());
    String signature = entry.signature;
    s.expect(signature.length());
    int[] from = new int[4];
    for (int i = 1; i < signature.length(); i++) {
      from[i - 1] = b.source(s, s.operand(i), bits(signature.charAt(i)));
    }
    int to = b.target(s, s.operand(0), bits(signature.charAt(0)));
    Alu alu = new Alu(s, entry.loop, from[0], from[1], from[2], from[3], to);
    return entry.divides ? new Division(s, alu, from[1]) : alu;
  }

  /** A division, for which PTX leaves the quotient by zero open. */
  private static final class Division extends Operation {
    private final Alu alu;
    private final int divisor;

    Division(Statement s, Alu alu, int divisor) {
      super(s);
      this.alu = alu;
      this.divisor = divisor;
    }

    @Override
    void execute(Warp w, int mask) {
      for (int m = mask; m != 0; m &= m - 1) {
        int l = Integer.numberOfTrailingZeros(m);
        if (w.r[divisor + l] == 0) {
          throw w.fault(PtxFault.Kind.UNDEFINED, l, "a division by zero");
        }
      }
      alu.execute(w, mask);
    }
  }
}
