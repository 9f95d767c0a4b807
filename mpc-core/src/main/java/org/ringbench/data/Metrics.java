package org.ringbench.data;

/** How good predictions are. All throw {@link IllegalArgumentException} if the shapes differ. */
public final class Metrics {
  private Metrics() {}

  /** The share of rows, 0 to 1, whose largest prediction stands where the largest label does. */
  public static double accuracy(FloatTensor predictions, FloatTensor labels) {
    requireSameShape(predictions, labels);
    int rows = labels.shape().rows();
    int hits = 0;
    for (int i = 0; i < rows; i++) {
      if (largest(predictions, i) == largest(labels, i)) {
        hits++;
      }
    }
    return (double) hits / rows;
  }

  /** The mean of the squared errors of all elements. */
  public static double meanSquaredError(FloatTensor predictions, FloatTensor labels) {
    return squaredErrors(predictions, labels) / labels.shape().size();
  }

  /** The mean of the absolute errors of all elements. */
  public static double meanAbsoluteError(FloatTensor predictions, FloatTensor labels) {
    requireSameShape(predictions, labels);
    double sum = 0;
    for (int i = 0; i < labels.values().length; i++) {
      sum += Math.abs((double) predictions.values()[i] - labels.values()[i]);
    }
    return sum / labels.shape().size();
  }

  /**
   * The coefficient of determination: 1 for perfect predictions, 0 for the mean of the labels.
   *
   * @return NaN if the labels do not vary
   */
  public static double rSquared(FloatTensor predictions, FloatTensor labels) {
    double mean = 0;
    for (float label : labels.values()) {
      mean += label / (double) labels.shape().size();
    }
    double variation = 0;
    for (float label : labels.values()) {
      variation += (label - mean) * (label - mean);
    }
    double errors = squaredErrors(predictions, labels);
    return variation == 0 ? Double.NaN : 1 - errors / variation;
  }

  private static double squaredErrors(FloatTensor predictions, FloatTensor labels) {
    requireSameShape(predictions, labels);
    double sum = 0;
    for (int i = 0; i < labels.values().length; i++) {
      double error = (double) predictions.values()[i] - labels.values()[i];
      sum += error * error;
    }
    return sum;
  }

  private static int largest(FloatTensor x, int row) {
    int best = 0;
    for (int j = 1; j < x.shape().cols(); j++) {
      if (x.get(row, j) > x.get(row, best)) {
        best = j;
      }
    }
    return best;
  }

  private static void requireSameShape(FloatTensor predictions, FloatTensor labels) {
    if (!predictions.shape().equals(labels.shape())) {
      throw new IllegalArgumentException(
          "predictions of shape " + predictions.shape() + " for labels of shape " + labels.shape());
    }
  }
}
