package org.ringbench.cuda;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.ring.KernelShapes;
import org.ringbench.ring.MatmulTerm;

/**
 * The fused Beaver product: {@code acc += factor * the sum of op(x) * op(y)} over the terms, two
 * terms a launch where their transposes agree.
 */
final class Matmul {
  /** Words along the concatenated k up to which two terms share a launch. */
  private static final int MAX_PAIRED_K = 1 << 30;

  private final MatmulChoice choice;
  private final MatmulTable table;
  private final MatmulEstimate estimate;
  private final MatmulTiles tiles;
  private final MatmulThin thin;

  /**
   * For one device and stream.
   *
   * @param table measured choices; where it has none, the estimate decides
   */
  Matmul(Launcher launcher, MatmulChoice choice, MatmulTable table) {
    this.choice = choice;
    this.table = table;
    estimate = new MatmulEstimate(launcher.device());
    tiles = new MatmulTiles(launcher);
    thin = new MatmulThin(launcher);
  }

  /**
   * Queues the launches.
   *
   * @throws IllegalArgumentException for terms of other shapes than {@code acc}'s
   */
  void run(long factor, MatmulTerm[] terms, DeviceTensor acc) {
    run(null, factor, terms, acc);
  }

  /** Queues the launches, with a given plan. */
  void run(MatmulPlan plan, long factor, MatmulTerm[] terms, DeviceTensor acc) {
    KernelShapes.matmul(terms, acc);
    for (int i = 0; i < terms.length; ) {
      int count = i + 1 < terms.length && together(terms[i], terms[i + 1]) ? 2 : 1;
      MatmulTerm second = count == 2 ? terms[i + 1] : null;
      launch(plan, factor, terms[i], second, acc);
      i += count;
    }
  }

  /** The shapes that {@link #run} multiplies for these terms, one a launch. */
  static List<MatmulShape> shapes(MatmulTerm[] terms) {
    List<MatmulShape> shapes = new ArrayList<>();
    for (int i = 0; i < terms.length; ) {
      boolean two = i + 1 < terms.length && together(terms[i], terms[i + 1]);
      shapes.add(shape(terms[i], two ? terms[i + 1] : null));
      i += two ? 2 : 1;
    }
    return shapes;
  }

  private static MatmulShape shape(MatmulTerm first, MatmulTerm second) {
    int k = first.k() + (second == null ? 0 : second.k());
    return new MatmulShape(first.m(), first.n(), k, first.transposeX(), first.transposeY());
  }

  private static boolean together(MatmulTerm a, MatmulTerm b) {
    return a.transposeX() == b.transposeX()
        && a.transposeY() == b.transposeY()
        && (long) a.k() + b.k() <= MAX_PAIRED_K;
  }

  /** Launches for one or two terms; {@code plan} null for the best, {@code second} null for one. */
  private void launch(
      MatmulPlan plan, long factor, MatmulTerm first, MatmulTerm second, DeviceTensor acc) {
    MatmulShape shape = shape(first, second);
    MatmulPlan chosen = plan == null ? plan(shape) : plan;
    if (!chosen.form().takes(shape)) {
      throw new IllegalArgumentException(
          "%s takes at most %d rows or columns, not %s"
              .formatted(chosen, MatmulForm.THIN_WIDTH, shape));
    }
    if (chosen.form() == MatmulForm.THIN) {
      thin.launch(chosen.slices(), factor, first, second, acc);
    } else {
      tiles.launch(chosen, factor, first, second, acc);
    }
  }

  /** How a product of that shape is computed. */
  MatmulPlan plan(MatmulShape shape) {
    return switch (choice) {
      case AUTO -> table.plan(shape).orElseGet(() -> estimate.plan(shape));
      case WORDS ->
          estimate.best(MatmulForm.THIN.takes(shape) ? MatmulForm.THIN : MatmulForm.WORDS, shape);
      case DIGITS -> estimate.best(MatmulForm.DIGITS, shape);
    };
  }

  MatmulTable table() {
    return table;
  }

  MatmulEstimate estimate() {
    return estimate;
  }
}
