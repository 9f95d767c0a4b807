package org.ringbench.ptx;

import java.util.List;
import org.ringbench.ptx.PtxFault.Kind;

/** Exchange between the lanes of a warp (PTX ISA, "shfl.sync", "vote.sync", "redux.sync", ...). */
final class WarpOperations {
  private WarpOperations() {}

  /** A member mask, the same in all lanes that execute, each of which it must name. */
  static int memberMask(Warp w, int place, int mask) {
    int members = (int) w.r[place + Integer.numberOfTrailingZeros(mask)];
    for (int m = mask; m != 0; m &= m - 1) {
      int l = Integer.numberOfTrailingZeros(m);
      if ((int) w.r[place + l] != members) {
        throw w.fault(Kind.WARP_DIVERGENCE, l, "lanes with different member masks");
      }
    }
    return members;
  }

  /** One that the lanes of a member mask execute together. */
  abstract static class Converged extends Operation {
    int members;

    Converged(Statement s) {
      super(s, Flow.CONVERGED);
    }

    @Override
    final int members(Warp w, int mask) {
      return memberMask(w, members, mask);
    }
  }

  /** {@code shfl.sync}. */
  static final class Shuffle extends Converged {
    private final String mode;
    private final int to;
    private final int predicate;
    private final int a;
    private final int b;
    private final int c;

    Shuffle(Statement s, KernelBuilder builder) {
      super(s);
      s.expect(5);
      mode = s.parts().size() == 4 ? s.parts().get(2) : "";
      if (!List.of("up", "down", "bfly", "idx").contains(mode)
          || !s.parts().get(1).equals("sync")
          || !s.parts().get(3).equals("b32")) {
        throw s.unsupported("this form is not modelled");
      }
      a = builder.source(s, s.operand(1), 32);
      b = builder.source(s, s.operand(2), 32);
      c = builder.source(s, s.operand(3), 32);
      members = builder.source(s, s.operand(4), 32);
      boolean pair = s.operand(0) instanceof Operand.Pair;
      Operand target = s.operand(0) instanceof Operand.Pair p ? p.first() : s.operand(0);
      to = builder.target(s, target, 32);
      predicate = pair ? builder.predicateTarget(s, ((Operand.Pair) s.operand(0)).second()) : -1;
    }

    @Override
    void execute(Warp w, int mask) {
      long[] r = w.r;
      int valid = 0;
      for (int m = mask; m != 0; m &= m - 1) {
        int l = Integer.numberOfTrailingZeros(m);
        int distance = (int) r[b + l] & 31;
        int clamp = (int) r[c + l] & 31;
        int segment = (int) r[c + l] >>> 8 & 31;
        int highest = (l & segment) | (clamp & ~segment);
        int lowest = l & segment;
        int from;
        boolean in;
        switch (mode) {
          case "up" -> {
            from = l - distance;
            in = from >= highest;
          }
          case "down" -> {
            from = l + distance;
            in = from <= highest;
          }
          case "bfly" -> {
            from = l ^ distance;
            in = from <= highest;
          }
          default -> {
            from = lowest | (distance & ~segment);
            in = from <= highest;
          }
        }
        from = in ? from : l;
        if ((mask >>> from & 1) == 0) {
          throw w.fault(Kind.INACTIVE_LANE, l, "reads lane " + from + ", which is not active");
        }
        r[l] = r[a + from];
        valid |= in ? 1 << l : 0;
      }
      blend(r, to, 0, mask);
      if (predicate >= 0) {
        PredicateOperations.set(w, predicate, valid, mask);
      }
    }
  }

  /** {@code vote.sync}. */
  static final class Vote extends Converged {
    private final String mode;
    private final int source;
    private final int flip;
    private final int to;

    Vote(Statement s, KernelBuilder b) {
      super(s);
      s.expect(3);
      mode = s.parts().size() == 4 ? s.parts().get(2) : "";
      boolean ballot = mode.equals("ballot");
      if (!List.of("all", "any", "uni", "ballot").contains(mode)
          || !s.parts().get(1).equals("sync")
          || !s.parts().get(3).equals(ballot ? "b32" : "pred")) {
        throw s.unsupported("this form is not modelled");
      }
      flip = s.operand(1) instanceof Operand.Not ? -1 : 0;
      source = b.predicateSource(s, PredicateOperations.positive(s.operand(1)));
      members = b.source(s, s.operand(2), 32);
      to = ballot ? b.target(s, s.operand(0), 32) : b.predicateTarget(s, s.operand(0));
    }

