package org.ringbench.plain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.dealer.Dealer;
import org.ringbench.dealer.RowMasks;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Seeds;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/** Where the oracle's stochastic rounding comes from. */
public interface Rounding {
  /** Starts a step. */
  default void begin(long step, Run run) {}

  /** Fills one word for each element of a truncation; its low {@code shift} bits are added. */
  void fill(Run run, Step.Truncate truncate, long[] words);

  /** A cheap generator (Steele et al. 2014, SplitMix64), for timed baselines. */
  static Rounding cheap(long seed) {
    return new Rounding() {
      private long state = seed;

      @Override
      public void fill(Run run, Step.Truncate truncate, long[] words) {
        int size = truncate.out().shape().size();
        for (int i = 0; i < size; i++) {
          long z = state + i * 0x9E3779B97F4A7C15L;
          z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
          z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
          words[i] = z ^ (z >>> 31);
        }
        state += size * 0x9E3779B97F4A7C15L;
      }
    };
  }

  /** The r of a dealer with these seeds: the rounding of the encrypted run, bit for bit. */
  static Rounding dealers(RingBackend backend, Seeds seeds, List<RowMasks> data) {
    Dealer dealer = new Dealer(backend, seeds, data);
    return new Rounding() {
      private final Map<Program, RingTensor> unsent = new HashMap<>();

      private RingTensor allocate(Program program) {
        return backend.allocate(Shape.row(Math.max(1, program.layout().dealtWords())));
      }

      @Override
      public void begin(long step, Run run) {
        dealer.deal(step, run, unsent.computeIfAbsent(run.program(), this::allocate));
      }

      @Override
      public void fill(Run run, Step.Truncate truncate, long[] words) {
        dealer.random(run, truncate, words);
      }
    };
  }
}
