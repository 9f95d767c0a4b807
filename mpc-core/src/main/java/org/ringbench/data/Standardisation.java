package org.ringbench.data;

/**
 * The constants that bring the columns of a dataset to mean 0 and deviation 1. They are taken of
 * the training data, applied to all data, and public in a private run.
 */
public final class Standardisation {
  private final Columns features;
  private final Columns labels;

  private Standardisation(Columns features, Columns labels) {
    this.features = features;
    this.labels = labels;
  }

  /** The constants of this dataset; a column that does not vary keeps its scale. */
  public static Standardisation of(Dataset dataset) {
    return new Standardisation(Columns.of(dataset.features()), Columns.of(dataset.labels()));
  }

  /**
   * A standardised copy.
   *
   * @throws IllegalArgumentException if the columns are not as many as those of the origin
   */
  public Dataset apply(Dataset dataset) {
    return new Dataset(
        dataset.name(), features.apply(dataset.features()), labels.apply(dataset.labels()));
  }

  /** Standardised labels, or predictions of them, in the units that they had. */
  public FloatTensor restoreLabels(FloatTensor standardised) {
    return labels.restore(standardised);
  }

  /** Mean and deviation of each column. */
  private static final class Columns {
    private final double[] means;
    private final double[] deviations;

    private Columns(double[] means, double[] deviations) {
      this.means = means;
      this.deviations = deviations;
    }

    static Columns of(FloatTensor x) {
      int cols = x.shape().cols();
      double[] means = new double[cols];
      double[] deviations = new double[cols];
      float[] values = x.values();
      for (int i = 0; i < values.length; i++) {
        means[i % cols] += values[i] / (double) x.shape().rows();
      }
      for (int i = 0; i < values.length; i++) {
        double distance = values[i] - means[i % cols];
        deviations[i % cols] += distance * distance / x.shape().rows();
      }
      for (int j = 0; j < cols; j++) {
        deviations[j] = deviations[j] > 0 ? Math.sqrt(deviations[j]) : 1;
      }
      return new Columns(means, deviations);
    }

    FloatTensor apply(FloatTensor x) {
      FloatTensor out = sameShape(x);
      for (int i = 0; i < x.values().length; i++) {
        int j = i % means.length;
        out.values()[i] = (float) ((x.values()[i] - means[j]) / deviations[j]);
      }
      return out;
    }

    FloatTensor restore(FloatTensor x) {
      FloatTensor out = sameShape(x);
      for (int i = 0; i < x.values().length; i++) {
        int j = i % means.length;
        out.values()[i] = (float) (x.values()[i] * deviations[j] + means[j]);
      }
      return out;
    }

    private FloatTensor sameShape(FloatTensor x) {
      if (x.shape().cols() != means.length) {
        throw new IllegalArgumentException(
            "data of shape " + x.shape() + ": expected " + means.length + " columns");
      }
      return new FloatTensor(x.shape());
    }
  }
}
