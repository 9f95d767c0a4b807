package org.ringbench.data;

/**
 * Rows of features and of labels, in floats: the plaintext and the encrypted run read the same
 * numbers.
 *
 * @param name for messages and reports
 * @param features n x features
 * @param labels n x 10 with one 1 a row (digits), or n x 1 (regression)
 */
public record Dataset(String name, FloatTensor features, FloatTensor labels) {
  /**
   * Checks the values.
   *
   * @throws DataException if the row counts differ, or a value is infinite or not a number
   */
  public Dataset {
    if (features.shape().rows() != labels.shape().rows()) {
      throw new DataException(
          "%s: %d rows of features and %d rows of labels: expected as many"
              .formatted(name, features.shape().rows(), labels.shape().rows()));
    }
    requireFinite(name, "feature", features);
    requireFinite(name, "label", labels);
  }

  /** The number of rows. */
  public int size() {
    return features.shape().rows();
  }

  /**
   * A copy of {@code count} rows, starting at row {@code from}.
   *
   * @throws IndexOutOfBoundsException if there are not as many
   */
  public Dataset rows(int from, int count) {
    return new Dataset(name, features.rows(from, count), labels.rows(from, count));
  }

  /** A copy of the first {@code n} rows. */
  public Dataset head(int n) {
    return rows(0, n);
  }

  /** A copy with the rows in an order that depends on nothing but the seed and their number. */
  public Dataset shuffled(long seed) {
    int[] order = new SplitMix(seed).permutation(size());
    return new Dataset(name, features.gatherRows(order), labels.gatherRows(order));
  }

  /** The first {@code trainRows} rows for training and the others for testing. */
  public Split split(int trainRows) {
    return new Split(head(trainRows), rows(trainRows, size() - trainRows));
  }

  /**
   * Every column of features and labels with mean 0 and deviation 1. To treat test data like the
   * training data, or to return to the old units, keep {@link Standardisation#of} instead.
   */
  public Dataset standardised() {
    return Standardisation.of(this).apply(this);
  }

  private static void requireFinite(String name, String what, FloatTensor tensor) {
    float[] values = tensor.values();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        int cols = tensor.shape().cols();
        throw new DataException(
            "%s: %s in row %d, column %d is %s: expected a finite number"
                .formatted(name, what, i / cols + 1, i % cols + 1, values[i]));
      }
    }
  }
}
