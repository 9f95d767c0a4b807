package org.ringbench.cuda;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ringbench.cuda.driver.DeviceInfo;

/**
 * Predicts which kernel multiplies fastest, from published rates of the arithmetic units. It ranks
 * forms where nothing was measured; it is no promise of a time.
 *
 * <p>A multiply-add of words is three 32-bit integer multiply-adds (64 a clock and multiprocessor:
 * CUDA C++ Programming Guide, "Arithmetic Instructions") or 36 of bytes. For the latter the rate is
 * that of {@code mma.sync}: the data sheet's on A100 (2,048 a clock and multiprocessor), about 60%
 * of it on Hopper.
 */
final class MatmulEstimate {
  private static final double WORDS_RATE = 64.0 / 3;
  private static final int DIGIT_PRODUCTS = 36;

  /** Clocks that a block takes apart from its steps: first copies, epilogue. */
  private static final double BLOCK_CLOCKS = 2_000;

  /** Atomic additions a clock that the L2 cache takes, over the whole device. */
  private static final double ATOMICS = 64;

  /** Steps below which another slice costs more than it brings. */
  private static final int MIN_STEPS = 4;

  private final int multiprocessors;
  private final double digitsRate;

  MatmulEstimate(DeviceInfo device) {
    multiprocessors = device.multiprocessors();
    double byteRate =
        switch (device.major()) {
          case 8 -> device.minor() == 0 ? 2_048 : 1_024;
          case 9 -> 0.6 * 4_096;
          case 10 -> 2_048;
          default -> 1_024;
        };
    digitsRate = byteRate / DIGIT_PRODUCTS;
  }

  /** The plan of least predicted clocks; {@link MatmulForm#THIN} wherever it applies. */
  MatmulPlan plan(MatmulShape shape) {
    return MatmulForm.THIN.takes(shape)
        ? best(MatmulForm.THIN, shape)
        : faster(best(MatmulForm.WORDS, shape), best(MatmulForm.DIGITS, shape), shape);
  }

  private MatmulPlan faster(MatmulPlan a, MatmulPlan b, MatmulShape shape) {
    return clocks(a, shape) <= clocks(b, shape) ? a : b;
  }

  /** The best number of slices for a form. */
  MatmulPlan best(MatmulForm form, MatmulShape shape) {
    List<MatmulPlan> plans = new ArrayList<>();
    for (int slices = 1; slices <= maxSlices(form, shape); slices *= 2) {
      plans.add(new MatmulPlan(form, slices));
    }
    return plans.stream()
        .min(Comparator.comparingDouble(plan -> clocks(plan, shape)))
        .orElseThrow();
  }

  /** What is worth timing for a shape: every form that takes it, around its best slices. */
  Set<MatmulPlan> candidates(MatmulShape shape) {
    Set<MatmulPlan> plans = new LinkedHashSet<>();
    for (MatmulForm form : MatmulForm.values()) {
      if (form.takes(shape)) {
        int best = best(form, shape).slices();
        int most = maxSlices(form, shape);
        for (int slices : new int[] {1, best / 2, best, 2 * best}) {
          if (slices >= 1 && slices <= most) {
            plans.add(new MatmulPlan(form, slices));
          }
        }
      }
    }
    return plans;
  }

  /** Predicted clocks of the multiprocessor that takes longest. */
  double clocks(MatmulPlan plan, MatmulShape shape) {
    double words = (double) shape.m() * shape.n();
    double atomics = plan.slices() == 1 ? 0 : plan.slices() * words / ATOMICS;
    if (plan.form() == MatmulForm.THIN) {
      // One word a clock from each lane of a warp at best; eight warps a multiprocessor hide
      // latency.
      double turns = Math.max(1, workers(shape) * plan.slices() / (8.0 * multiprocessors));
      return BLOCK_CLOCKS + turns * shape.k() / plan.slices() * 4 + atomics;
    }
    int tile = MatmulForm.TILE;
    int depth = plan.form().depth();
    double waves = ceil(tiles(shape) * plan.slices(), multiprocessors);
    double rate = plan.form() == MatmulForm.WORDS ? WORDS_RATE : digitsRate;
    double step = (double) tile * tile * depth / rate;
    return waves * (BLOCK_CLOCKS + ceil(steps(plan.form(), shape), plan.slices()) * step) + atomics;
  }

  /** The most slices that are worth trying: past four blocks a multiprocessor none. */
  private int maxSlices(MatmulForm form, MatmulShape shape) {
    boolean thin = form == MatmulForm.THIN;
    double steps = thin ? ceil(shape.k(), 64) : steps(form, shape) / MIN_STEPS;
    double blocks = thin ? ceil(workers(shape), 8) : tiles(shape);
    double most = Math.min(steps, 4.0 * multiprocessors / blocks);
    return (int) Math.max(1, Math.min(most, MatmulPlan.MAX_SLICES));
  }

  /** Warps that a thin product keeps busy without slices. */
  private static double workers(MatmulShape shape) {
    return ceil(Math.max(shape.m(), shape.n()), 4);
  }

  private static double tiles(MatmulShape shape) {
    return ceil(shape.m(), MatmulForm.TILE) * ceil(shape.n(), MatmulForm.TILE);
  }

  private static double steps(MatmulForm form, MatmulShape shape) {
    return ceil(shape.k(), form.depth());
  }

  private static double ceil(double of, double by) {
    return Math.ceil(of / by);
  }
}
