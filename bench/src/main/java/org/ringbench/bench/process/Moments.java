package org.ringbench.bench.process;

import java.lang.foreign.MemorySegment;
import org.ringbench.data.Dataset;
import org.ringbench.data.FloatTensor;
import org.ringbench.net.Connection;
import org.ringbench.net.Message;

/**
 * Count, mean and sum of squared distances of every column, features first and the label last: what
 * a normalisation is made of. Joining them with the other worker's shows each the other's, since
 * with two workers the sum minus the own part is the other's part.
 */
final class Moments {
  private final int columns;
  private final double[] numbers; // count, then means, then sums of squares

  private Moments(int columns, double[] numbers) {
    this.columns = columns;
    this.numbers = numbers;
  }

  static Moments of(Dataset rows) {
    int features = rows.features().shape().cols();
    int columns = features + 1;
    double[] numbers = new double[1 + 2 * columns];
    numbers[0] = rows.size();
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns; c++) {
        double x = at(rows, r, c, features);
        double distance = x - numbers[1 + c];
        numbers[1 + c] += distance / (r + 1); // Welford
        numbers[1 + columns + c] += distance * (x - numbers[1 + c]);
      }
    }
    return new Moments(columns, numbers);
  }

  private static double at(Dataset rows, int row, int column, int features) {
    return column < features ? rows.features().get(row, column) : rows.labels().get(row, 0);
  }

  /** These and the other worker's, exchanged over their connection. */
  Moments joined(Connection peer, boolean first) {
    double[] other = new double[numbers.length];
    peer.exchange(
        Message.DATA, MemorySegment.ofArray(numbers.clone()), MemorySegment.ofArray(other));
    // The same order at both, so that both get the same bits.
    return first ? join(numbers, other) : join(other, numbers);
  }

  private Moments join(double[] a, double[] b) {
    double[] all = new double[numbers.length];
    all[0] = a[0] + b[0];
    for (int c = 1; c <= columns; c++) {
      double distance = b[c] - a[c];
      all[c] = a[c] + distance * b[0] / all[0];
      all[columns + c] =
          a[columns + c] + b[columns + c] + distance * distance * a[0] * b[0] / all[0];
    }
    return new Moments(columns, all);
  }

  double mean(int column) {
    return numbers[1 + column];
  }

  /** The standard deviation; 1 where a column does not vary. */
  double deviation(int column) {
    double variance = numbers[1 + columns + column] / numbers[0];
    return variance > 0 ? Math.sqrt(variance) : 1;
  }

  double labelMean() {
    return mean(columns - 1);
  }

  double labelDeviation() {
    return deviation(columns - 1);
  }

  int features() {
    return columns - 1;
  }

  Dataset apply(Dataset rows) {
    FloatTensor x = new FloatTensor(rows.features().shape());
    FloatTensor y = new FloatTensor(rows.labels().shape());
    int features = columns - 1;
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns; c++) {
        float value = (float) ((at(rows, r, c, features) - mean(c)) / deviation(c));
        if (c < features) {
          x.values()[r * features + c] = value;
        } else {
          y.values()[r] = value;
        }
      }
    }
    return new Dataset(rows.name(), x, y);
  }
}
