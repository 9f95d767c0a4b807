package org.ringbench.ptx;

import java.util.List;
import java.util.Map;

/** Comparisons and logic of predicates (PTX ISA, "Comparison and Selection Instructions"). */
final class PredicateOperations {
  private PredicateOperations() {}

  /** All lanes of a comparison, as a mask. */
  interface Comparison {
    int run(long[] r, int a, int b);
  }

  private static final Comparison EQUAL =
      (r, a, b) -> {
        int p = 0;
        for (int l = 0; l < 32; l++) {
          p |= r[a + l] == r[b + l] ? 1 << l : 0;
        }
        return p;
      };

  /** Less, after both sides are moved so that a signed comparison is right. */
  private static Comparison less(long flip, int shift) {
    return (r, a, b) -> {
      int p = 0;
      for (int l = 0; l < 32; l++) {
        p |= (r[a + l] << shift ^ flip) < (r[b + l] << shift ^ flip) ? 1 << l : 0;
      }
      return p;
    };
  }

  private static final Map<String, Integer> FLOATS =
      Map.ofEntries(
          // Bits: less, equal, greater, unordered.
          Map.entry("eq", 2),
          Map.entry("ne", 5),
          Map.entry("lt", 1),
          Map.entry("le", 3),
          Map.entry("gt", 4),
          Map.entry("ge", 6),
          Map.entry("equ", 10),
          Map.entry("neu", 13),
          Map.entry("ltu", 9),
          Map.entry("leu", 11),
          Map.entry("gtu", 12),
          Map.entry("geu", 14),
          Map.entry("num", 7),
          Map.entry("nan", 8));

  private static Comparison floats(String name, boolean single) {
    int wanted = FLOATS.get(name);
    return (r, a, b) -> {
      int p = 0;
      for (int l = 0; l < 32; l++) {
        double x = single ? Lanes.f32(r[a + l]) : Lanes.f64(r[a + l]);
        double y = single ? Lanes.f32(r[b + l]) : Lanes.f64(r[b + l]);
        int is = x < y ? 1 : x == y ? 2 : x > y ? 4 : 8;
        p |= (wanted & is) != 0 ? 1 << l : 0;
      }
      return p;
    };
  }

  /** {@code setp}, with up to two results and a predicate to combine with. */
  static final class Set extends Operation {
    private final Comparison comparison;
    private final boolean swap;
    private final int flip;
    private final int a;
    private final int b;
    private final int combine;
    private final String with;
    private final int combineFlip;
    private final int to;
    private final int toOpposite;

    Set(Statement s, KernelBuilder builder) {
      super(s);
      List<String> parts = s.parts();
      Type type = Type.of(parts.getLast());
      boolean combined = parts.size() == 4 && List.of("and", "or", "xor").contains(parts.get(2));
      if (type == null || type.bits() < 16 || (parts.size() != 3 && !combined)) {
        throw s.unsupported("this form is not modelled");
      }
      s.expect(combined ? 4 : 3);
      String name = parts.get(1);
      if (type.isFloat()) {
        if (!FLOATS.containsKey(name)) {
          throw s.unsupported("comparison ." + name + " is not for floats");
        }
        comparison = floats(name, type.bits() == 32);
        swap = false;
        flip = 0;
      } else {
        boolean unsigned =
            switch (name) {
              case "lo", "ls", "hi", "hs" -> true;
              default -> !type.signed();
            };
        if ((type.signed() && unsigned)
            || (type.kind() == 'b' && !name.equals("eq") && !name.equals("ne"))) {
          throw s.unsupported("comparison ." + name + " is not for this type");
        }
        // Registers are zero-extended: narrow unsigned values compare as they are.
        Comparison less =
            unsigned ? less(type.bits() == 64 ? Long.MIN_VALUE : 0, 0) : less(0, 64 - type.bits());
        comparison = name.equals("eq") || name.equals("ne") ? EQUAL : less;
        swap = List.of("gt", "le", "hi", "ls").contains(name);
        flip =
            switch (name) {
              case "eq", "lt", "gt", "lo", "hi" -> 0;
              case "ne", "le", "ge", "ls", "hs" -> -1;
              default -> throw s.unsupported("comparison ." + name + " is not for integers");
            };
      }
      a = builder.source(s, s.operand(1), type.bits());
      b = builder.source(s, s.operand(2), type.bits());
      with = combined ? parts.get(2) : "";
      Operand other = combined ? s.operand(3) : null;
      combineFlip = other instanceof Operand.Not ? -1 : 0;
      combine = combined ? builder.predicateSource(s, positive(other)) : 0;
      if (s.operand(0) instanceof Operand.Pair(Operand first, Operand second)) {
        to = builder.predicateTarget(s, first);
        toOpposite = builder.predicateTarget(s, second);
      } else {
        to = builder.predicateTarget(s, s.operand(0));
        toOpposite = -1;
      }
    }

    @Override
    void execute(Warp w, int mask) {
      int is = (swap ? comparison.run(w.r, b, a) : comparison.run(w.r, a, b)) ^ flip;
      int other = w.p[combine] ^ combineFlip;
      set(w, to, combine(is, other), mask);
      if (toOpposite >= 0) {
        set(w, toOpposite, combine(~is, other), mask);
      }
    }

    private int combine(int is, int other) {
      return switch (with) {
        case "and" -> is & other;
        case "or" -> is | other;
        case "xor" -> is ^ other;
        default -> is;
      };
    }
  }

  static Operand positive(Operand operand) {
    return operand instanceof Operand.Not(Operand predicate) ? predicate : operand;
  }

  static void set(Warp w, int to, int value, int mask) {
    w.p[to] = (w.p[to] & ~mask) | (value & mask);
  }

  /** {@code and}, {@code or}, {@code xor}, {@code not} and {@code mov} of predicates. */
  static final class Logic extends Operation {
    private final String what;
    private final int a;
    private final int b;
    private final int to;

    Logic(Statement s, KernelBuilder builder, String what, int sources) {
      super(s);
      s.expect(sources + 1);
      this.what = what;
      a = builder.predicateSource(s, s.operand(1));
      b = sources == 2 ? builder.predicateSource(s, s.operand(2)) : 0;
      to = builder.predicateTarget(s, s.operand(0));
    }

    @Override
    void execute(Warp w, int mask) {
      int x = w.p[a];
      int y = w.p[b];
      int value =
          switch (what) {
            case "and" -> x & y;
            case "or" -> x | y;
            case "xor" -> x ^ y;
            case "not" -> ~x;
            default -> x;
          };
      set(w, to, value, mask);
    }
  }

  static Operation move(Statement s, KernelBuilder b) {
    if (s.operand(1) instanceof Operand.Literal literal) {
      int to = b.predicateTarget(s, s.operand(0));
      int value = literal.value() != 0 ? -1 : 0;
      return new Operation(s) {
        @Override
        void execute(Warp w, int mask) {
          set(w, to, value, mask);
        }
      };
    }
    return new Logic(s, b, "mov", 1);
  }
}