    @Override
    void execute(Warp w, int mask) {
      int votes = (w.p[source] ^ flip) & mask;
      switch (mode) {
        case "ballot" -> fill(w, to, votes & Lanes.LOW, mask);
        case "all" -> PredicateOperations.set(w, to, votes == mask ? -1 : 0, mask);
        case "any" -> PredicateOperations.set(w, to, votes != 0 ? -1 : 0, mask);
        default -> PredicateOperations.set(w, to, votes == mask || votes == 0 ? -1 : 0, mask);
      }
    }
  }

  private static void fill(Warp w, int to, long value, int mask) {
    for (int m = mask; m != 0; m &= m - 1) {
      w.r[to + Integer.numberOfTrailingZeros(m)] = value;
    }
  }

  /** {@code redux.sync}. */
  static final class Reduce extends Converged {
    private final String what;
    private final int source;
    private final int to;

    Reduce(Statement s, KernelBuilder b) {
      super(s);
      s.expect(3);
      what = s.opcode().substring("redux.sync.".length());
      if (!List.of(
              "add.u32", "add.s32", "min.u32", "min.s32", "max.u32", "max.s32", "and.b32", "or.b32",
              "xor.b32")
          .contains(what)) {
        throw s.unsupported("this form is not modelled");
      }
      source = b.source(s, s.operand(1), 32);
      members = b.source(s, s.operand(2), 32);
      to = b.target(s, s.operand(0), 32);
    }

    @Override
    void execute(Warp w, int mask) {
      long result = w.r[source + Integer.numberOfTrailingZeros(mask)];
      for (int m = mask & (mask - 1); m != 0; m &= m - 1) {
        long x = w.r[source + Integer.numberOfTrailingZeros(m)];
        result =
            switch (what) {
              case "min.u32" -> Math.min(result, x);
              case "max.u32" -> Math.max(result, x);
              case "min.s32" -> Math.min((int) result, (int) x) & Lanes.LOW;
              case "max.s32" -> Math.max((int) result, (int) x) & Lanes.LOW;
              case "and.b32" -> result & x;
              case "or.b32" -> result | x;
              case "xor.b32" -> result ^ x;
              default -> (result + x) & Lanes.LOW;
            };
      }
      fill(w, to, result, mask);
    }
  }

  /** {@code match.any.sync} and {@code match.all.sync}. */
  static final class Match extends Converged {
    private final boolean all;
    private final int source;
    private final int to;
    private final int predicate;

    Match(Statement s, KernelBuilder b) {
      super(s);
      s.expect(3);
      Type type =
          switch (s.opcode()) {
            case "match.any.sync.b32", "match.all.sync.b32" -> Type.of("b32");
            case "match.any.sync.b64", "match.all.sync.b64" -> Type.of("b64");
            default -> throw s.unsupported("this form is not modelled");
          };
      all = s.parts().get(1).equals("all");
      source = b.source(s, s.operand(1), type.bits());
      members = b.source(s, s.operand(2), 32);
      if (all && s.operand(0) instanceof Operand.Pair(Operand first, Operand second)) {
        to = b.target(s, first, 32);
        predicate = b.predicateTarget(s, second);
      } else {
        to = b.target(s, s.operand(0), 32);
        predicate = -1;
      }
    }

    @Override
    void execute(Warp w, int mask) {
      for (int m = mask; m != 0; m &= m - 1) {
        int l = Integer.numberOfTrailingZeros(m);
        int same = 0;
        for (int n = mask; n != 0; n &= n - 1) {
          int k = Integer.numberOfTrailingZeros(n);
          same |= w.r[source + k] == w.r[source + l] ? 1 << k : 0;
        }
        w.r[l] = (all && same != mask ? 0 : same) & Lanes.LOW;
        if (predicate >= 0) {
          PredicateOperations.set(w, predicate, same == mask ? -1 : 0, 1 << l);
        }
      }
      blend(w.r, to, 0, mask);
    }
  }

  /** {@code activemask}: the lanes that are together here. */
  static final class ActiveMask extends Operation {
    private final int to;

    ActiveMask(Statement s, KernelBuilder b) {
      super(s);
      s.expect(1);
      to = b.target(s, s.operand(0), 32);
    }

    @Override
    void execute(Warp w, int mask) {
      fill(w, to, mask & Lanes.LOW, mask);
    }
  }
}
