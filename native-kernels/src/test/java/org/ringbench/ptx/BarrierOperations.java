package org.ringbench.ptx;

import java.util.List;
import java.util.Set;

/** Barriers of a block, and fences (PTX ISA, "Parallel Synchronization and Communication"). */
final class BarrierOperations {
  private static final Set<String> FENCES =
      Set.of(
          "membar.gl",
          "membar.cta",
          "membar.sys",
          "fence.sc.cta",
          "fence.sc.gpu",
          "fence.sc.sys",
          "fence.acq_rel.cta",
          "fence.acq_rel.gpu",
          "fence.acq_rel.sys");

  private BarrierOperations() {}

  /** {@code bar.sync}, {@code bar.arrive} and the aligned {@code barrier} forms. */
  static final class Barrier extends Operation {
    final boolean waits;
    private final int barrier;
    private final int threads;

    Barrier(Statement s, boolean waits, int barrier, int threads) {
      super(s, Flow.BARRIER);
      this.waits = waits;
      this.barrier = barrier;
      this.threads = threads;
    }

    @Override
    void execute(Warp w, int mask) {
      int lane = Integer.numberOfTrailingZeros(w.full);
      w.block.arrive(w, uniform(w, barrier), threads < 0 ? -1 : (int) w.r[threads + lane], waits);
    }

    private static int uniform(Warp w, int place) {
      int first = Integer.numberOfTrailingZeros(w.full);
      for (int l = 0; l < 32; l++) {
        if ((w.full >>> l & 1) != 0 && w.r[place + l] != w.r[place + first]) {
          throw w.fault(PtxFault.Kind.BARRIER, l, "lanes of a warp at different barriers");
        }
      }
      return (int) w.r[place + first];
    }
  }

  /** {@code bar.warp.sync}. */
  static final class WarpBarrier extends Operation {
    private final int members;

    WarpBarrier(Statement s, int members) {
      super(s, Flow.CONVERGED);
      this.members = members;
    }

    @Override
    int members(Warp w, int mask) {
      return WarpOperations.memberMask(w, members, mask);
    }

    @Override
    void execute(Warp w, int mask) {}
  }

  /** What has no effect on one warp at a time: fences, prefetches, sleeps. */
  static final class Nothing extends Operation {
    Nothing(Statement s) {
      super(s);
    }

    @Override
    void execute(Warp w, int mask) {}
  }

  static Operation decode(Statement s, KernelBuilder b) {
    return switch (s.opcode()) {
      case "bar.sync",
          "bar.cta.sync",
          "barrier.sync.aligned",
          "barrier.cta.sync.aligned",
          "barrier.sync",
          "barrier.cta.sync" ->
          barrier(s, b, true);
      case "bar.arrive",
          "bar.cta.arrive",
          "barrier.arrive.aligned",
          "barrier.cta.arrive.aligned" -> {
        s.expect(2);
        yield barrier(s, b, false);
      }
      case "bar.warp.sync" -> {
        s.expect(1);
        yield new WarpBarrier(s, b.source(s, s.operand(0), 32));
      }
      default -> throw s.unsupported("this form is not modelled");
    };
  }

  private static Operation barrier(Statement s, KernelBuilder b, boolean waits) {
    List<Operand> operands = s.operands();
    if (operands.isEmpty() || operands.size() > 2) {
      throw s.unsupported(operands.size() + " operands, expected 1 or 2");
    }
    return new Barrier(
        s,
        waits,
        b.source(s, operands.get(0), 32),
        operands.size() == 2 ? b.source(s, operands.get(1), 32) : -1);
  }

  /** {@code membar} and {@code fence}: one warp at a time sees all that came before. */
  static Operation fence(Statement s) {
    boolean known = FENCES.contains(s.opcode());
    if (!known) {
      throw s.unsupported("this form is not modelled");
    }
    s.expect(0);
    return new Nothing(s);
  }
}
