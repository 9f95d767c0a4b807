package org.ringbench.plain;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import org.ringbench.plan.Op;
import org.ringbench.plan.RangeException;
import org.ringbench.plan.Schedule;
import org.ringbench.plan.Schedule.LinearTerm;
import org.ringbench.plan.Schedule.ProductTerm;
import org.ringbench.plan.Schedule.Spread;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.plan.Schedule.Value;
import org.ringbench.ring.Shape;

/**
 * A schedule in float64, in units of the last place but without rounding or wrapping: where one of
 * its sums reaches 2^(bits - 2), the ring's run has left its range.
 */
final class Shadow {
  private final double limit;
  private final int bits;
  private final Map<String, double[]> parameters = new HashMap<>();

  Shadow(int bits) {
    this.bits = bits;
    limit = Math.scalb(1.0, bits - 2);
  }

  void parameter(String name, long[] words) {
    parameters.put(name, toDoubles(words));
  }

  private static double[] toDoubles(long[] words) {
    double[] values = new double[words.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = words[i];
    }
    return values;
  }

  /**
   * Follows one run.
   *
   * @param loaded gives the encoded features and labels
   */
  void run(Schedule schedule, long number, Function<Value, long[]> loaded) {
    double[][] values = new double[schedule.values().size()][];
    for (Schedule.Input in : schedule.inputs()) {
      values[in.value().id()] =
          in.kind() == Op.Kind.PARAMETER
              ? parameters.get(in.name())
              : toDoubles(loaded.apply(in.value()));
    }
    IdentityHashMap<Step.Truncate, double[]> sums = new IdentityHashMap<>();
    for (Step s : schedule.steps()) {
      switch (s) {
        case Step.Open _, Step.Compare _, Step.OpenBit _ -> {}
        case Step.Truncate t -> {
          double[] z = new double[t.out().shape().size()];
          t.products().forEach(p -> add(p, values, z));
          t.terms().forEach(term -> add(term, values, z, t.out().shape()));
          check(t, number, z);
          sums.put(t, z);
          values[t.out().id()] = shifted(z, t.shift());
        }
        case Step.Select select -> {
          double[] sign = sums.get(select.bit().of().of());
          double[] y = values[select.of().out().id()].clone();
          for (int i = 0; i < y.length; i++) {
            y[i] = sign[i] >= 0 ? y[i] : 0;
          }
          values[select.out().id()] = y;
        }
        case Step.Linear linear -> {
          double[] out = new double[linear.out().shape().size()];
          linear.terms().forEach(term -> add(term, values, out, linear.out().shape()));
          values[linear.out().id()] = out;
        }
      }
    }
    schedule
        .outputs()
        .forEach((name, v) -> parameters.computeIfPresent(name, (_, _) -> values[v.id()]));
  }

  private void check(Step.Truncate t, long number, double[] z) {
    for (double sum : z) {
      if (!(Math.abs(sum) < limit)) {
        throw new RangeException(
            "step %d, %s: a sum reached %.4g in units of its last place and left the range of the ring, below 2^%d; use fewer fraction bits or a smaller rate"
                .formatted(number, t.label(), sum, bits - 2));
      }
    }
  }

  private static double[] shifted(double[] z, int shift) {
    double[] y = new double[z.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.scalb(z[i], -shift);
    }
    return y;
  }

  private static void add(ProductTerm p, double[][] values, double[] z) {
    double[] x = values[p.x().value().id()];
    double[] y = values[p.y().value().id()];
    switch (p.kind()) {
      case HADAMARD -> {
        for (int i = 0; i < z.length; i++) {
          z[i] += p.factor() * x[i] * y[i];
        }
      }
      case INNER -> {
        for (int i = 0; i < x.length; i++) {
          z[0] += p.factor() * x[i] * y[i];
        }
      }
      case MATMUL -> multiply(p, x, y, z);
    }
  }

  private static void multiply(ProductTerm p, double[] x, double[] y, double[] z) {
    Shape xs = p.x().value().shape();
    Shape ys = p.y().value().shape();
    boolean left = p.transpose().left();
    boolean right = p.transpose().right();
    int m = left ? xs.cols() : xs.rows();
    int inner = left ? xs.rows() : xs.cols();
    int n = right ? ys.rows() : ys.cols();
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < inner; k++) {
        double a = p.factor() * (left ? x[k * m + i] : x[i * inner + k]);
        for (int j = 0; j < n; j++) {
          z[i * n + j] += a * (right ? y[j * inner + k] : y[k * n + j]);
        }
      }
    }
  }

  private static void add(LinearTerm term, double[][] values, double[] out, Shape shape) {
    double[] x = values[term.value().id()];
    int cols = shape.cols();
    int count = term.spread() == Spread.BROADCAST ? out.length : x.length;
    for (int i = 0; i < count; i++) {
      switch (term.spread()) {
        case NONE -> out[i] += term.factor() * x[i];
        case BROADCAST -> out[i] += term.factor() * x[i % cols];
        case SUM_ROWS -> out[i % cols] += term.factor() * x[i];
        case SUM -> out[0] += term.factor() * x[i];
      }
    }
  }
}
